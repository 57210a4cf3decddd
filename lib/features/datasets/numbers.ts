import type { DecimalMark, ThousandsMark } from "./recipe-words.ts";

/** Beyond this a forecast cannot be computed in single precision; the engine's bound. */
export const LARGEST_NUMBER = 1e30;

/** How texts of numbers are written: one style for all columns, and a unit that one column may carry. */
export interface NumberStyle {
  decimalMark: DecimalMark;
  thousandsMark: ThousandsMark;
  /** Stands before or after every number of the column, such as € or %; the number is kept as it is written. */
  unit?: string | null;
}

/** Ordinary, no-break, narrow no-break and thin space: people see one and the same. */
const SPACES = " \u00a0\u202f\u2009";
const GROUP_MARKS: Record<ThousandsMark, (mark: DecimalMark) => string> = {
  none: () => "",
  other: (mark) => (mark === "comma" ? "." : ","),
  space: () => SPACES,
  apostrophe: () => "'’",
};

/** Characters that stand between groups of three digits; empty when none may. */
export function groupMarks(style: NumberStyle): string {
  return GROUP_MARKS[style.thousandsMark](style.decimalMark);
}

function bodyPattern(style: NumberStyle): string {
  const mark = style.decimalMark === "comma" ? "," : "[.]";
  const groups = groupMarks(style);
  const grouped = groups ? `[0-9]{1,3}([${groups}][0-9]{3})+(${mark}[0-9]*)?|` : "";
  return `(${grouped}[0-9]+(${mark}[0-9]*)?|${mark}[0-9]+)([eE][+-]?[0-9]{1,4})?`;
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** The whole text of a number, as a pattern that JavaScript and DuckDB (RE2) read alike. */
export function numberPattern(style: NumberStyle): string {
  const body = bodyPattern(style);
  if (!style.unit) return `[+-]?${body}`;
  const unit = escaped(style.unit);
  const space = `[${SPACES}]?`;
  return `[+-]?${unit}${space}${body}|${unit}${space}[+-]${body}|[+-]?${body}${space}${unit}`;
}

/**
 * True when the double nearest to a number, written with as many digits as the text has, is the text's number: nothing
 * is lost that the file says. Up to 15 digits always are kept; 9007199254740993 and 1e-400 are not. `text` is a number
 * with a decimal point and without groups.
 */
export function keepsDigits(text: string): boolean {
  const match = /^[+-]?(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i.exec(text);
  if (!match) return false;
  const [, whole = "", fraction = "", exponent = "0"] = match;
  const all = whole + fraction;
  const leading = all.length - all.replace(/^0+/, "").length;
  const digits = all.slice(leading).replace(/0+$/, "");
  if (digits === "") return true;
  const power = whole.length - leading - 1 + Number(exponent);
  const value = Math.abs(Number(text));
  if (value === 0 || !Number.isFinite(value) || digits.length > 100) return false;
  return (
    value.toExponential(digits.length - 1).replace(".", "") === `${digits}e${power < 0 ? "" : "+"}${power}`
  );
}

// Letters only where they are money or a measure: codes such as P001 are names, not amounts.
const UNITS = String.raw`\p{Sc}|%|‰|EUR|USD|GBP|CHF|SEK|NOK|DKK|PLN|CZK|HUF|JPY|CNY|INR|BRL|AUD|CAD|kr|zł|Kč|kg|pcs|Stk`;
const UNIT = new RegExp(
  `^[+-]?(${UNITS})[ \\u00a0\\u202f]?[+-]?[\\d.,]|[\\d.,][ \\u00a0\\u202f]?(${UNITS})$`,
  "u",
);

/** The unit that a text carries beside its number, as “€ 12” and “12 %” do; null for other texts. */
export function unitOf(text: string): string | null {
  const value = text.trim();
  const match = UNIT.exec(value);
  const unit = match?.[1] ?? match?.[2];
  if (!unit) return null;
  const reads = (thousandsMark: ThousandsMark, decimalMark: DecimalMark) =>
    new RegExp(`^(${numberPattern({ decimalMark, thousandsMark, unit })})$`).test(value);
  return reads("other", "point") ||
    reads("other", "comma") ||
    reads("space", "point") ||
    reads("space", "comma")
    ? unit
    : null;
}

/** What tables say for “not known”. Whether it does is asked. */
export const MISSING_WORDS = /^(na|n\/a|#n\/a|nan|null|none|nil|n\.a\.|-+|\?)$/i;

/** Why a text is not a number here, and what to do: a sentence that follows "Row 7, column y: ". */
export function explainNumber(text: string, style: NumberStyle): string {
  const value = text.trim();
  const shown = quoted(text);
  const mark = style.decimalMark;
  const fits = (other: NumberStyle) => new RegExp(`^(${numberPattern(other)})$`).test(value);
  if (value === "")
    return "the cell is empty. Give a number, or choose that an empty cell means “not known”.";
  if (/^[+-]?(inf|infinity)$/i.test(value))
    return `${shown} is not a finite number. Leave the cell empty or give a number.`;
  if (MISSING_WORDS.test(value))
    return `${shown} is not a number. If it means “not known”, say so, or leave the cell empty.`;
  if (fits(style)) {
    return Math.abs(Number(plainNumber(value, style))) <= LARGEST_NUMBER
      ? `beside the number ${quoted(value)} stands a character that cannot be seen, such as a tab. Remove it.`
      : `${shown} is too large to compute with (the limit is 1e30).`;
  }
  if (style.unit) return `${shown} is not a number with the unit “${style.unit}” that the column has.`;
  if (mark === "point" && fits({ decimalMark: "comma", thousandsMark: "none" }))
    return `${shown} is not a number with a decimal point. Choose the decimal comma, or a mark between thousands.`;
  if (mark === "comma" && fits({ decimalMark: "point", thousandsMark: "none" }))
    return `${shown} is not a number with a decimal comma. Choose the decimal point, or a mark between thousands.`;
  if (/^[+-]?\d{1,3}([.,'’ \u00a0\u202f\u2009]\d{2,3})+([.,]\d+)?$/.test(value))
    return `${shown} has marks between thousands other than those chosen. Choose them, or remove them.`;
  if (/^[−–]/.test(value)) return `${shown} begins with a dash that is no minus sign. Write “-” instead.`;
  if (/^\(.*\)$/.test(value))
    return `${shown} stands in brackets. Write a negative number with a minus sign.`;
  if (unitOf(value))
    return `${shown} carries a unit. Name the unit of the column, or keep the number alone in the cell.`;
  return `${shown} is text, not a number. Correct the cell, or give the column another role.`;
}

/** The text with a decimal point, without groups and unit; for texts that fit the style. */
export function plainNumber(text: string, style: NumberStyle): string {
  const groups = groupMarks(style);
  let plain = style.unit ? text.replace(style.unit, "") : text;
  plain = plain.replace(new RegExp(`[${SPACES}]`, "g"), "");
  if (groups) plain = plain.replace(new RegExp(`[${groups}]`, "g"), "");
  return style.decimalMark === "comma" ? plain.replace(",", ".") : plain;
}

export function quoted(text: string): string {
  const short = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return `“${short}”`;
}
