import { NORMAL_QUANTILES } from "../quantiles.ts";
import { countKnown, isPositive, type LocalModel, type SeriesFit, type SeriesOptions } from "./contract.ts";
import { phaseSpread } from "./phase-spread.ts";
import { LARGEST_RESIDUAL_WINDOW, residualOffsets } from "./residuals.ts";

/** Share of the mean absolute value below which a forecast is too small to measure errors by. */
const SMALLEST_SCALE = 0.1;

/** What an error is measured by: the forecast itself where errors grow with it, but not by next to nothing. */
const scaleOf = (point: number, floor: number) => Math.max(Math.abs(point), floor);

/** Fewest degrees of freedom, whatever the history: with fewer the tails of Student's t have no use. */
const FEWEST_DEGREES = 2;

/**
 * How much wider than its past errors an interval has to be at a level, three reasons together:
 *
 * - Errors h steps ahead overlap: n of them know about as much as n/h. Student's t with n/h − 1 degrees of freedom (2 at
 *   least) takes the normal's place, as the ratio of their quantiles.
 * - Parameters were fitted to these very errors: √(n/(n − k)), k = 2 and one a phase, at most half of n.
 * - What the model says of itself (`leak`).
 *
 * On M3 monthly this takes the share inside 80 and 95 % from 72 and 87 to 80 and 94 %.
 */
function widening(options: { z: number; count: number; step: number; fitted: number; leak: number }): number {
  const { z, count, step, fitted, leak } = options;
  const degrees = Math.max(FEWEST_DEGREES, count / step - 1);
  const ofParameters = Math.sqrt(count / (count - Math.min(fitted, count / 2)));
  return (studentOverNormal(z, degrees) * ofParameters) / (1 - leak);
}

/** Quantile of Student's t over the normal's z: Abramowitz & Stegun (1964), 26.7.5; within 4 % at two degrees of freedom. */
function studentOverNormal(z: number, v: number): number {
  const z2 = z * z;
  return (
    1 +
    (z2 + 1) / (4 * v) +
    (5 * z2 * z2 + 16 * z2 + 3) / (96 * v ** 2) +
    (3 * z2 ** 3 + 19 * z2 * z2 + 17 * z2 - 15) / (384 * v ** 3)
  );
}

/**
 * Offsets of each quantile level for every step, from the errors that the fitted model would have made at its last 500
 * origins (see `residualOffsets` and `widening`). Where errors grow with the forecast they are pooled as shares of it, and where
 * they differ between the phases of the season (`phaseSpread`), as multiples of what is usual at theirs. Steps further ahead than
 * the history allows have none: null.
 */
export function offsetsOf(options: {
  model: LocalModel;
  fit: SeriesFit<object>;
  history: Float64Array;
  points: Float64Array;
  series: SeriesOptions;
}): (Float64Array | null)[] {
  const { model, fit, history, points, series } = options;
  const n = history.length;
  const horizon = points.length;
  const settled = model.settles ? Math.min(Math.max(2, series.season), Math.floor(n / 3)) : 0;
  const reach = Math.min(horizon, n - 1 - settled);
  const out: (Float64Array | null)[] = new Array(horizon).fill(null);
  if (reach < 1) return out;
  const from = Math.max(settled, n - reach - LARGEST_RESIDUAL_WINDOW);
  const to = n - 2;
  const said = fit.replay({ from, to, horizon: reach });
  const size = SMALLEST_SCALE * meanSize(history);
  const isRelative = growWithForecast({ history, said, from, to, reach, floor: size });
  const floor = isRelative ? size : 0;
  const sizeAt = (point: number) => (isRelative ? scaleOf(point, floor) : 1);
  const alike = Math.max(1, model.stepsAlike?.(series) ?? 1);
  const leak = model.leak?.(fit.state) ?? 0;
  const fitted = model.settles ? 2 + (leak > 0 ? 0 : series.season) : 0;
  const errors = new Float64Array(LARGEST_RESIDUAL_WINDOW);
  for (let h = 1; h <= reach; h += alike) {
    const first = Math.max(from, n - h - LARGEST_RESIDUAL_WINDOW);
    let count = 0;
    for (let origin = first; origin + h < n; origin += 1) {
      const point = said[(origin - from) * reach + h - 1] as number;
      const error = (history[origin + h] as number) - point;
      errors[count] = error / sizeAt(point);
      count += 1;
    }
    const phases = phaseSpread({
      errors: errors.subarray(0, count),
      first: first + h,
      season: series.season,
    });
    const spreadAt = (time: number) => (phases ? (phases[time % series.season] as number) : 1);
    if (phases)
      for (let i = 0; i < count; i += 1) errors[i] = (errors[i] as number) / spreadAt(first + h + i);
    const learnt = residualOffsets(errors.subarray(0, count));
    if (!learnt) continue;
    const known = countKnown(errors.subarray(0, count));
    for (let level = 0; level < learnt.length; level += 1) {
      const z = NORMAL_QUANTILES[level] as number;
      learnt[level] = (learnt[level] as number) * widening({ z, count: known, step: h, fitted, leak });
    }
    for (let step = h; step < h + alike && step <= horizon; step += 1) {
      const scale = sizeAt(points[step - 1] as number) * spreadAt(n - 1 + step);
      out[step - 1] = scale === 1 ? learnt : learnt.map((offset) => offset * scale);
    }
  }
  return out;
}

function meanSize(history: Float64Array): number {
  let sum = 0;
  let known = 0;
  for (const value of history) {
    if (Number.isNaN(value)) continue;
    sum += Math.abs(value);
    known += 1;
  }
  return sum / known;
}

/**
 * Do errors grow with the forecast? The likelier of two normal models of the one-step errors says so: e ~ N(0, σ²) or
 * e ~ N(0, σ²·f²), by n·log Σe² against n·log Σ(e/f)² + 2·Σ log f. Never where a value is not positive.
 */
function growWithForecast(options: {
  history: Float64Array;
  said: Float64Array;
  from: number;
  to: number;
  reach: number;
  floor: number;
}): boolean {
  const { history, said, from, to, reach, floor } = options;
  if (!isPositive(history)) return false;
  let n = 0;
  let squares = 0;
  let shares = 0;
  let logs = 0;
  for (let origin = from; origin <= to; origin += 1) {
    const point = said[(origin - from) * reach] as number;
    const error = (history[origin + 1] as number) - point;
    if (Number.isNaN(error)) continue;
    const scale = scaleOf(point, floor);
    n += 1;
    squares += error * error;
    shares += (error / scale) ** 2;
    logs += Math.log(scale);
  }
  return n * Math.log(shares) + 2 * logs < n * Math.log(squares);
}
