import { actualAt, type ForecastLookup, lookupForecasts, pointOf } from "./lookup.ts";
import { maseScale, rmsseScale } from "./metrics.ts";
import { naive2 } from "./models/naive2.ts";
import { historyOf } from "./panel.ts";
import type { Scales } from "./scores-tally.ts";
import {
  type BacktestSpec,
  type Fold,
  type FoldForecast,
  MEDIAN_INDEX,
  type ModelKey,
  type Panel,
} from "./types.ts";

export interface ScoringInput {
  panel: Panel;
  spec: Pick<BacktestSpec, "seasonLength" | "horizonSteps">;
  folds: readonly Fold[];
  forecasts: readonly FoldForecast[];
}

/** One scored step: where its quantiles stand, and the truth. */
export interface ScoredStep {
  step: number;
  y: number;
  quantiles: ArrayLike<number>;
  at: number;
}

/** A fold that can be scored, with what its errors are measured by. */
export interface ScoredFold {
  fold: Fold;
  role: "selection" | "test";
  scalesOf(series: number): Scales;
  /** Naive2's forecasts of the steps that are scored; null when nothing is known of the series. */
  naive2Of(series: number): Float64Array | null;
  isScored(series: number, step: number): boolean;
}

/**
 * The steps that models are scored on: those whose actual is known and on which every model that has any forecast in the
 * folds of that role has one. A fold that one of them left out as a whole is scored for none, or its scores would stand
 * beside those of other periods. Scales and Naive2 come from the history before each fold's cutoff. Future folds have no
 * actuals and are left out.
 */
export function openScoring({ panel, spec, folds, forecasts }: ScoringInput): {
  models: readonly ModelKey[];
  folds: readonly ScoredFold[];
  /** Known actuals that no model was scored on, because at least one model had no forecast there. */
  droppedSteps: number;
  /** The scored steps of one model, series and fold, in order. */
  steps(model: ModelKey, fold: ScoredFold, series: number): ScoredStep[];
  /** The truth of the same steps, whatever the model. */
  truths(fold: ScoredFold, series: number): { step: number; y: number }[];
  hasFold(model: ModelKey, fold: Fold): boolean;
} {
  const seriesCount = panel.ids.length;
  const horizon = spec.horizonSteps;
  const lookup = lookupForecasts(forecasts, seriesCount);
  const known = folds.filter((fold) => fold.role !== "future");
  const answering = (role: Fold["role"]) =>
    lookup.models.filter((model) =>
      known.some((fold) => fold.role === role && answersAny({ lookup, model, fold, seriesCount, horizon })),
    );
  const compared = { selection: answering("selection"), test: answering("test"), future: [] };
  let droppedSteps = 0;
  const scored = known.map((fold): ScoredFold => {
    const { mask, dropped } = commonSteps({ panel, fold, lookup, horizon, models: compared[fold.role] });
    droppedSteps += dropped;
    const histories = (series: number) => historyOf(panel, series, fold.cutoffIndex).values;
    const season = Math.max(1, spec.seasonLength);
    const scales = panel.ids.map((_, s) => {
      const history = histories(s);
      return { mase: maseScale(history, season), rmsse: rmsseScale(history, season) };
    });
    return {
      fold,
      role: fold.role as "selection" | "test",
      scalesOf: (series) => scales[series] as Scales,
      naive2Of(series) {
        const history = histories(series);
        const fit = history.length > 0 ? naive2.fitSeries(history, { season, seasons: [] }) : null;
        return fit && naive2.forecast(fit.state, horizon);
      },
      isScored: (series, step) => mask[series * horizon + step - 1] === 1,
    };
  });
  return {
    models: lookup.models,
    folds: scored,
    droppedSteps,
    truths({ fold, isScored }, series) {
      const out: { step: number; y: number }[] = [];
      for (let step = 1; step <= horizon; step += 1) {
        if (isScored(series, step)) out.push({ step, y: actualAt(panel, series, fold, step) });
      }
      return out;
    },
    hasFold: (model, fold) => lookup.hasFold(model, fold.fold),
    steps(model, { fold, isScored }, series) {
      const out: ScoredStep[] = [];
      for (let step = 1; step <= horizon; step += 1) {
        if (!isScored(series, step)) continue;
        const found = lookup.find(model, fold.fold, series, step);
        if (!found || Number.isNaN(found.source.quantiles[found.at + MEDIAN_INDEX] as number)) continue;
        const y = actualAt(panel, series, fold, step);
        out.push({ step, y, quantiles: found.source.quantiles, at: found.at });
      }
      return out;
    },
  };
}

function answersAny(options: {
  lookup: ForecastLookup;
  model: ModelKey;
  fold: Fold;
  seriesCount: number;
  horizon: number;
}): boolean {
  const { lookup, model, fold, seriesCount, horizon } = options;
  if (!lookup.hasFold(model, fold.fold)) return false;
  for (let s = 0; s < seriesCount; s += 1) {
    for (let step = 1; step <= horizon; step += 1) {
      if (!Number.isNaN(pointOf(lookup, model, fold.fold, s, step))) return true;
    }
  }
  return false;
}

function commonSteps(options: {
  panel: Panel;
  fold: Fold;
  lookup: ForecastLookup;
  horizon: number;
  models: readonly ModelKey[];
}): {
  mask: Uint8Array;
  dropped: number;
} {
  const { panel, fold, lookup, horizon, models } = options;
  const count = panel.ids.length;
  const mask = new Uint8Array(count * horizon);
  let dropped = 0;
  for (let s = 0; s < count; s += 1) {
    for (let step = 1; step <= horizon; step += 1) {
      if (Number.isNaN(actualAt(panel, s, fold, step))) continue;
      const all = models.every((model) => !Number.isNaN(pointOf(lookup, model, fold.fold, s, step)));
      if (all) mask[s * horizon + step - 1] = 1;
      else dropped += 1;
    }
  }
  return { mask, dropped };
}
