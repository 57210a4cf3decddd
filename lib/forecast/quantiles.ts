import { ForecastError } from "./errors.ts";
import { MEDIAN_INDEX, QUANTILE_LEVELS } from "./types.ts";

export const LEVEL_COUNT = QUANTILE_LEVELS.length;

/**
 * Quantile of ascending values by linear interpolation (Hyndman & Fan 1996, type 7). NaN when empty.
 */
export function empiricalQuantile(sorted: ArrayLike<number>, p: number): number {
  const n = sorted.length;
  if (n === 0) return Number.NaN;
  const position = p * (n - 1);
  const below = Math.floor(position);
  const low = sorted[below] as number;
  const high = sorted[Math.min(below + 1, n - 1)] as number;
  return low + (position - below) * (high - low);
}

/**
 * Reads a forecast at probability `p` by linear interpolation between the two neighbouring levels; outside the grid it
 * answers the outermost level (the grid knows nothing about the tails, and inventing them would be a guess).
 * NaN when a needed value is NaN.
 * @throws ForecastError `bad_input` when lengths differ or p is not inside [0, 1].
 */
export function quantileAt(levels: ArrayLike<number>, values: ArrayLike<number>, p: number): number {
  const n = levels.length;
  if (n === 0 || values.length !== n)
    throw new ForecastError("bad_input", "Levels and values must have one length.");
  if (!(p >= 0 && p <= 1)) throw new ForecastError("bad_input", `${p} is not a probability.`);
  if (p <= (levels[0] as number)) return values[0] as number;
  for (let i = 1; i < n; i += 1) {
    const high = levels[i] as number;
    if (p <= high) {
      const low = levels[i - 1] as number;
      const weight = (p - low) / (high - low);
      return weight === 1
        ? (values[i] as number)
        : (values[i - 1] as number) * (1 - weight) + (values[i] as number) * weight;
    }
  }
  return values[n - 1] as number;
}

/**
 * Inverse of the standard normal distribution by Acklam's rational approximation, relative error below 1.2e-9.
 */
export function normalQuantile(p: number): number {
  const a = [
    -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716,
    2.506628277459239,
  ] as const;
  const b = [
    -54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572,
  ] as const;
  const c = [
    -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968,
    2.938163982698783,
  ] as const;
  const d = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416] as const;
  if (p <= 0) return Number.NEGATIVE_INFINITY;
  if (p >= 1) return Number.POSITIVE_INFINITY;
  if (p > 1 - 0.02425) return -normalQuantile(1 - p);
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(p));
    return (
      (((((c[0] * q + c[1]) * q + c[2]) * q + c[3]) * q + c[4]) * q + c[5]) /
      ((((d[0] * q + d[1]) * q + d[2]) * q + d[3]) * q + 1)
    );
  }
  const q = p - 0.5;
  const r = q * q;
  return (
    ((((((a[0] * r + a[1]) * r + a[2]) * r + a[3]) * r + a[4]) * r + a[5]) * q) /
    (((((b[0] * r + b[1]) * r + b[2]) * r + b[3]) * r + b[4]) * r + 1)
  );
}

export const NORMAL_QUANTILES: readonly number[] = QUANTILE_LEVELS.map((level) =>
  level === 0.5 ? 0 : normalQuantile(level),
);

/**
 * Writes `point + residual quantile` for each level at `out[at…]`. The median is the point itself; levels below it never
 * stand above it and levels above never below, and the row never crosses. With `nonNegative` nothing is below zero.
 */
export function writeQuantiles(options: {
  out: Float32Array;
  at: number;
  point: number;
  /** Offset from the point at a level index. */
  offsetAt: (levelIndex: number) => number;
  nonNegative: boolean;
}): void {
  const { out, at, point, offsetAt, nonNegative } = options;
  const floor = nonNegative ? 0 : Number.NEGATIVE_INFINITY;
  out[at + MEDIAN_INDEX] = Math.max(point, floor);
  for (let i = MEDIAN_INDEX - 1; i >= 0; i -= 1) {
    out[at + i] = Math.max(floor, Math.min(out[at + i + 1] as number, point + offsetAt(i)));
  }
  for (let i = MEDIAN_INDEX + 1; i < LEVEL_COUNT; i += 1) {
    out[at + i] = Math.max(out[at + i - 1] as number, point + offsetAt(i));
  }
}

/** True when every known value is a whole number and there is one: counts, as most demand is. */
export function isWhole(values: ArrayLike<number>): boolean {
  let known = false;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] as number;
    if (Number.isNaN(value)) continue;
    if (!Number.isInteger(value)) return false;
    known = true;
  }
  return known;
}
