import { Loess } from "./loess.ts";

export interface StlOptions {
  period: number;
  /** Points of a cycle-subseries window, odd, 7 or more: the larger, the less the season changes. */
  seasonalWindow: number;
  seasonalDegree: 0 | 1;
  /** Fits at every point when 1; the default is a tenth of each window, as in R. */
  jump?: number;
  /** Passes of the inner loop. */
  passes?: number;
}

export interface Decomposition {
  season: Float64Array;
  trend: Float64Array;
}

const odd = (value: number) => {
  const whole = Math.ceil(value);
  return whole % 2 === 0 ? whole + 1 : whole;
};

/**
 * STL, a seasonal-trend decomposition by loess (Cleveland, Cleveland, McRae & Terpenning 1990, Journal of Official
 * Statistics 6): the inner loop without robustness weights, trend window ⌈1.5·m/(1 − 1.5/n_s)⌉ and low-pass window m, both
 * made odd, as recommended there. `values = season + trend + remainder`.
 *
 * A missing value (NaN) has weight 0 in every smoothing; season and trend are given there too. O(n·windows/jump).
 * Needs two full seasons.
 */
export function decomposeStl(values: Float64Array, options: StlOptions): Decomposition {
  const { period, seasonalDegree, passes = 2 } = options;
  const n = values.length;
  const seasonalWindow = odd(Math.max(7, options.seasonalWindow));
  const trendWindow = odd((1.5 * period) / (1 - 1.5 / seasonalWindow));
  const lowWindow = odd(period);
  const jumpOf = (window: number) => options.jump ?? Math.ceil(window / 10);
  const bySeason = new Loess({
    window: seasonalWindow,
    degree: seasonalDegree,
    jump: jumpOf(seasonalWindow),
  });
  const byTrend = new Loess({ window: trendWindow, degree: 1, jump: jumpOf(trendWindow) });
  const byLow = new Loess({ window: lowWindow, degree: 1, jump: jumpOf(lowWindow) });

  let weights: Float64Array | null = null;
  for (let t = 0; t < n; t += 1) {
    if (!Number.isNaN(values[t] as number)) continue;
    weights ??= new Float64Array(n).fill(1);
    weights[t] = 0;
  }
  const trend = new Float64Array(n);
  const season = new Float64Array(n);
  const work = new Float64Array(n);
  const cycle = new Float64Array(n + 2 * period);
  const low = new Float64Array(n);
  for (let pass = 0; pass < passes; pass += 1) {
    for (let t = 0; t < n; t += 1) work[t] = (values[t] as number) - (trend[t] as number);
    smoothCycles({ loess: bySeason, values: work, weights, period, out: cycle });
    const passed = movingAverage(movingAverage(movingAverage(cycle, period), period), 3);
    byLow.smooth({
      values: passed,
      weights: null,
      from: 0,
      stride: 1,
      count: n,
      out: low,
      outFrom: 0,
      outStride: 1,
    });
    for (let t = 0; t < n; t += 1) {
      const own = (cycle[t + period] as number) - (low[t] as number);
      season[t] = own;
      work[t] = (values[t] as number) - own;
    }
    byTrend.smooth({
      values: work,
      weights,
      from: 0,
      stride: 1,
      count: n,
      out: trend,
      outFrom: 0,
      outStride: 1,
    });
    fill(trend);
  }
  return { season, trend };
}

/** Each phase by itself, one step beyond both ends: `out` begins a season before the first value. */
function smoothCycles(options: {
  loess: Loess;
  values: Float64Array;
  weights: Float64Array | null;
  period: number;
  out: Float64Array;
}): void {
  const { loess, values, weights, period, out } = options;
  const n = values.length;
  for (let phase = 0; phase < period; phase += 1) {
    const count = Math.floor((n - phase - 1) / period) + 1;
    const line = { values, weights, from: phase, stride: period, count };
    loess.smooth({ ...line, out, outFrom: phase + period, outStride: period });
    const width = Math.min(loess.options.window, count);
    out[phase] = loess.at({ ...line, at: -1, left: 0, right: width - 1 });
    out[phase + period * (count + 1)] = loess.at({
      ...line,
      at: count,
      left: count - width,
      right: count - 1,
    });
    // A stretch without any known value of this phase: the nearest fit stands in.
    let seen = Number.NaN;
    for (let k = 0; k <= count + 1; k += 1) {
      const at = phase + period * k;
      if (Number.isNaN(out[at] as number)) out[at] = seen;
      else seen = out[at] as number;
    }
    for (let k = count + 1; k >= 0; k -= 1) {
      const at = phase + period * k;
      if (Number.isNaN(out[at] as number)) out[at] = Number.isNaN(seen) ? 0 : seen;
      else seen = out[at] as number;
    }
  }
}

function movingAverage(values: Float64Array, window: number): Float64Array {
  const out = new Float64Array(values.length - window + 1);
  let sum = 0;
  for (let t = 0; t < values.length; t += 1) {
    sum += values[t] as number;
    if (t >= window) sum -= values[t - window] as number;
    if (t >= window - 1) out[t - window + 1] = sum / window;
  }
  return out;
}

/** Values that no window reached: interpolated between neighbours, held at the ends. */
export function fill(values: Float64Array): void {
  let last = -1;
  for (let t = 0; t < values.length; t += 1) {
    if (Number.isNaN(values[t] as number)) continue;
    const value = values[t] as number;
    if (last < 0) values.fill(value, 0, t);
    else {
      const from = values[last] as number;
      for (let k = last + 1; k < t; k += 1) values[k] = from + ((value - from) * (k - last)) / (t - last);
    }
    last = t;
  }
  if (last >= 0) values.fill(values[last] as number, last + 1);
}
