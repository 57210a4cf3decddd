import type { DecimalMark, ThousandsMark } from "../recipe.ts";
import type { MeasuredColumn } from "./facts.ts";
import { STYLES, type StyleName } from "./styles.ts";

export interface StyleProposal {
  decimalMark: DecimalMark | null;
  thousandsMark: ThousandsMark;
  /** A column whose numbers read both ways, when the mark is open. */
  doubtful: MeasuredColumn | null;
}

/**
 * The style that reads most numbers of all columns together. Where “1.234” or “1,234” is all there is, two styles read
 * everything and as different numbers: then the mark stays open, to be asked.
 */
export function proposeStyle(columns: readonly MeasuredColumn[]): StyleProposal {
  const numeric = columns.filter((column) => column.isNumeric);
  const names = Object.keys(STYLES) as StyleName[];
  const total = (name: StyleName) => numeric.reduce((sum, column) => sum + column.styles[name], 0);
  const most = Math.max(0, ...names.map(total));
  const best = names.find((name) => total(name) === most) ?? "point";
  // A format that knows numbers writes a point.
  const isTold = numeric.some((column) => column.isTyped && column.points > 0);
  const rivals = !isTold && total("commaGroups") === most && total("pointGroups") === most;
  const doubtful = rivals
    ? numeric.find((column) => column.points > 0 || column.commaNumbers > 0)
    : undefined;
  if (doubtful) return { decimalMark: null, thousandsMark: "other", doubtful };
  return { ...STYLES[best], doubtful: null };
}
