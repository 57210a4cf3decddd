import { ForecastError, throwIfCancelled } from "./errors.ts";
import { fitRidge } from "./global/ridge.ts";
import { MOST_ROWS, TREES } from "./global/trees/size.ts";
import { fitTrees } from "./global/trees/trees.ts";
import type { LocalForecast } from "./models/contract.ts";
import { fitLocal } from "./models/local.ts";
import { isNonNegative, residualOffsets, writeHorizon } from "./models/residuals.ts";
import { nameSome } from "./pacing.ts";
import { checkPanel, historyOf, knownSpan, rowAt, truncatePanel } from "./panel.ts";
import { LEVEL_COUNT } from "./quantiles.ts";
import {
  type BacktestSpec,
  type EngineContext,
  type Fold,
  type FoldForecast,
  LEARNS_FROM_ALL,
  MODEL_KEYS,
  type ModelKey,
  type Panel,
} from "./types.ts";
import { seenIndexOf, viewOf } from "./window.ts";

/** What `forecastFold` makes. Networks and `auto` are other modules'. */
export type LocalModelKey = Exclude<ModelKey, "network" | "auto">;

/**
 * Refuses numbers no backtest can run with.
 * @throws ForecastError `bad_spec` with the field and its bounds.
 */
export function checkSpec(spec: BacktestSpec): void {
  const whole = (name: string, value: number, low: number, high: number) => {
    if (!Number.isInteger(value) || value < low || value > high) {
      throw new ForecastError(
        "bad_spec",
        `${name} must be a whole number from ${low} to ${high}, not ${value}.`,
      );
    }
  };
  whole("The horizon", spec.horizonSteps, 1, 10_000);
  whole("The season length", spec.seasonLength, 1, 100_000);
  whole("The number of selection folds", spec.selectionFolds, 0, 200);
  whole("The number of test folds", spec.testFolds, 0, 200);
  whole("The distance between cutoffs", spec.stepSteps, 1, 100_000);
  whole("The number of training steps", spec.network.trainingSteps, 1, 1_000_000);
  whole("The number of members", spec.network.members, 1, 100);
  if (spec.network.lookbackSteps !== null) whole("The lookback", spec.network.lookbackSteps, 1, 100_000);
  if (spec.gapSteps !== undefined) whole("The gap", spec.gapSteps, 0, 10_000);
  if (spec.window?.kind === "sliding")
    whole("The window", spec.window.windowSteps, fewestHistory(spec), 10_000_000);
  if (!Number.isSafeInteger(spec.seed))
    throw new ForecastError("bad_spec", "The seed must be a whole number.");
  if (spec.selectionFolds + spec.testFolds < 1)
    throw new ForecastError("bad_spec", "A backtest needs a fold.");
  for (const model of spec.models) {
    if (!MODEL_KEYS.includes(model)) throw new ForecastError("bad_spec", `There is no model "${model}".`);
  }
}

/** Periods that must stand before the first cutoff: a season and one step, and eight in any case. */
function fewestHistory(spec: Pick<BacktestSpec, "seasonLength">): number {
  return Math.max(spec.seasonLength + 1, 8);
}

/**
 * Rolling-origin folds, counted back from the last known target: fold k of K has its cutoff at
 * `last − horizon − (K−1−k)·step`, and sees what stands a gap before it. The last `testFolds` are test folds, the earlier ones selection folds.
 * Ascending in time, numbered from 0.
 * @throws ForecastError `too_short` saying how many folds, or which horizon, would fit.
 */
export function planFolds(panel: Panel, spec: BacktestSpec): Fold[] {
  checkSpec(spec);
  const span = knownSpan(panel);
  if (!span) throw new ForecastError("bad_panel", "No series has a single known value.");
  const total = spec.selectionFolds + spec.testFolds;
  const periods = span.last - span.first + 1;
  const least = fewestHistory(spec);
  const gap = spec.gapSteps ?? 0;
  const needed = least + gap + spec.horizonSteps + (total - 1) * spec.stepSteps;
  if (periods < needed) {
    const room = periods - least - gap;
    const folds = room >= spec.horizonSteps ? 1 + Math.floor((room - spec.horizonSteps) / spec.stepSteps) : 0;
    const horizon = room - (total - 1) * spec.stepSteps;
    const fits = [
      folds > 0 ? `${folds} ${folds === 1 ? "fold" : "folds"} with this horizon` : null,
      horizon > 0 ? `a horizon of ${horizon} with these folds` : null,
      folds === 0 && room > 0 ? `one fold with a horizon of ${room}` : null,
    ].filter((text) => text !== null);
    throw new ForecastError(
      "too_short",
      `The data spans ${periods} periods; ${total} folds with a horizon of ${spec.horizonSteps}${gap > 0 ? `, a gap of ${gap}` : ""} and a season of ` +
        `${spec.seasonLength} need ${needed}. ${fits.length ? `What would fit: ${fits.join(", or ")}.` : "Nothing would fit."}`,
    );
  }
  return Array.from({ length: total }, (_, k) => ({
    fold: k,
    role: k < spec.selectionFolds ? ("selection" as const) : ("test" as const),
    cutoffIndex: span.last - spec.horizonSteps - (total - 1 - k) * spec.stepSteps,
  }));
}

