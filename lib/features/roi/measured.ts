import type { RoiInputs, UnitCosts } from "./inputs.ts";

/**
 * What a run's untouched folds showed of a method against seasonal naive, as it was when it was linked: both ordered at
 * the best quantile of `prices`, on the same periods.
 */
export type MeasuredSaving = {
  verdictId: string;
  run: number;
  /** "the network" */
  method: string;
  testPeriods: string;
  quantile: number;
  prices: UnitCosts;
  /** Of seasonal naive, a year. Null where the periods could not be scaled to a year. */
  yearly: { unitsShort: number; unitsOver: number } | null;
  /** Saved of seasonal naive's cost, all folds together; below 0 when the method costs more. */
  share: number;
  /** The same fold by fold, in their order; empty for a run that did not keep them. */
  foldShares: number[];
  /** The verdict and its reason, as they were. */
  sentence: string;
};

/** The case with what was measured in place of what is assumed, and the prices that it was measured at. */
export function withMeasured(
  planned: { inputs: RoiInputs; unitCosts: UnitCosts | null },
  measured: MeasuredSaving | null,
): { inputs: RoiInputs; unitCosts: UnitCosts | null } {
  if (!measured) return planned;
  const inputs = { ...planned.inputs, savingPercent: measured.share * 100 };
  if (!measured.yearly) return { ...planned, inputs };
  return { inputs: { ...inputs, basis: "units", ...measured.yearly }, unitCosts: measured.prices };
}

/**
 * How far the share of a further fold may lie from the measured one: the sample standard deviation over the folds
 * (n − 1 in the denominator). Null with fewer than two folds, which say nothing about a spread.
 */
export function foldSpread(measured: Pick<MeasuredSaving, "foldShares">): number | null {
  const { foldShares } = measured;
  const n = foldShares.length;
  if (n < 2) return null;
  const mean = foldShares.reduce((sum, share) => sum + share, 0) / n;
  return Math.sqrt(foldShares.reduce((sum, share) => sum + (share - mean) ** 2, 0) / (n - 1));
}

/** Why a linked measurement is no longer the newest word, or null. */
export function staleness(
  measured: MeasuredSaving,
  newest: Pick<MeasuredSaving, "run" | "prices"> | null,
): string | null {
  if (!newest) return null;
  if (newest.run > measured.run)
    return `Run ${newest.run} is newer: this is still the saving of run ${measured.run}.`;
  if (
    newest.run === measured.run &&
    (newest.prices.under !== measured.prices.under || newest.prices.over !== measured.prices.over)
  )
    return `The unit costs have changed since run ${measured.run} was linked.`;
  return null;
}
