import { ForecastError, throwIfCancelled } from "../errors.ts";
import { nameSome, pause } from "../pacing.ts";
import { checkPanel, historyOf, truncatePanel } from "../panel.ts";
import { LEVEL_COUNT } from "../quantiles.ts";
import type { EngineContext, Panel } from "../types.ts";
import { countKnown, type LocalModel, type SeriesOptions } from "./contract.ts";
import { naive } from "./naive.ts";
import { offsetsOf } from "./past-errors.ts";
import { LOCAL_MODELS } from "./registry.ts";
import { isNonNegative, writeHorizon } from "./residuals.ts";
import { seasonsOf } from "./seasons.ts";

/** Values older than this many periods are not learnt from: they would cost seconds a series and change next to nothing. */
const LONGEST_HISTORY = 10_000;

/** A forecast beyond so many times the largest value ever known is not believed. */
const MOST_GROWTH = 100;

type Replaced = "short" | "unsuited" | "runaway";

/** One series of a fitted panel. */
interface SeriesRecord {
  /** The model's own key, or `naive` where it could not be used. */
  key: string;
  state: object;
  /** Why the naive forecast stands here in place of the model's own; null where it does not. */
  replaced: Replaced | null;
  isNonNegative: boolean;
  /** Offsets of the quantile levels by step; null where no errors are known. */
  offsets: (number[] | null)[];
}

/** What is stored of a fitted local model: plain JSON. */
export interface LocalArtifacts {
  version: 1;
  model: string;
  horizonSteps: number;
  ids: readonly string[];
  /** Null where nothing was known. */
  series: readonly (SeriesRecord | null)[];
  notes: readonly string[];
}

export interface FittedLocal {
  notes: readonly string[];
  /** Row-major [series] × [step] × [QUANTILE_LEVELS]; NaN for a series that nothing was known of. */
  predict(): Float32Array;
  save(): LocalArtifacts;
}

/** A method by its key. @throws ForecastError `bad_spec` when there is none. */
function localModel(key: string): LocalModel {
  const model = LOCAL_MODELS.find((each) => each.key === key);
  if (!model) throw new ForecastError("bad_spec", `There is no local model "${key}".`);
  return model;
}

/**
 * Fits one local method to every series, on what stands at or before `cutoffIndex`. Notes name the series that nothing is
 * known of, those on which the naive forecast had to take the method's place, those whose oldest values were left out, and
 * those without an interval.
 * @throws ForecastError `cancelled`, `bad_panel`, `bad_spec`.
 */
export async function fitLocal(options: {
  panel: Panel;
  model: string;
  cutoffIndex: number;
  horizonSteps: number;
  seasonLength: number;
  /** All series when left out. */
  seriesIndexes?: Int32Array;
  context: EngineContext;
}): Promise<FittedLocal> {
  const { model: key, cutoffIndex, horizonSteps, seasonLength, context } = options;
  const model = localModel(key);
  checkPanel(options.panel);
  const panel = truncatePanel(options.panel, cutoffIndex);
  const indexes = options.seriesIndexes ?? Int32Array.from(panel.ids, (_, s) => s);
  const series: (SeriesRecord | null)[] = [];
  const unknown: string[] = [];
  const replaced: Record<Replaced, string[]> = { short: [], unsuited: [], runaway: [] };
  const cropped: string[] = [];
  const narrow: string[] = [];

  let pausedAt = context.clock();
  for (let i = 0; i < indexes.length; i += 1) {
    const s = indexes[i] as number;
    const id = panel.ids[s] as string;
    const whole = historyOf(panel, s, cutoffIndex).values;
    const history = whole.length > LONGEST_HISTORY ? whole.subarray(whole.length - LONGEST_HISTORY) : whole;
    const season = Math.max(1, Math.trunc(seasonLength));
    const seasons = seasonsOf({ frequency: panel.frequency, season, length: history.length });
    const record = fitOne({ model, history, horizonSteps, series: { season, seasons } });
    series.push(record);
    if (!record) unknown.push(id);
    else {
      if (record.replaced) replaced[record.replaced].push(id);
      if (history !== whole) cropped.push(id);
      if (record.offsets.every((offsets) => offsets === null)) narrow.push(id);
    }
    if (context.clock() - pausedAt > 50) {
      await pause();
      pausedAt = context.clock();
      context.onProgress({
        fraction: (i + 1) / indexes.length,
        message: `${i + 1} of ${indexes.length} series`,
      });
    }
    throwIfCancelled(context.signal);
  }
  context.onProgress({ fraction: 1, message: `${indexes.length} of ${indexes.length} series` });

  const notes: string[] = [];
  if (unknown.length > 0)
    notes.push(`No forecast for ${nameSome(unknown)}: nothing is known before the cutoff.`);
  for (const why of ["short", "unsuited", "runaway"] as const) {
    const names = replaced[why];
    if (names.length > 0)
      notes.push(`${nameSome(names)}: ${REPLACED_WORDS[why](model.name)}, so the last value is repeated.`);
  }
  if (cropped.length > 0)
    notes.push(
      `Only the last ${LONGEST_HISTORY.toLocaleString("en")} periods of ${nameSome(cropped)} were learnt from.`,
    );
  if (narrow.length > 0)
    notes.push(
      `No interval for ${nameSome(narrow)}: too few past errors, so every quantile is the point forecast.`,
    );
  const ids = Array.from(indexes, (s) => panel.ids[s] as string);
  return wrap({ version: 1, model: key, horizonSteps, ids, series, notes });
}

