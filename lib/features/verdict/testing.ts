import {
  type Fold,
  type FoldForecast,
  type ModelKey,
  type Panel,
  QUANTILE_LEVELS,
} from "#lib/forecast/index.ts";
import type { StoredStep, VerdictDetail } from "./detail.ts";

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

/** Every method's forecasts of every fold for series that `valueAt` tells, each off by what `errorOf` says. For tests. */
export function methodForecasts(options: {
  folds: readonly Fold[];
  models: readonly ModelKey[];
  series: number;
  horizonSteps: number;
  valueAt: (series: number, position: number) => number;
  errorOf: (model: ModelKey, fold: Fold) => number;
}): FoldForecast[] {
  const { folds, models, series, horizonSteps, valueAt, errorOf } = options;
  return folds.flatMap((fold) =>
    models.map((model) =>
      flatForecast({
        model,
        fold,
        series,
        horizonSteps,
        spread: 0,
        pointOf: (s, t) => valueAt(s, t) + errorOf(model, fold),
      }),
    ),
  );
}

/** A network that saves a quarter of the cost and pays, as the step and the verdict that a run stores. For tests. */
export const PAYING_STEP: StoredStep = {
  from: "seasonal_naive",
  to: "network",
  units: 118,
  yearlyCostFrom: 8000,
  yearlyCostTo: 6000,
  yearlySaving: 2000,
  lower: 1500,
  upper: 2600,
  share: 0.25,
  yearlyUpkeep: 100,
  npv: 900,
  outcome: "pays",
};

const quarterOver = (model: ModelKey, money: number): VerdictDetail["costs"][number] => ({
  model,
  short: money * 0.75,
  over: money * 0.25,
  unitsShort: 1,
  unitsOver: 1,
});

export const PAYING_VERDICT: VerdictDetail = {
  answer: "network_pays",
  recommended: "network",
  decisive: null,
  steps: [PAYING_STEP],
  unit: "series",
  units: 118,
  testFolds: 2,
  lack: null,
  currency: "EUR",
  prices: { under: 0.54, over: 0.18 },
  quantile: 0.75,
  testPeriods: "56 days",
  yearlyFactor: 4,
  yearlyFrom: "volume",
  demand: 30_000,
  hasRoiCase: true,
  costs: [quarterOver("seasonal_naive", 2000), quarterOver("theta", 1700), quarterOver("network", 1500)],
};