/**
 * The forecast that nobody can score yet: it sees the last known target, and begins a gap after it, as the backtest did.
 * Numbered -1.
 */
export function futureFold(panel: Panel, spec: Pick<BacktestSpec, "gapSteps"> = {}): Fold {
  const span = knownSpan(panel);
  if (!span) throw new ForecastError("bad_panel", "No series has a single known value.");
  return { fold: -1, role: "future", cutoffIndex: span.last + (spec.gapSteps ?? 0) };
}

/**
 * One model's forecasts at one cutoff, of a method that learns each series by itself, of the regression over all series, or of
 * today's method. The panel is cut before any model sees it: at the cutoff less the gap, and before the window where it
 * slides; only the forecasts that today's method made beforehand are read from after it, for the model `today`.
 *
 * A series that nothing is known of before the cutoff answers NaN, with a note, and so does the regression where it cannot
 * learn. Quantiles never cross, and are never below zero for a series that never was.
 * @throws ForecastError `cancelled`; `bad_input` for today's method without its column; `bad_panel`; `bad_spec`.
 */
export async function forecastFold(options: {
  panel: Panel;
  spec: BacktestSpec;
  model: LocalModelKey;
  fold: Fold;
  /** All series when left out. */
  seriesIndexes?: Int32Array;
  /** Where the regression learns, when not at this fold: the first fold's `seenIndexOf`. */
  fittedIndex?: number;
  context: EngineContext;
}): Promise<FoldForecast> {
  const { panel, spec, model, fold, context } = options;
  checkSpec(spec);
  checkPanel(panel);
  if (model === "today" && !panel.todayForecast) {
    throw new ForecastError("bad_input", "The data has no column with the forecasts of today's method.");
  }
  const seriesIndexes = options.seriesIndexes ?? Int32Array.from(panel.ids, (_, s) => s);
  const { quantiles, notes } =
    model === "today"
      ? forecastToday({ panel, spec, seriesIndexes, cutoffIndex: fold.cutoffIndex, context })
      : await forecastLearnt({ ...options, model, seriesIndexes });
  return {
    model,
    fold: fold.fold,
    cutoffIndex: fold.cutoffIndex,
    horizonSteps: spec.horizonSteps,
    seriesIndexes,
    quantiles,
    notes,
  };
}

async function forecastLearnt(options: {
  panel: Panel;
  spec: BacktestSpec;
  model: Exclude<LocalModelKey, "today">;
  fold: Fold;
  seriesIndexes: Int32Array;
  fittedIndex?: number;
  context: EngineContext;
}): Promise<{ quantiles: Float32Array; notes: readonly string[] }> {
  const { panel, spec, model, fold, seriesIndexes, context } = options;
  const { seasonLength } = spec;
  const cutoffIndex = seenIndexOf(fold, spec);
  const steps = { gapSteps: spec.gapSteps ?? 0, horizonSteps: spec.horizonSteps };
  const horizonSteps = steps.gapSteps + steps.horizonSteps;
  if (!LEARNS_FROM_ALL.has(model)) {
    const seen = viewOf(panel, spec, cutoffIndex);
    const fitted = await fitLocal({
      ...{ panel: seen, model, seriesIndexes, cutoffIndex, horizonSteps, seasonLength, context },
    });
    return { quantiles: withoutGap(fitted.predict(), steps), notes: fitted.notes };
  }
  const { fittedIndex = cutoffIndex } = options;
  const learnt = viewOf(panel, spec, fittedIndex);
  try {
    const asked = {
      ...{
        panel: learnt,
        cutoffIndex: fittedIndex,
        horizonSteps,
        seasonLength,
        lookbackSteps: null,
        context,
      },
    };
    const isLog = isAboveZero(learnt, fittedIndex);
    const fitted =
      model === "trees"
        ? await fitTrees({
            ...{ ...asked, scaling: "auto", trees: TREES, rows: MOST_ROWS },
            seed: [spec.seed, fittedIndex],
          })
        : await fitRidge({ ...asked, scaling: isLog ? "log" : "auto" });
    const all = fitted.predict({ panel: viewOf(panel, spec, cutoffIndex), cutoffIndex });
    return { quantiles: withoutGap(rowsOf(all, seriesIndexes, horizonSteps), steps), notes: fitted.notes };
  } catch (error) {
    if (!(error instanceof ForecastError) || error.code !== "too_short") throw error;
    const quantiles = new Float32Array(seriesIndexes.length * steps.horizonSteps * LEVEL_COUNT);
    return { quantiles: quantiles.fill(Number.NaN), notes: [error.detail] };
  }
}

