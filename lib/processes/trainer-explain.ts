import type { InputsAnswer, SeriesAnswer, WhatIfAnswer } from "#lib/features/runs/explain/schema.ts";
import type { ExplainJob, ExplainResult, StoredModel } from "#lib/features/runs/explain/work.ts";
import {
  decomposeSeries,
  type Influence,
  influenceByStep,
  type Predictor,
  permutationImportance,
  whatIf,
} from "#lib/forecast/explain/index.ts";
import { rowAt, seriesRange, timeAtPosition } from "#lib/forecast/panel.ts";
import { type Fold, MEDIAN_INDEX, type Panel, QUANTILE_LEVELS } from "#lib/forecast/types.ts";
import { seenIndexOf } from "#lib/forecast/window.ts";
import { type Opened, openModel, sample, type Tools } from "./trainer-explain-models.ts";

const LEVELS = QUANTILE_LEVELS.length;
const [LOW_80, HIGH_80] = [QUANTILE_LEVELS.indexOf(0.1), QUANTILE_LEVELS.indexOf(0.9)];
/** More series than these change next to nothing of what is found. */
const MEASURED_SERIES = 200;
const REPEATS = 5;
/** The regression and each network are needed at every fold that importance is measured on. */
const MOST_FOLDS = 2;
/** Training steps over all members beyond which one fold has to do, where networks have to be trained for it. */
const CHEAP_STEPS = 2_000;
/** Periods of history that are shown of the parts of a series. */
const SHOWN_HISTORY = 800;
/** Networks agree to the last bit on one kernel; beyond this share of the forecast something was different. */
const AGREES = 1e-3;

/** Answers one question about a finished run. @throws ForecastError in words for whoever asked. */
export async function explain(job: ExplainJob, tools: Tools): Promise<ExplainResult> {
  switch (job.question.kind) {
    case "series":
      return { answer: partsOf(job, job.question, tools.panel), models: [] };
    case "inputs":
      return inputs(job, tools);
    case "what_if":
      return suppose(job, job.question, tools);
  }
}

const orNull = (value: number | undefined) => (value !== undefined && Number.isFinite(value) ? value : null);
const listOf = (values: ArrayLike<number>) => Array.from(values, orNull);

async function inputs(job: ExplainJob, tools: Tools): Promise<ExplainResult> {
  const { spec, future } = job;
  const fresh: StoredModel[] = [];
  const stage = (from: number, to: number): Tools => ({
    ...tools,
    context: {
      ...tools.context,
      onProgress: ({ fraction, message }) =>
        tools.context.onProgress({ fraction: from + (to - from) * fraction, message }),
    },
  });
  const isCheap = spec.network.trainingSteps * spec.network.members <= CHEAP_STEPS;
  const folds = job.folds.slice(isCheap || job.models.length > 0 ? -MOST_FOLDS : -1);
  const last = await openModel(job, future, stage(0, 0.3), fresh);
  const asked: { cutoffIndex: number; predictor: Predictor }[] = [];
  for (const [i, fold] of folds.entries()) {
    const share = 0.3 / folds.length;
    const { predictor } = await openModel(job, fold, stage(0.3 + i * share, 0.3 + (i + 1) * share), fresh);
    asked.push({ cutoffIndex: fold.cutoffIndex, predictor });
  }
  const measured = sample(tools.panel, MEASURED_SERIES);
  const importance = await permutationImportance({
    ...{ panel: measured, folds: asked, repeats: REPEATS, seed: spec.seed },
    context: stage(0.6, 0.85).context,
  });
  const influence = await influenceByStep({
    ...{ panel: measured, cutoffIndex: future.cutoffIndex, seenIndex: seenIndexOf(future, spec) },
    seasonLength: spec.seasonLength,
    ...{ predictor: last.predictor, repeats: REPEATS, seed: spec.seed },
    context: stage(0.85, 1).context,
  });
  const answer: InputsAnswer = {
    model: last.model,
    measuredSeries: measured.ids.length,
    seriesCount: tools.panel.ids.length,
    importance: {
      ...{ error: orNull(importance.error), steps: importance.steps, folds: folds.length, repeats: REPEATS },
      covariates: importance.covariates.map(({ name, availability, increase, low, high }) => ({
        ...{ name, availability },
        ...{ increase: orNull(increase), low: orNull(low), high: orNull(high) },
      })),
    },
    influence: influence.map(influenceView),
    notes: last.model.isOfRun ? await agreement(job, tools, last) : [],
  };
  return { answer, models: fresh };
}

function influenceView({ group, bySteps }: Influence): InputsAnswer["influence"][number] {
  return {
    kind: group.kind,
    name: group.kind === "covariate" ? group.name : null,
    steps: group.kind === "recent" ? group.steps : null,
    bySteps: listOf(bySteps),
  };
}

