import type { Found } from "./zero-runs.ts";

/** Normal data have 0.6745 of a standard deviation between median and quartile (Iglewicz and Hoaglin 1993). */
const NORMAL_MAD = 0.6745;
/** Twice their 3.5: demand has heavier tails than normal data, and every proposal costs somebody a look. */
const LEAST_SCORE = 7;
const FEWEST_VALUES = 30;

/** The middle value, or the mean of the two; NaN for none. Sorts what it is given. */
export function medianOf(values: Float64Array): number {
  if (values.length === 0) return Number.NaN;
  values.sort();
  const half = values.length >> 1;
  const high = values[half] as number;
  return values.length % 2 === 1 ? high : ((values[half - 1] as number) + high) / 2;
}

/**
 * Modified z-scores, `0.6745 · (x − median) / MAD` (Iglewicz and Hoaglin 1993), NaN where the value is. All NaN when the
 * median absolute deviation is zero, as with mostly equal values: nothing can be told then.
 */
export function modifiedScores(values: Float64Array): Float64Array {
  const known = values.filter((value) => !Number.isNaN(value));
  const median = medianOf(known.slice());
  const spread = medianOf(known.map((value) => Math.abs(value - median)));
  return values.map((value) => (spread > 0 ? (NORMAL_MAD * (value - median)) / spread : Number.NaN));
}

/**
 * Single values far from their neighbours: modified z-scores of the differences to the running median over
 * `2 · reach + 1` known values (Hampel's filter), on `log(1 + x)` where nothing is below zero, since demand scatters in
 * proportion. A value counts from a score of 7. Fewer than 30 known values find nothing. O(periods · reach).
 */
export function findOutliers(values: Float64Array, reach = 10): Found[] {
  const rows: number[] = [];
  values.forEach((value, row) => {
    if (!Number.isNaN(value)) rows.push(row);
  });
  if (rows.length < FEWEST_VALUES) return [];
  const known = Float64Array.from(rows, (row) => values[row] as number);
  const isLog = known.every((value) => value >= 0);
  const scaled = isLog ? known.map((value) => Math.log1p(value)) : known;
  const middle = runningMedian(scaled, reach);
  const scores = modifiedScores(scaled.map((value, i) => value - (middle[i] as number)));
  return rows.flatMap((row, i) => {
    const score = Math.abs(scores[i] as number);
    if (!(score >= LEAST_SCORE)) return [];
    const usual = isLog ? Math.expm1(middle[i] as number) : (middle[i] as number);
    const words = (value: number) => value.toLocaleString("en", { maximumSignificantDigits: 3 });
    return [
      {
        ...{ first: row, last: row, strength: score },
        why: `${words(values[row] as number)}, while ${words(usual)} is usual around it`,
      },
    ];
  });
}

/** Medians over windows that shrink at both ends. A sorted window is carried along. */
function runningMedian(values: Float64Array, reach: number): Float64Array {
  const window = new Float64Array(2 * reach + 2);
  let size = 0;
  const put = (value: number) => {
    let at = size;
    for (; at > 0 && (window[at - 1] as number) > value; at -= 1) window[at] = window[at - 1] as number;
    window[at] = value;
    size += 1;
  };
  const take = (value: number) => {
    let at = 0;
    while (window[at] !== value) at += 1;
    size -= 1;
    for (; at < size; at += 1) window[at] = window[at + 1] as number;
  };
  const out = new Float64Array(values.length);
  for (let i = 0; i < Math.min(reach, values.length); i += 1) put(values[i] as number);
  for (let i = 0; i < values.length; i += 1) {
    if (i + reach < values.length) put(values[i + reach] as number);
    if (i > reach) take(values[i - reach - 1] as number);
    const half = size >> 1;
    const high = window[half] as number;
    out[i] = size % 2 === 1 ? high : ((window[half - 1] as number) + high) / 2;
  }
  return out;
}