/** Opens what `save` gave. @throws ForecastError `bad_artifact` when it is of another version or incomplete. */
export function loadLocal(artifacts: LocalArtifacts): FittedLocal {
  if (artifacts.version !== 1 || artifacts.series.length !== artifacts.ids.length)
    throw new ForecastError("bad_artifact", "The stored local model is of another version, or incomplete.");
  return wrap(artifacts);
}

const REPLACED_WORDS: Record<Replaced, (name: string) => string> = {
  short: (name) => `too short for ${name}`,
  unsuited: (name) => `not what ${name} is made for`,
  runaway: (name) => `${name} runs away to beyond ${MOST_GROWTH} times the largest value`,
};

function wrap(artifacts: LocalArtifacts): FittedLocal {
  const { horizonSteps, series, notes } = artifacts;
  return {
    notes,
    predict() {
      const out = new Float32Array(series.length * horizonSteps * LEVEL_COUNT).fill(Number.NaN);
      series.forEach((record, i) => {
        if (!record) return;
        writeHorizon({
          out,
          at: i * horizonSteps * LEVEL_COUNT,
          points: localModel(record.key).forecast(record.state, horizonSteps),
          offsets: record.offsets,
          nonNegative: record.isNonNegative,
        });
      });
      return out;
    },
    save: () => artifacts,
  };
}

function fitOne(options: {
  model: LocalModel;
  history: Float64Array;
  horizonSteps: number;
  series: SeriesOptions;
}): SeriesRecord | null {
  const { history, horizonSteps, series } = options;
  if (history.length === 0) return null;
  let model = options.model;
  const isShort = countKnown(history) < model.fewest(series);
  let fit = isShort ? null : model.fitSeries(history, series);
  let points = fit && model.forecast(fit.state, horizonSteps);
  const limit = MOST_GROWTH * largestSize(history);
  let replaced: Replaced | null = null;
  if (!points?.every((point) => Math.abs(point) <= limit)) {
    replaced = isShort ? "short" : fit ? "runaway" : "unsuited";
    model = naive;
    fit = naive.fitSeries(history, series);
    points = fit && naive.forecast(fit.state as { value: number }, horizonSteps);
  }
  if (!fit || !points) return null;
  const offsets = offsetsOf({ model, fit, history, points, series });
  return {
    key: model.key,
    state: fit.state,
    replaced,
    isNonNegative: isNonNegative(history),
    offsets: offsets.map((own) => own && Array.from(own)),
  };
}

function largestSize(history: Float64Array): number {
  let largest = 0;
  for (const value of history) if (Math.abs(value) > largest) largest = Math.abs(value);
  return largest;
}
