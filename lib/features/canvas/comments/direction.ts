const FIRST_LETTER = /\p{L}/u;
const RIGHT_TO_LEFT =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;
const LOOKED_AT = 1_000;

/**
 * Which way a text runs: as its first letter does (Unicode Bidirectional Algorithm, rules P2 and P3). Browsers do this
 * for `dir="auto"`, but paragraph by paragraph, which takes them seconds in a box with a megabyte.
 */
export function directionOf(text: string): "ltr" | "rtl" {
  const letter = FIRST_LETTER.exec(text.slice(0, LOOKED_AT))?.[0] ?? "";
  return RIGHT_TO_LEFT.test(letter) ? "rtl" : "ltr";
}
