/** Stands for letters that the font lacks. */
export const ABSENT_LETTERS = "[…]";

// Invisible: direction marks, joiners and variation selectors say how letters look that are not printed anyway.
const INVISIBLE = /[\p{Cf}\p{Variation_Selector}]/u;

/** Emoji are printed in one colour, whoever they show. */
const isSkinTone = (sign: string, before: string) =>
  /\p{Emoji_Modifier}/u.test(sign) && /\p{Emoji_Modifier_Base}$/u.test(before);

/** Letters with and without a place of their own become one form; what cannot be printed becomes `[…]`, and is counted. */
export function printable(
  text: string,
  has: (codePoint: number) => boolean,
): { text: string; absent: number } {
  // Most texts, and quickly.
  if (/^[\x20-\x7e\n]*$/.test(text)) return { text, absent: 0 };
  let result = "";
  let absent = 0;
  let wasAbsent = false;
  for (const sign of text.normalize("NFC").replace(/\r\n?|[\u2028\u2029]/g, "\n")) {
    if (sign === "\n" || /\s/.test(sign)) {
      result += sign === "\n" ? "\n" : " ";
      wasAbsent = false;
    } else if (/\p{Cc}|\p{Cs}/u.test(sign) || INVISIBLE.test(sign) || isSkinTone(sign, result)) {
      // Nothing to see.
    } else if (has(sign.codePointAt(0) ?? 0)) {
      result += sign;
      wasAbsent = false;
    } else {
      if (!wasAbsent) result += ABSENT_LETTERS;
      absent += 1;
      wasAbsent = true;
    }
  }
  return { text: result, absent };
}
