import type { LocalForecast } from "./naive.ts";
import { LARGEST_RESIDUAL_WINDOW, residualOffsets } from "./residuals.ts";

export interface ThetaFit {
  /** Smoothing parameter of the simple exponential smoothing. */
  alpha: number;
  /** Slope of the least-squares line through the deseasonalised series, per step. */
  slope: number;
  level: number;
  seasonal: "none" | "additive" | "multiplicative";
  /** One index a phase, phase 0 being the first element of the history; empty without a season. */
  indexes: Float64Array;
}

/**
 * The seasonality test of the Theta method in M3 (Assimakopoulos & Nikolopoulos 2000): seasonal when
 * |r_m| > 1.645·√((1 + 2·Σ_{i<m} r_i²)/n), a 90 % two-sided test on the autocorrelation r at lag m. NaN gaps take part in no
 * product. Never seasonal with fewer than three seasons of data, where the test has no power. A strong trend passes for
 * a season; its indexes are then all alike, which does no harm.
 */
export function isSeasonal(values: Float64Array, season: number): boolean {
  const n = values.length;
  if (season < 2 || n < 3 * season) return false;
  let sum = 0;
  let known = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    sum += value;
    known += 1;
  }
  if (known < 2 * season) return false;
  const mean = sum / known;
  let variance = 0;
  for (const value of values) if (!Number.isNaN(value)) variance += (value - mean) ** 2;
  if (!(variance > 0)) return false;
  const correlation = (lag: number) => {
    let product = 0;
    for (let t = lag; t < n; t += 1) {
      const pair = ((values[t] as number) - mean) * ((values[t - lag] as number) - mean);
      if (!Number.isNaN(pair)) product += pair;
    }
    return product / variance;
  };
  let squares = 0;
  for (let lag = 1; lag < season; lag += 1) squares += correlation(lag) ** 2;
  return Math.abs(correlation(season)) > 1.645 * Math.sqrt((1 + 2 * squares) / known);
}

/**
 * Classical decomposition by a centred 2×m moving average (FPP3 section 3.4): indexes average the ratios (or the
 * differences) to the moving average by phase and are scaled to mean one (or zero). A window with a missing value uses
 * the known ones, weighted as they stand. Null when a phase was never seen.
 */
function seasonalIndexes(values: Float64Array, season: number, multiplicative: boolean): Float64Array | null {
  const n = values.length;
  const half = Math.floor(season / 2);
  const even = season % 2 === 0;
  const sums = new Float64Array(season);
  const counts = new Float64Array(season);
  for (let t = half; t < n - half; t += 1) {
    const value = values[t] as number;
    if (Number.isNaN(value)) continue;
    let total = 0;
    let weight = 0;
    for (let k = -half; k <= half; k += 1) {
      const neighbour = values[t + k] as number;
      if (Number.isNaN(neighbour)) continue;
      const w = even && Math.abs(k) === half ? 0.5 : 1;
      total += w * neighbour;
      weight += w;
    }
    const average = total / weight;
    const ratio = multiplicative ? value / average : value - average;
    if (!Number.isFinite(ratio)) continue;
    const phase = t % season;
    sums[phase] = (sums[phase] as number) + ratio;
    counts[phase] = (counts[phase] as number) + 1;
  }
  const indexes = new Float64Array(season);
  let mean = 0;
  for (let phase = 0; phase < season; phase += 1) {
    if (counts[phase] === 0) return null;
    indexes[phase] = (sums[phase] as number) / (counts[phase] as number);
    mean += (indexes[phase] as number) / season;
  }
  for (let phase = 0; phase < season; phase += 1) {
    indexes[phase] = multiplicative ? (indexes[phase] as number) / mean : (indexes[phase] as number) - mean;
  }
  return indexes;
}

/** Sum of squared one-step errors of simple exponential smoothing started at the first known value. */
function smoothingError(values: Float64Array, alpha: number): number {
  let level = Number.NaN;
  let squares = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    if (Number.isNaN(level)) {
      level = value;
      continue;
    }
    const error = value - level;
    squares += error * error;
    level += alpha * error;
  }
  return squares;
}

/** A coarse grid keeps the golden section (Kiefer 1953) out of a wrong valley. */
function bestAlpha(values: Float64Array): number {
  const lowest = 0.0001;
  const highest = 0.9999;
  const cells = 16;
  let best = lowest;
  let bestError = Number.POSITIVE_INFINITY;
  for (let i = 0; i <= cells; i += 1) {
    const alpha = lowest + ((highest - lowest) * i) / cells;
    const error = smoothingError(values, alpha);
    if (error < bestError) {
      bestError = error;
      best = alpha;
    }
  }
  const width = (highest - lowest) / cells;
  let low = Math.max(lowest, best - width);
  let high = Math.min(highest, best + width);
  const golden = (Math.sqrt(5) - 1) / 2;
  let left = high - golden * (high - low);
  let right = low + golden * (high - low);
  let leftError = smoothingError(values, left);
  let rightError = smoothingError(values, right);
  for (let i = 0; i < 24; i += 1) {
    if (leftError <= rightError) {
      high = right;
      right = left;
      rightError = leftError;
      left = high - golden * (high - low);
      leftError = smoothingError(values, left);
    } else {
      low = left;
      left = right;
      leftError = rightError;
      right = low + golden * (high - low);
      rightError = smoothingError(values, right);
    }
  }
  const middle = (low + high) / 2;
  return smoothingError(values, middle) <= bestError ? middle : best;
}

