import type { LocalModel, SeriesFit } from "./contract.ts";
import { forecastRate, type RateState, rateFit } from "./croston.ts";
import { classifyDemand } from "./demand-class.ts";
import { minimiseOnInterval } from "./optimise.ts";

/** Bounds of α, as in the package statsforecast: demand this sparse cannot tell larger ones from noise. */
const LOW_ALPHA = 0.1;
const HIGH_ALPHA = 0.3;

/**
 * Demand a period by simple exponential smoothing of bucket sums: the history is cut into buckets of `size` periods that end
 * at the forecast's origin (what is left over at the start is dropped), α minimises the squared one-step errors of the last
 * origin's buckets. Answers the rate at every origin: buckets of one phase are one chain, so all of them take O(n·size).
 *
 * A bucket with missing periods is scaled up from its known ones; one without any known period is skipped.
 */
function bucketRates(history: Float64Array, size: number): Float64Array {
  const n = history.length;
  const sums = new Float64Array(n).fill(Number.NaN);
  for (let t = size - 1; t < n; t += 1) {
    let sum = 0;
    let known = 0;
    for (let k = 0; k < size; k += 1) {
      const y = history[t - k] as number;
      if (Number.isNaN(y)) continue;
      sum += y;
      known += 1;
    }
    if (known > 0) sums[t] = (sum * size) / known;
  }
  const first = (n - 1) % size;
  const { x: alpha } = minimiseOnInterval(
    (a) => {
      let level = Number.NaN;
      let squares = 0;
      for (let t = first; t < n; t += size) {
        const sum = sums[t] as number;
        if (Number.isNaN(sum)) continue;
        if (Number.isNaN(level)) level = sum;
        else {
          squares += (sum - level) ** 2;
          level += a * (sum - level);
        }
      }
      return squares;
    },
    { low: LOW_ALPHA, high: HIGH_ALPHA, cells: 8 },
  );
  const levels = new Float64Array(n).fill(Number.NaN);
  for (let t = 0; t < n; t += 1) {
    const sum = sums[t] as number;
    const before = t >= size ? (levels[t - size] as number) : Number.NaN;
    levels[t] = Number.isNaN(sum) ? before : Number.isNaN(before) ? sum : before + alpha * (sum - before);
  }
  // Before the first whole bucket: what is known so far.
  let sum = 0;
  let known = 0;
  for (let t = 0; t < n; t += 1) {
    const y = history[t] as number;
    if (!Number.isNaN(y)) {
      sum += y;
      known += 1;
    }
    levels[t] = Number.isNaN(levels[t] as number)
      ? known > 0
        ? sum / known
        : 0
      : (levels[t] as number) / size;
  }
  return levels;
}

/** The mean interval between demands, rounded, at most half the history: two buckets at least. */
function largestBucket(history: Float64Array): number {
  const { interval } = classifyDemand(history);
  return Number.isFinite(interval)
    ? Math.max(1, Math.min(Math.round(interval), Math.floor(history.length / 2)))
    : 1;
}

const base = {
  family: "statistical",
  gaps: "A bucket is scaled up from its known periods; one without any is skipped.",
  settles: true,
  fewest: () => 2,
  forecast: forecastRate,
} as const;

/**
 * ADIDA: aggregate to buckets as long as the mean interval between demands, so that few are empty, smooth their sums, and
 * share the forecast out equally over the periods.
 */
export const adida: LocalModel<RateState> = {
  ...base,
  key: "adida",
  name: "ADIDA",
  paper:
    "Nikolopoulos, Syntetos, Boylan, Petropoulos & Assimakopoulos (2011), Journal of the Operational Research Society 62, 544–554",
  fitSeries: (history) => rateFit(bucketRates(history, largestBucket(history))),
};

/** Longest bucket that IMAPA tries: its work grows with the square. */
const MOST_LEVELS = 60;

/** IMAPA: the mean of such forecasts over every bucket length from one period to ADIDA's. */
export const imapa: LocalModel<RateState> = {
  ...base,
  key: "imapa",
  name: "IMAPA",
  paper:
    "Petropoulos & Kourentzes (2015), Forecast combinations for intermittent demand, Journal of the Operational Research Society 66, 914–924",
  fitSeries(history): SeriesFit<RateState> {
    const levels = Math.min(largestBucket(history), MOST_LEVELS);
    const rates = new Float64Array(history.length);
    for (let size = 1; size <= levels; size += 1) {
      const own = bucketRates(history, size);
      for (let t = 0; t < rates.length; t += 1) rates[t] = (rates[t] as number) + (own[t] as number) / levels;
    }
    return rateFit(rates);
  },
};
