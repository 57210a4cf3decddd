import { empiricalQuantile, LEVEL_COUNT, NORMAL_QUANTILES, writeQuantiles } from "../quantiles.ts";
import { QUANTILE_LEVELS } from "../types.ts";

/** Past errors older than this many origins say little about today's spread. */
export const LARGEST_RESIDUAL_WINDOW = 500;
/** Below this many errors an empirical tail is a guess; a normal one with their spread is used. */
const FEWEST_FOR_EMPIRICAL = 10;

/**
 * Offsets from a point forecast at every quantile level, learnt from a model's own past errors `actual − forecast`.
 *
 * With ten errors or more: their empirical quantiles (type 7), uncentred, so that a lasting bias widens the right side.
 * With two to nine: normal quantiles with the root mean square error. With fewer: null, and the caller says so.
 * NaN errors are left out.
 */
export function residualOffsets(errors: ArrayLike<number>): Float64Array | null {
  const buffer = new Float64Array(errors.length);
  let count = 0;
  for (let i = 0; i < errors.length; i += 1) {
    const error = errors[i] as number;
    if (Number.isNaN(error)) continue;
    buffer[count] = error;
    count += 1;
  }
  const known = buffer.subarray(0, count);
  if (known.length < 2) return null;
  const offsets = new Float64Array(LEVEL_COUNT);
  if (known.length >= FEWEST_FOR_EMPIRICAL) {
    known.sort();
    for (let i = 0; i < LEVEL_COUNT; i += 1)
      offsets[i] = empiricalQuantile(known, QUANTILE_LEVELS[i] as number);
    return offsets;
  }
  let squares = 0;
  for (const value of known) squares += value * value;
  const spread = Math.sqrt(squares / known.length);
  for (let i = 0; i < LEVEL_COUNT; i += 1) offsets[i] = spread * (NORMAL_QUANTILES[i] as number);
  return offsets;
}

/** True when no known value is below zero: such a series' quantiles are never below zero either. */
export function isNonNegative(values: ArrayLike<number>): boolean {
  for (let i = 0; i < values.length; i += 1) if ((values[i] as number) < 0) return false;
  return true;
}

/**
 * Writes one series' horizon. `offsets[h]` is shared between steps where their errors are; a step without offsets of its
 * own borrows the last step's that has some, widened by the square root of the horizons' ratio (exact for a random
 * walk, wide for anything steadier). Answers false when there were none at all: every level is then the point.
 */
export function writeHorizon(options: {
  out: Float32Array;
  at: number;
  points: ArrayLike<number>;
  offsets: readonly (ArrayLike<number> | null)[];
  nonNegative: boolean;
}): boolean {
  const { out, at, points, offsets, nonNegative } = options;
  let borrowed: ArrayLike<number> | null = null;
  let borrowedStep = 1;
  let any = false;
  for (let h = 0; h < points.length; h += 1) {
    const own = offsets[h] ?? null;
    if (own) {
      borrowed = own;
      borrowedStep = h + 1;
      any = true;
    }
    const widen: number = own ? 1 : Math.sqrt((h + 1) / borrowedStep);
    const source: ArrayLike<number> | null = borrowed;
    writeQuantiles({
      out,
      at: at + h * LEVEL_COUNT,
      point: points[h] as number,
      offsetAt: (level) => (source ? (source[level] as number) * widen : 0),
      nonNegative,
    });
  }
  return any;
}
