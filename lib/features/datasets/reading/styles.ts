import type { NumberStyle } from "../numbers.ts";

/** Ways to write numbers that are told apart; of two that read everything alike, the one that stands first. */
export const STYLES = {
  point: { decimalMark: "point", thousandsMark: "none" },
  comma: { decimalMark: "comma", thousandsMark: "none" },
  pointGroups: { decimalMark: "point", thousandsMark: "other" },
  commaGroups: { decimalMark: "comma", thousandsMark: "other" },
  pointSpaces: { decimalMark: "point", thousandsMark: "space" },
  commaSpaces: { decimalMark: "comma", thousandsMark: "space" },
  pointApostrophes: { decimalMark: "point", thousandsMark: "apostrophe" },
} as const satisfies Record<string, NumberStyle>;
export type StyleName = keyof typeof STYLES;
