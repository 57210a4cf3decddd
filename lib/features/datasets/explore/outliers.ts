import { empiricalQuantile } from "#lib/forecast/quantiles.ts";
import { movingAverage } from "./strengths.ts";

/** Quartiles of fewer values say nothing. */
const LEAST_VALUES = 12;
const FENCE = 3;

export interface Remainder {
  /** y without local level and season, NaN where y is missing. */
  rest: Float64Array;
  /** Outside of these a point is an outlier; infinite where none can be told. */
  low: number;
  high: number;
}

/**
 * Points far from what surrounds them: y less the median of its phase (of y less a moving average of a season) and less
 * a running median of what is left (of `2·season + 1`, at least 15 periods), outside of Tukey's outer fences,
 * [Q1 − 3·IQR, Q3 + 3·IQR] (Tukey 1977, Exploratory Data Analysis; 3 as in `forecast::tsoutliers` of R, Hyndman 2021).
 * Medians, so that an outlier does not hide itself or accuse its neighbours. Quartiles by linear interpolation (type 7).
 *
 * Missing values (NaN) take part in nothing. No outliers with fewer than 12 known values or an IQR of 0, as where most
 * periods are zero. O(n·window).
 */
export function remainderOf(values: Float64Array, season: number): Remainder {
  const n = values.length;
  const window = Math.max(15, 2 * Math.min(season, 60) + 1);
  // A season within the window would move the running median about: it goes first.
  const own = season > 1 && n >= 3 * season ? withoutSeason(values, season) : values;
  const rest = withoutLevel(own, window);
  const sorted = sortedKnown(rest);
  const [q1, q3] = [empiricalQuantile(sorted, 0.25), empiricalQuantile(sorted, 0.75)];
  const spread = q3 - q1;
  if (sorted.length < LEAST_VALUES || !(spread > 0)) {
    return { rest, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
  }
  return { rest, low: q1 - FENCE * spread, high: q3 + FENCE * spread };
}

/** Places of the outliers, in order. */
export function outliersOf({ rest, low, high }: Remainder): number[] {
  const found: number[] = [];
  for (let t = 0; t < rest.length; t += 1) {
    if ((rest[t] as number) < low || (rest[t] as number) > high) found.push(t);
  }
  return found;
}

/**
 * The median of the known values within half a window on both sides, fewer at the ends; NaN where all are missing. For an
 * even number the lower of the two in the middle. The window is kept sorted as it goes: O(n·window).
 */
export function runningMedian(values: Float64Array, window: number): Float64Array {
  const n = values.length;
  const half = Math.floor(window / 2);
  const out = new Float64Array(n);
  const sorted = new Float64Array(2 * half + 1);
  let size = 0;
  /** First place whose value is not below. */
  const placeOf = (value: number) => {
    let low = 0;
    let high = size;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle] as number) < value) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const add = (value: number) => {
    if (Number.isNaN(value)) return;
    const at = placeOf(value);
    for (let i = size; i > at; i -= 1) sorted[i] = sorted[i - 1] as number;
    sorted[at] = value;
    size += 1;
  };
  const drop = (value: number) => {
    if (Number.isNaN(value)) return;
    size -= 1;
    for (let i = placeOf(value); i < size; i += 1) sorted[i] = sorted[i + 1] as number;
  };
  /** Only what stands between the two moves. */
  const replace = (gone: number, come: number) => {
    let at = placeOf(gone);
    if (come >= gone) {
      for (; at + 1 < size && (sorted[at + 1] as number) < come; at += 1)
        sorted[at] = sorted[at + 1] as number;
    } else {
      for (; at > 0 && (sorted[at - 1] as number) > come; at -= 1) sorted[at] = sorted[at - 1] as number;
    }
    sorted[at] = come;
  };
  for (let t = 0; t < Math.min(half, n); t += 1) add(values[t] as number);
  for (let t = 0; t < n; t += 1) {
    const come = values[t + half] ?? Number.NaN;
    const gone = t > half ? (values[t - half - 1] as number) : Number.NaN;
    if (Number.isNaN(come) || Number.isNaN(gone)) {
      add(come);
      drop(gone);
    } else replace(gone, come);
    out[t] = size === 0 ? Number.NaN : (sorted[(size - 1) >> 1] as number);
  }
  return out;
}

function withoutLevel(values: Float64Array, window: number): Float64Array {
  const rest = runningMedian(values, window);
  for (let t = 0; t < rest.length; t += 1) rest[t] = (values[t] as number) - (rest[t] as number);
  return rest;
}

function sortedKnown(values: Float64Array): Float64Array {
  const known = new Float64Array(values.length);
  let count = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    known[count] = value;
    count += 1;
  }
  return known.subarray(0, count).sort();
}

/** The values less the median, by phase, of what a moving average of one season leaves; 0 for a phase never seen. */
function withoutSeason(values: Float64Array, season: number): Float64Array {
  const average = movingAverage(values, season);
  const medians = new Float64Array(season);
  const phase = new Float64Array(Math.ceil(values.length / season));
  for (let p = 0; p < season; p += 1) {
    let count = 0;
    for (let t = p; t < values.length; t += season) {
      const rest = (values[t] as number) - (average[t] as number);
      if (Number.isNaN(rest)) continue;
      phase[count] = rest;
      count += 1;
    }
    if (count > 0) medians[p] = empiricalQuantile(phase.subarray(0, count).sort(), 0.5);
  }
  const out = new Float64Array(values.length);
  for (let t = 0; t < out.length; t += 1) out[t] = (values[t] as number) - (medians[t % season] as number);
  return out;
}
