/** What stands in a number's field: "12500", "0.5", "" for nothing. */
export function textOf(value: number | null): string {
  return value === null ? "" : String(value);
}

export type Typed = { ok: true; value: number | null } | { ok: false; message: string };

/**
 * A typed number: a point for decimals, commas or spaces only between groups of three digits. Anything else is refused
 * rather than guessed: "12,5" could be 12.5 or a slip.
 */
export function numberOf(text: string): Typed {
  const trimmed = text.trim().replace("−", "-");
  if (trimmed === "") return { ok: true, value: null };
  const grouped = /^-?\d{1,3}([, \u00a0\u202f]\d{3})+(\.\d+)?$/.test(trimmed);
  const plain = grouped ? trimmed.replace(/[, \u00a0\u202f]/g, "") : trimmed;
  if (/^-?(\d+\.?\d*|\.\d+)$/.test(plain) && plain.length <= 30) return { ok: true, value: Number(plain) };
  return { ok: false, message: `“${trimmed.slice(0, 20)}” is not a number. Use a point for decimals.` };
}