/** Whether the model here says what the run said: on another kernel, or in a browser, they may not to the last bit. */
async function agreement(job: ExplainJob, tools: Tools, { predictor, model }: Opened): Promise<string[]> {
  const { medians, future } = job;
  if (!medians) return [];
  const said = await predictor.predict({ panel: tools.panel, cutoffIndex: future.cutoffIndex });
  let apart = 0;
  let whole = 0;
  medians.forEach((value, i) => {
    const difference = Math.abs(value - (said[i * LEVELS + MEDIAN_INDEX] as number));
    if (Number.isNaN(difference)) return;
    apart += difference;
    whole += Math.abs(value);
  });
  if (!(apart > AGREES * whole)) return [];
  const share = ((100 * apart) / whole).toFixed(1);
  return [
    `The ${model.kind === "trees" ? "forest" : model.kind} was trained again to answer this, and its forecast is ${share} % apart from the run's own.`,
  ];
}

function partsOf(
  job: ExplainJob,
  { series, model }: { series: number; model: SeriesAnswer["model"] },
  panel: Panel,
): SeriesAnswer {
  const { spec, future, medians } = job;
  const parts = decomposeSeries({
    ...{ panel, series, cutoffIndex: future.cutoffIndex, seasonLength: spec.seasonLength },
    forecast: medians ?? [],
  });
  const from = Math.max(0, parts.historySteps - SHOWN_HISTORY);
  const shown = (values: Float64Array) => listOf(values.subarray(from));
  const ofKind = (isAhead: boolean) =>
    panel.covariates.filter(({ availability }) => (availability === "known_ahead") === isAhead);
  return {
    ...{ series, id: panel.ids[series] as string, model, horizonSteps: parts.horizonSteps },
    frequency: panel.frequency,
    times: Array.from(parts.values.subarray(from), (_, t) => timeAtPosition(panel, parts.start + from + t)),
    values: shown(parts.values),
    level: parts.level,
    trend: shown(parts.trend),
    seasons: parts.seasons.map(({ period, values }) => ({ period, values: shown(values) })),
    holiday: parts.holiday && shown(parts.holiday),
    covariates: parts.covariates.map(({ name, values }) => ({ name, values: shown(values) })),
    remainder: shown(parts.remainder),
    notes: [...parts.notes],
    ahead: ofKind(true).map((covariate) =>
      aheadView(panel, covariate, { series, future, horizon: spec.horizonSteps }),
    ),
    otherInputs: ofKind(false).map(({ name }) => name),
  };
}

function aheadView(
  panel: Panel,
  covariate: Panel["covariates"][number],
  options: { series: number; future: Fold; horizon: number },
): SeriesAnswer["ahead"][number] {
  const { series, future, horizon } = options;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  let isFlag = covariate.kind === "numeric";
  for (let s = 0; s < panel.ids.length; s += 1) {
    const { from, to, start } = seriesRange(panel, s);
    const end = Math.min(to, from + future.cutoffIndex + 1 - start);
    for (let row = from; row < end; row += 1) {
      const value = covariate.values[row] as number;
      if (Number.isNaN(value)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
      if (value !== 0 && value !== 1) isFlag = false;
    }
  }
  return {
    ...{ name: covariate.name, kind: covariate.kind, categories: [...covariate.categories] },
    ...{ isFlag: isFlag && Number.isFinite(low), low: orNull(low), high: orNull(high) },
    values: Array.from({ length: horizon }, (_, h) => {
      const row = rowAt(panel, series, future.cutoffIndex + 1 + h);
      return row < 0 ? null : orNull(covariate.values[row]);
    }),
  };
}

async function suppose(
  job: ExplainJob,
  { series, changes }: { series: number; changes: { name: string; values: (number | null)[] }[] },
  tools: Tools,
): Promise<ExplainResult> {
  const { panel } = tools;
  const { future, spec } = job;
  const fresh: StoredModel[] = [];
  const { predictor, model } = await openModel(job, future, tools, fresh);
  const { cutoffIndex } = future;
  const found = await whatIf({ panel, series, cutoffIndex, predictor, changes });
  const fan = (quantiles: Float32Array) => {
    const level = (index: number) =>
      Array.from({ length: spec.horizonSteps }, (_, h) => orNull(quantiles[h * LEVELS + index]));
    return { median: level(MEDIAN_INDEX), low80: level(LOW_80), high80: level(HIGH_80) };
  };
  const answer: WhatIfAnswer = {
    ...{ series, id: panel.ids[series] as string, model },
    frequency: panel.frequency,
    times: Array.from({ length: spec.horizonSteps }, (_, h) => timeAtPosition(panel, cutoffIndex + 1 + h)),
    before: fan(found.before),
    after: fan(found.after),
    difference: listOf(found.difference),
    notes: [...found.notes],
  };
  return { answer, models: fresh };
}
