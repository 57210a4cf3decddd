/**
 * A number as somebody would type it into a field: the shortest decimal that is read as this very number, without an
 * exponent (`String` writes 1e-7 and 1e+21). NaN and the infinities give "NaN" and "Infinity", which no field takes.
 */
export function decimalText(value: number): string {
  const text = String(value);
  const parts = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (!parts) return shortened(text);
  const [, sign, first = "", rest = "", exponent] = parts;
  if (Number(exponent) > 0) return BigInt(value).toString();
  return shortened(`${sign}0.${"0".repeat(-Number(exponent) - 1)}${first}${rest}`);
}

/** A field takes 24 characters: whoever typed so small a number left the zero before the point out. */
function shortened(text: string): string {
  return text.length > 24 ? text.replace(/^(-?)0\./, "$1.") : text;
}
