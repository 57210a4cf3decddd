/** What a series is made of, by classical decomposition; NaN where a thing is not defined. */
export interface Strengths {
  /** 0 (none) to 1 (nothing else). */
  trend: number;
  season: number;
  /** Slope of the least-squares line times the length of the history, over the absolute mean: 0.5 is half a mean more at its end. */
  change: number;
}

/** Seasons that must be there before a season can be told from chance. */
const LEAST_SEASONS = 3;
/** Window of the trend where there is no season. */
const PLAIN_WINDOW = 7;

/**
 * Strength of trend and season (Wang, Smith & Hyndman 2006, Data Mining and Knowledge Discovery 13; Hyndman &
 * Athanasopoulos, FPP3 section 4.3): 1 − Var(R)/Var(T + R) and 1 − Var(R)/Var(S + R), never below 0, where y = T + S + R
 * by classical additive decomposition (FPP3 3.4): T the centred moving average of a season (2×m where m is even), S the
 * mean of y − T by phase. Var(R) of the season is over its degrees of freedom, as in an adjusted R²: a season of 52
 * phases fits any two years.
 *
 * `values`: one series from its first to its last known value. A missing value (NaN) takes part in nothing; a window
 * of which more than half is missing gives no trend there. A zero is a value. Season NaN with fewer than three seasons,
 * or `season` 1; trend NaN with fewer than two windows; all 0 for a constant series. O(n).
 */
export function strengthsOf(values: Float64Array, season: number): Strengths {
  const n = values.length;
  const hasSeason = season > 1 && n >= LEAST_SEASONS * season;
  const window = hasSeason ? season : PLAIN_WINDOW;
  const change = lineChange(values);
  const trend = n >= 2 * window ? movingAverage(values, window) : null;
  if (!trend) return { trend: Number.NaN, season: Number.NaN, change };
  const indexes = hasSeason ? phaseMeans(values, trend, season) : null;
  const remainder = new Sums();
  const withTrend = new Sums();
  const withSeason = new Sums();
  for (let t = 0; t < n; t += 1) {
    const rest = (values[t] as number) - (trend[t] as number);
    if (Number.isNaN(rest)) continue;
    const own = indexes ? (indexes[t % season] as number) : 0;
    remainder.add(rest - own);
    withTrend.add((trend[t] as number) + rest - own);
    withSeason.add(rest);
  }
  const k = remainder.count;
  const freedom = hasSeason ? (k - 1) / (k - season) : 1;
  return {
    trend: k < 3 ? Number.NaN : strength(remainder.variance(), withTrend.variance()),
    season:
      hasSeason && k > season + 1
        ? strength(remainder.variance() * freedom, withSeason.variance())
        : Number.NaN,
    change,
  };
}

function strength(rest: number, all: number): number {
  // What rounding leaves of a constant is no variance.
  return all > 1e-24 ? Math.max(0, 1 - rest / all) : 0;
}

class Sums {
  count = 0;
  private sum = 0;
  private squares = 0;
  private origin = 0;
  add(value: number): void {
    if (this.count === 0) this.origin = value;
    this.count += 1;
    this.sum += value - this.origin;
    this.squares += (value - this.origin) ** 2;
  }
  variance(): number {
    return this.count === 0 ? 0 : Math.max(0, this.squares / this.count - (this.sum / this.count) ** 2);
  }
}

/** Centred, over whole windows only; NaN at both ends. Even windows weigh their two outermost values by half. */
export function movingAverage(values: Float64Array, window: number): Float64Array {
  const n = values.length;
  const out = new Float64Array(n).fill(Number.NaN);
  const half = Math.floor(window / 2);
  const even = window % 2 === 0;
  let origin = 0;
  for (let t = 0; t < n; t += 1) {
    if (Number.isNaN(values[t] as number)) continue;
    origin = values[t] as number;
    break;
  }
  let sum = 0;
  let known = 0;
  const first = (t: number) => values[t - half] as number;
  for (let t = 0; t < Math.min(n, 2 * half + 1); t += 1) {
    if (Number.isNaN(values[t] as number)) continue;
    sum += (values[t] as number) - origin;
    known += 1;
  }
  for (let t = half; t < n - half; t += 1) {
    if (t > half) {
      const gone = values[t - half - 1] as number;
      const come = values[t + half] as number;
      if (!Number.isNaN(gone)) {
        sum -= gone - origin;
        known -= 1;
      }
      if (!Number.isNaN(come)) {
        sum += come - origin;
        known += 1;
      }
    }
    let total = sum;
    let weight = known;
    if (even) {
      for (const end of [first(t), values[t + half] as number]) {
        if (Number.isNaN(end)) continue;
        total -= (end - origin) / 2;
        weight -= 0.5;
      }
    }
    if (weight * 2 >= window) out[t] = origin + total / weight;
  }
  return out;
}

/** Mean of y − T by phase, made to add up to 0; 0 for a phase never seen. */
function phaseMeans(values: Float64Array, trend: Float64Array, season: number): Float64Array {
  const means = new Float64Array(season);
  const counts = new Float64Array(season);
  for (let t = 0; t < values.length; t += 1) {
    const rest = (values[t] as number) - (trend[t] as number);
    if (Number.isNaN(rest)) continue;
    const phase = t % season;
    means[phase] = (means[phase] as number) + rest;
    counts[phase] = (counts[phase] as number) + 1;
  }
  let mean = 0;
  for (let phase = 0; phase < season; phase += 1) {
    if ((counts[phase] as number) > 0) means[phase] = (means[phase] as number) / (counts[phase] as number);
    mean += (means[phase] as number) / season;
  }
  for (let phase = 0; phase < season; phase += 1) means[phase] = (means[phase] as number) - mean;
  return means;
}

function lineChange(values: Float64Array): number {
  let k = 0;
  let sumT = 0;
  let sumY = 0;
  for (let t = 0; t < values.length; t += 1) {
    if (Number.isNaN(values[t] as number)) continue;
    k += 1;
    sumT += t;
    sumY += values[t] as number;
  }
  if (k < 3) return Number.NaN;
  const [meanT, meanY] = [sumT / k, sumY / k];
  let product = 0;
  let squares = 0;
  for (let t = 0; t < values.length; t += 1) {
    if (Number.isNaN(values[t] as number)) continue;
    product += (t - meanT) * ((values[t] as number) - meanY);
    squares += (t - meanT) ** 2;
  }
  return meanY === 0 ? Number.NaN : ((product / squares) * (values.length - 1)) / Math.abs(meanY);
}
