import { LARGEST_RESIDUAL_WINDOW, residualOffsets } from "./residuals.ts";

/** A local model's answer for one series: points and, where errors exist, offsets of each quantile level by step. */
export interface LocalForecast {
  points: Float64Array;
  offsets: (Float64Array | null)[];
}

/**
 * Naive: ŷ(T+h) = the last known value. Offsets at step h are the empirical quantiles of y(t+h) − y(t) over the last 500
 * origins. `history` may hold NaN gaps; null when nothing is known.
 */
export function forecastNaive(history: Float64Array, horizon: number): LocalForecast | null {
  return forecastSeasonalNaive(history, horizon, 1);
}

/**
 * Seasonal naive: ŷ(T+h) = y(T+h−m·⌈h/m⌉), the last known value of the same phase; where that phase was never known, the
 * last known value (Hyndman & Athanasopoulos, Forecasting: Principles and Practice, 3rd ed., section 5.2). Steps of one
 * season share their errors y(t) − y(t−m·k), k = ⌈h/m⌉, so their quantiles come from all phases pooled.
 */
export function forecastSeasonalNaive(
  history: Float64Array,
  horizon: number,
  season: number,
): LocalForecast | null {
  const n = history.length;
  let lastKnown = n - 1;
  while (lastKnown >= 0 && Number.isNaN(history[lastKnown] as number)) lastKnown -= 1;
  if (lastKnown < 0) return null;
  const m = Math.max(1, Math.trunc(season));

  const points = new Float64Array(horizon);
  const offsets: (Float64Array | null)[] = [];
  const byLag = new Map<number, Float64Array | null>();
  for (let h = 1; h <= horizon; h += 1) {
    let index = n - 1 + h - m * Math.ceil(h / m);
    if (m === 1) index = lastKnown;
    while (index >= 0 && Number.isNaN(history[index] as number)) index -= m;
    points[h - 1] = history[index >= 0 ? index : lastKnown] as number;

    const lag = m === 1 ? h : m * Math.ceil(h / m);
    let learnt = byLag.get(lag);
    if (learnt === undefined) {
      learnt = residualOffsets(lagDifferences(history, lag));
      byLag.set(lag, learnt);
    }
    offsets.push(learnt);
  }
  return { points, offsets };
}

function lagDifferences(history: Float64Array, lag: number): Float64Array {
  const n = history.length;
  const count = Math.max(0, Math.min(LARGEST_RESIDUAL_WINDOW, n - lag));
  const out = new Float64Array(count);
  for (let i = 0; i < count; i += 1) {
    out[i] = (history[n - 1 - i] as number) - (history[n - 1 - i - lag] as number);
  }
  return out;
}