/** Whether no series was ever at or below zero up to the cutoff: the regression then learns from logarithms. */
export function isAboveZero(panel: Panel, cutoffIndex: number): boolean {
  const whole = panel.ids.flatMap((_, s) => {
    const { values } = historyOf(panel, s, cutoffIndex);
    return values.every((value) => !(value <= 0)) ? [] : [s];
  });
  return whole.length === 0;
}

function rowsOf(quantiles: Float32Array, seriesIndexes: Int32Array, horizonSteps: number): Float32Array {
  const row = horizonSteps * LEVEL_COUNT;
  const out = new Float32Array(seriesIndexes.length * row);
  seriesIndexes.forEach((s, i) => {
    out.set(quantiles.subarray(s * row, (s + 1) * row), i * row);
  });
  return out;
}

/** Leaves out the steps of the gap: row-major [series] × [gap, then horizon] × [levels]. */
export function withoutGap(
  quantiles: Float32Array,
  { gapSteps, horizonSteps }: { gapSteps: number; horizonSteps: number },
): Float32Array {
  if (gapSteps === 0) return quantiles;
  const [whole, kept] = [(gapSteps + horizonSteps) * LEVEL_COUNT, horizonSteps * LEVEL_COUNT];
  const out = new Float32Array((quantiles.length / whole) * kept);
  for (let from = 0, at = 0; from < quantiles.length; from += whole, at += kept)
    out.set(quantiles.subarray(from + whole - kept, from + whole), at);
  return out;
}

function forecastToday(options: {
  panel: Panel;
  spec: BacktestSpec;
  seriesIndexes: Int32Array;
  cutoffIndex: number;
  context: EngineContext;
}): { quantiles: Float32Array; notes: string[] } {
  const { panel, spec, seriesIndexes, cutoffIndex, context } = options;
  const horizon = spec.horizonSteps;
  const seenIndex = seenIndexOf({ cutoffIndex }, spec);
  const seen = truncatePanel(viewOf(panel, spec, seenIndex), seenIndex);
  const quantiles = new Float32Array(seriesIndexes.length * horizon * LEVEL_COUNT).fill(Number.NaN);
  const unknown: string[] = [];
  const narrow: string[] = [];
  seriesIndexes.forEach((s, i) => {
    throwIfCancelled(context.signal);
    const local = todayAt({ panel, seen, series: s, cutoff: cutoffIndex, horizon });
    const id = panel.ids[s] as string;
    if (!local) {
      unknown.push(id);
      return;
    }
    const isBounded = writeHorizon({
      out: quantiles,
      at: i * horizon * LEVEL_COUNT,
      points: local.points,
      offsets: local.offsets,
      nonNegative: isNonNegative(historyOf(seen, s, seenIndex).values),
    });
    if (!isBounded) narrow.push(id);
  });
  context.onProgress({ fraction: 1, message: `${seriesIndexes.length} of ${seriesIndexes.length} series` });
  const notes: string[] = [];
  if (unknown.length > 0)
    notes.push(`No forecast for ${nameSome(unknown)}: today's method made no forecast.`);
  if (narrow.length > 0)
    notes.push(
      `No interval for ${nameSome(narrow)}: too few past errors, so every quantile is the point forecast.`,
    );
  return { quantiles, notes };
}

/**
 * Today's method: its own column over the horizon. All steps share the offsets of its past errors, because the column
 * does not say how far ahead each forecast was made. Null where it made no forecast in this horizon.
 */
function todayAt(options: {
  panel: Panel;
  seen: Panel;
  series: number;
  cutoff: number;
  horizon: number;
}): LocalForecast | null {
  const { panel, seen, series, cutoff, horizon } = options;
  const points = new Float64Array(horizon).fill(Number.NaN);
  let known = false;
  for (let h = 1; h <= horizon; h += 1) {
    const row = rowAt(panel, series, cutoff + h);
    const value = row < 0 ? Number.NaN : ((panel.todayForecast as Float64Array)[row] as number);
    points[h - 1] = value;
    if (!Number.isNaN(value)) known = true;
  }
  if (!known) return null;
  const errors: number[] = [];
  for (let position = cutoff; position >= 0 && errors.length < 500; position -= 1) {
    const row = rowAt(seen, series, position);
    if (row < 0) continue;
    const error = (seen.values[row] as number) - ((seen.todayForecast as Float64Array)[row] as number);
    if (!Number.isNaN(error)) errors.push(error);
  }
  const learnt = residualOffsets(errors);
  return { points, offsets: Array.from({ length: horizon }, () => learnt) };
}

export { nameSome } from "./pacing.ts";
