import { isUnlikelyZeroRun } from "../profile.ts";

/** Periods `from … to − 1` of a series. */
export interface Stretch {
  from: number;
  to: number;
}

/** A run of zeros within this many periods is never called unlikely: short ones have many causes. */
const SHORTEST: Record<string, number> = { min: 7, h: 7, D: 7, W: 4, M: 3, Q: 3, Y: 3, int: 7 };

export function shortestRunOf(unit: string): number {
  return SHORTEST[unit] ?? 7;
}

export interface ZeroRuns {
  longest: number;
  /** Runs with sales before and after that chance does not explain: stock-outs, perhaps. */
  suspicious: Stretch[];
  /** Zeros at the end, as many as chance does not explain; 0 otherwise. The item may have been taken off the list. */
  trailing: number;
}

/**
 * Runs of zeros that chance does not explain: `isUnlikelyZeroRun`, for runs of `shortest` or more.
 *
 * A missing value (NaN) neither breaks a run nor lengthens it, as a closed day does not end a stock-out. Zeros before the
 * first sale are no run: the item was not sold yet. No demand at all: nothing is suspicious. O(n).
 */
export function zeroRunsOf(values: Float64Array, shortest: number): ZeroRuns {
  const runs: (Stretch & { length: number; isLast: boolean })[] = [];
  let known = 0;
  let zeros = 0;
  let sold = 0;
  let length = 0;
  let from = 0;
  let to = 0;
  const close = (isLast: boolean) => {
    if (length > 0 && sold > 0) runs.push({ from, to, length, isLast });
    length = 0;
  };
  for (let t = 0; t < values.length; t += 1) {
    const value = values[t] as number;
    if (Number.isNaN(value)) continue;
    known += 1;
    if (value !== 0) {
      close(false);
      sold += 1;
      continue;
    }
    zeros += 1;
    if (length === 0) from = t;
    length += 1;
    to = t + 1;
  }
  close(true);
  const isUnlikely = (run: number) => isUnlikelyZeroRun({ run, zeros, known, shortest });
  const last = runs.at(-1);
  return {
    longest: runs.reduce((most, run) => Math.max(most, run.length), 0),
    suspicious: runs
      .filter((run) => !run.isLast && isUnlikely(run.length))
      .map((run) => ({ from: run.from, to: run.to })),
    trailing: last?.isLast && isUnlikely(last.length) ? last.length : 0,
  };
}
