import type { LocalModel, SeriesFit, SeriesOptions } from "./contract.ts";
import { LARGEST_RESIDUAL_WINDOW, residualOffsets } from "./residuals.ts";

/** Share of the mean absolute value below which a forecast is too small to measure errors by. */
const SMALLEST_SCALE = 0.1;

/** What an error is measured by: the forecast itself where errors grow with it, but not by next to nothing. */
const scaleOf = (point: number, floor: number) => Math.max(Math.abs(point), floor);

/**
 * Offsets of each quantile level for every step, from the errors that the fitted model would have made at its last 500
 * origins (see `residualOffsets`). Where errors grow with the forecast they are pooled as shares of it. Steps further
 * ahead than the history allows have none: null.
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
  const isRelative = model.isRelative?.(fit.state) ?? false;
  const floor = isRelative ? SMALLEST_SCALE * meanSize(history) : 0;
  const alike = Math.max(1, model.stepsAlike?.(series) ?? 1);
  const errors = new Float64Array(LARGEST_RESIDUAL_WINDOW);
  for (let h = 1; h <= reach; h += alike) {
    const first = Math.max(from, n - h - LARGEST_RESIDUAL_WINDOW);
    let count = 0;
    for (let origin = first; origin + h < n; origin += 1) {
      const point = said[(origin - from) * reach + h - 1] as number;
      const error = (history[origin + h] as number) - point;
      errors[count] = isRelative ? error / scaleOf(point, floor) : error;
      count += 1;
    }
    const learnt = residualOffsets(errors.subarray(0, count));
    if (!learnt) continue;
    for (let step = h; step < h + alike && step <= horizon; step += 1) {
      if (!isRelative) out[step - 1] = learnt;
      else {
        const scale = scaleOf(points[step - 1] as number, floor);
        out[step - 1] = learnt.map((offset) => offset * scale);
      }
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
