/**
 * One line that a person can read and PostgreSQL can store: no control characters (text columns refuse NUL), no marks
 * that reorder the text around them, no halves of surrogate pairs (jsonb refuses them).
 */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069\ufeff]/u;

export function isPrintable(text: string): boolean {
  return !UNPRINTABLE.test(text);
}

export const NOT_PRINTABLE = "There is a character in it that cannot be shown.";
