import { type Fold, type Panel, rowAt } from "#lib/forecast/index.ts";
import type { LeftOut } from "./left-out-words.ts";

/** Whether a value that is known counts for nothing, since a label says that it is not demand. */
export function isLeftOut(panel: Panel, sold: Float64Array, row: number): boolean {
  return row >= 0 && Number.isNaN(panel.values[row] as number) && !Number.isNaN(sold[row] as number);
}

/**
 * Counts what these folds leave out, the same for every method. `sold` are the values before labels took any away, in the
 * panel's own layout; without them nothing was taken. O(series · folds · horizon).
 */
export function countLeftOut(options: {
  panel: Panel;
  sold: Float64Array | undefined;
  folds: readonly Fold[];
  horizonSteps: number;
}): LeftOut {
  const { panel, sold, folds, horizonSteps } = options;
  const count = { periods: 0, series: 0 };
  if (!sold || sold === panel.values) return count;
  for (let s = 0; s < panel.ids.length; s += 1) {
    let own = 0;
    for (const fold of folds)
      for (let step = 1; step <= horizonSteps; step += 1)
        if (isLeftOut(panel, sold, rowAt(panel, s, fold.cutoffIndex + step))) own += 1;
    count.periods += own;
    if (own > 0) count.series += 1;
  }
  return count;
}
