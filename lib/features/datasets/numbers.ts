import type { DecimalMark } from "./recipe.ts";

/** Beyond this a forecast cannot be computed in single precision; the engine's bound. */
export const LARGEST_NUMBER = 1e30;

const POINT = `[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]{1,4})?`;
const COMMA = `[+-]?([0-9]+([,][0-9]*)?|[,][0-9]+)([eE][+-]?[0-9]{1,4})?`;

/** The whole text of a number, as a pattern that JavaScript and DuckDB (RE2) read alike. */
export function numberPattern(mark: DecimalMark): string {
  return mark === "comma" ? COMMA : POINT;
}

/** Why a text is not a number here, and what to do: a sentence that follows "Row 7, column y: ". */
export function explainNumber(text: string, mark: DecimalMark): string {
  const value = text.trim();
  const shown = quoted(text);
  if (value === "")
    return "the cell is empty. Give a number, or choose that an empty cell means “not known”.";
  if (/^[+-]?(inf|infinity)$/i.test(value))
    return `${shown} is not a finite number. Leave the cell empty or give a number.`;
  if (/^(nan|na|n\/a|null|none|-+|\?)$/i.test(value))
    return `${shown} is not a number. If it means “not known”, leave the cell empty.`;
  if (new RegExp(`^${numberPattern(mark)}$`).test(value)) {
    return Math.abs(Number(value.replace(",", "."))) <= LARGEST_NUMBER
      ? `beside the number ${quoted(value)} stands a character that cannot be seen, such as a tab. Remove it.`
      : `${shown} is too large to compute with (the limit is 1e30).`;
  }
  if (mark === "point" && new RegExp(`^${COMMA}$`).test(value))
    return `${shown} is not a number with a decimal point. Choose the decimal comma, or remove the thousands separators.`;
  if (mark === "comma" && new RegExp(`^${POINT}$`).test(value))
    return `${shown} is not a number with a decimal comma. Choose the decimal point, or remove the thousands separators.`;
  if (/^[+-]?\d{1,3}([.,' ]\d{3})+([.,]\d+)?$/.test(value))
    return `${shown} has thousands separators. Remove them; they cannot be told from a decimal mark.`;
  if (/^[^\d]*[\d.,]+\s*[%€$£]$|^[€$£]/.test(value))
    return `${shown} carries a unit. Keep the number alone in the cell.`;
  return `${shown} is text, not a number. Correct the cell, or give the column another role.`;
}

export function quoted(text: string): string {
  const short = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return `“${short}”`;
}
