import { type AdjustedState, fitAdjusted, forecastAdjusted } from "./adjusted.ts";
import { countKnown, type LocalModel, replayOf, type SeriesFit } from "./contract.ts";
import { minimiseOnInterval } from "./optimise.ts";

export interface ThetaState {
  /** Smoothing parameter of the simple exponential smoothing. */
  alpha: number;
  /** Slope of the least-squares line through the deseasonalised series, per step. */
  slope: number;
  level: number;
  /** Values the level has learnt from. */
  known: number;
}

const LOWEST_ALPHA = 0.0001;
const HIGHEST_ALPHA = 0.9999;

/**
 * The standard Theta method (Assimakopoulos & Nikolopoulos 2000), computed as simple exponential smoothing with half the
 * trend's slope as drift (Hyndman & Billah 2003, Unmasking the Theta method). Deseasonalised first when `isSeasonal`:
 * multiplicatively when every known value is positive, additively otherwise. NaN gaps leave the level as it was.
 */
export const theta: LocalModel<AdjustedState<ThetaState>> = {
  key: "theta",
  name: "Theta",
  family: "statistical",
  paper: "Assimakopoulos & Nikolopoulos (2000), International Journal of Forecasting 16, 521–530",
  gaps: "A missing value leaves the level as it was.",
  settles: true,
  fewest: () => 3,
  fitSeries: (history, { season }) => fitAdjusted(history, season, fitTheta),
  forecast: (state, horizon) => forecastAdjusted(state, horizon, forecastTheta),
};

/** Theta on a series without a season. */
export function fitTheta(values: Float64Array): SeriesFit<ThetaState> {
  const n = values.length;
  const { x: alpha } = minimiseOnInterval((a) => smoothingError(values, a), {
    low: LOWEST_ALPHA,
    high: HIGHEST_ALPHA,
  });
  const levels = new Float64Array(n);
  const counts = new Float64Array(n);
  let level = Number.NaN;
  let known = 0;
  for (let t = 0; t < n; t += 1) {
    const value = values[t] as number;
    if (!Number.isNaN(value)) {
      level = Number.isNaN(level) ? value : level + alpha * (value - level);
      known += 1;
    }
    levels[t] = level;
    counts[t] = known;
  }
  const slope = leastSquaresSlope(values);
  return {
    state: { alpha, slope, level, known: countKnown(values) },
    replay: (options) =>
      replayOf(options, (origin, out, from) => {
        for (let h = 1; h <= options.horizon; h += 1)
          out[from + h - 1] =
            (levels[origin] as number) + drift({ slope, alpha, known: counts[origin] as number }, h);
      }),
  };
}

export function forecastTheta(state: ThetaState, horizon: number): Float64Array {
  return Float64Array.from({ length: horizon }, (_, h) => state.level + drift(state, h + 1));
}

/** Half the slope times [h − 1 + (1 − (1−α)ⁿ)/α], the drift of Theta with θ = 2 (Hyndman & Billah 2003). */
function drift({ slope, alpha, known }: Omit<ThetaState, "level">, h: number): number {
  return 0.5 * slope * (h - 1 + (1 - (1 - alpha) ** known) / alpha);
}

/** Sum of squared one-step errors of simple exponential smoothing started at the first known value. */
function smoothingError(values: Float64Array, alpha: number): number {
  let level = Number.NaN;
  let squares = 0;
  for (let t = 0; t < values.length; t += 1) {
    const value = values[t] as number;
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

function leastSquaresSlope(values: Float64Array): number {
  let n = 0;
  let sumT = 0;
  let sumY = 0;
  for (let t = 0; t < values.length; t += 1) {
    const value = values[t] as number;
    if (Number.isNaN(value)) continue;
    n += 1;
    sumT += t;
    sumY += value;
  }
  const meanT = sumT / n;
  const meanY = sumY / n;
  let cross = 0;
  let square = 0;
  for (let t = 0; t < values.length; t += 1) {
    const value = values[t] as number;
    if (Number.isNaN(value)) continue;
    cross += (t - meanT) * (value - meanY);
    square += (t - meanT) ** 2;
  }
  return square > 0 ? cross / square : 0;
}