/** Half the slope times [h − 1 + (1 − (1−α)ⁿ)/α], the drift of Theta with θ = 2 (Hyndman & Billah 2003). */
function drift(slope: number, alpha: number, known: number, h: number): number {
  return 0.5 * slope * (h - 1 + (1 - (1 - alpha) ** known) / alpha);
}

/**
 * The standard Theta method (Assimakopoulos & Nikolopoulos 2000), computed as simple exponential smoothing with half the
 * trend's slope as drift (Hyndman & Billah 2003). Deseasonalised first when `isSeasonal`: multiplicatively when every
 * known value is positive, additively otherwise. NaN gaps leave the level as it was.
 *
 * Offsets of step h are the empirical quantiles of the h-step errors over the last 500 origins, with the parameters of
 * the whole history, relative to the season. Null when nothing is known; a single known value answers itself.
 */
export function forecastTheta(history: Float64Array, horizon: number, season: number): LocalForecast | null {
  const fit = fitTheta(history, season);
  if (!fit) return null;
  const n = history.length;
  const adjusted = deseasonalise(history, fit);
  const { alpha, slope } = fit;

  // Levels and counts known at each origin, and each origin's h-step error on the deseasonalised scale.
  const origins = Math.min(LARGEST_RESIDUAL_WINDOW, n - 1);
  const levels = new Float64Array(n);
  const knowns = new Float64Array(n);
  let level = Number.NaN;
  let known = 0;
  for (let t = 0; t < n; t += 1) {
    const value = adjusted[t] as number;
    if (!Number.isNaN(value)) {
      level = Number.isNaN(level) ? value : level + alpha * (value - level);
      known += 1;
    }
    levels[t] = level;
    knowns[t] = known;
  }

  const points = new Float64Array(horizon);
  const offsets: (Float64Array | null)[] = [];
  const errors = new Float64Array(origins);
  // The first origins' levels have hardly learnt anything: their errors would only widen the intervals.
  const settled = Math.min(Math.max(2, season), Math.floor(n / 3));
  for (let h = 1; h <= horizon; h += 1) {
    const ahead = drift(slope, alpha, known, h);
    const index = seasonalAt(fit, n - 1 + h);
    const reseason = (value: number) =>
      fit.seasonal === "multiplicative" ? value * index : fit.seasonal === "additive" ? value + index : value;
    points[h - 1] = reseason(fit.level + ahead);
    let count = 0;
    for (let t = Math.max(settled, n - h - origins); t < n - h; t += 1) {
      const error =
        (adjusted[t + h] as number) - (levels[t] as number) - drift(slope, alpha, knowns[t] as number, h);
      if (!Number.isNaN(error)) {
        errors[count] = error;
        count += 1;
      }
    }
    const learnt = residualOffsets(errors.subarray(0, count));
    if (learnt && fit.seasonal === "multiplicative") {
      for (let i = 0; i < learnt.length; i += 1) learnt[i] = (learnt[i] as number) * index;
    }
    offsets.push(learnt);
  }
  return { points, offsets };
}

/** Learns Theta's parameters from one history; null when nothing is known. */
export function fitTheta(history: Float64Array, season: number): ThetaFit | null {
  const m = Math.max(1, Math.trunc(season));
  let known = 0;
  let positive = true;
  for (const value of history) {
    if (Number.isNaN(value)) continue;
    known += 1;
    if (value <= 0) positive = false;
  }
  if (known === 0) return null;
  let seasonal: ThetaFit["seasonal"] = "none";
  let indexes = new Float64Array(0);
  if (isSeasonal(history, m)) {
    let found = positive ? seasonalIndexes(history, m, true) : null;
    if (found?.every((index) => index > 0.01)) seasonal = "multiplicative";
    else {
      found = seasonalIndexes(history, m, false);
      if (found) seasonal = "additive";
    }
    if (found) indexes = Float64Array.from(found);
  }
  const draft: ThetaFit = { alpha: 1, slope: 0, level: Number.NaN, seasonal, indexes };
  const adjusted = deseasonalise(history, draft);
  const alpha = known < 3 ? 0.9999 : bestAlpha(adjusted);
  let level = Number.NaN;
  for (const value of adjusted) {
    if (!Number.isNaN(value)) level = Number.isNaN(level) ? value : level + alpha * (value - level);
  }
  return { alpha, slope: known < 3 ? 0 : leastSquaresSlope(adjusted), level, seasonal, indexes };
}

function seasonalAt(fit: ThetaFit, t: number): number {
  return fit.seasonal === "none" ? 0 : (fit.indexes[t % fit.indexes.length] as number);
}

function deseasonalise(values: Float64Array, fit: ThetaFit): Float64Array {
  if (fit.seasonal === "none") return values;
  return values.map((value, t) =>
    fit.seasonal === "multiplicative" ? value / seasonalAt(fit, t) : value - seasonalAt(fit, t),
  );
}

function leastSquaresSlope(values: Float64Array): number {
  let n = 0;
  let sumT = 0;
  let sumY = 0;
  values.forEach((value, t) => {
    if (Number.isNaN(value)) return;
    n += 1;
    sumT += t;
    sumY += value;
  });
  const meanT = sumT / n;
  const meanY = sumY / n;
  let cross = 0;
  let square = 0;
  values.forEach((value, t) => {
    if (Number.isNaN(value)) return;
    cross += (t - meanT) * (value - meanY);
    square += (t - meanT) ** 2;
  });
  return square > 0 ? cross / square : 0;
}
