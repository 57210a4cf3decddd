import {
  type Fold,
  type FoldForecast,
  type ModelKey,
  type Panel,
  QUANTILE_LEVELS,
} from "#lib/forecast/index.ts";

const DAY = 86_400_000;

/** Daily series of known values from 1 Jan 2018 on; `valueAt(series, day)` may answer NaN. For tests. */
export function dailyPanel(options: {
  series: number;
  days: number;
  valueAt: (series: number, day: number) => number;
  ids?: readonly string[];
}): Panel {
  const { series, days, valueAt } = options;
  const values = new Float64Array(series * days);
  for (let s = 0; s < series; s += 1) for (let t = 0; t < days; t += 1) values[s * days + t] = valueAt(s, t);
  return {
    ids: options.ids ?? Array.from({ length: series }, (_, s) => `item-${s}`),
    offsets: Int32Array.from({ length: series + 1 }, (_, s) => s * days),
    starts: new Int32Array(series),
    values,
    times: Float64Array.from({ length: days }, (_, t) => Date.UTC(2018, 0, 1) + t * DAY),
    frequency: { unit: "D", multiple: 1 },
    covariates: [],
    todayForecast: null,
  };
}

/** A forecast whose quantiles are `point + spread · (2·level − 1)`, never below zero. For tests. */
export function flatForecast(options: {
  model: ModelKey;
  fold: Fold;
  series: number;
  horizonSteps: number;
  spread: number;
  pointOf: (series: number, position: number) => number;
}): FoldForecast {
  const { model, fold, series, horizonSteps, spread, pointOf } = options;
  const quantiles = new Float32Array(series * horizonSteps * QUANTILE_LEVELS.length);
  let at = 0;
  for (let s = 0; s < series; s += 1) {
    for (let h = 1; h <= horizonSteps; h += 1) {
      const point = pointOf(s, fold.cutoffIndex + h);
      for (const level of QUANTILE_LEVELS) quantiles[at++] = Math.max(0, point + spread * (2 * level - 1));
    }
  }
  return {
    model,
    fold: fold.fold,
    cutoffIndex: fold.cutoffIndex,
    horizonSteps,
    seriesIndexes: Int32Array.from({ length: series }, (_, s) => s),
    quantiles,
    notes: [],
  };
}
