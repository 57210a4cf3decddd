/**
 * The shapes that cross the engine's seam. Everything here is plain data or typed arrays, so it can be
 * posted to a thread, stored as Parquet, or sent to a browser unchanged.
 */

import type { NetworkFamily } from "./neural/families.ts";

/** A step of the time axis. `int` is an integer position without a calendar. */
export type FrequencyUnit = "min" | "h" | "D" | "W" | "M" | "Q" | "Y" | "int";

export interface Frequency {
  unit: FrequencyUnit;
  /** 15 for "15min", 1 for "D". */
  multiple: number;
}

export type Availability = "past_only" | "known_ahead" | "static";

export interface Covariate {
  name: string;
  availability: Availability;
  kind: "numeric" | "categorical";
  /**
   * Same layout as `Panel.values` (one value a row); a static covariate has one value a series.
   * Categorical values are indexes into `categories`. NaN is missing.
   */
  values: Float64Array;
  categories: readonly string[];
}

/**
 * Many series on one regular time grid, in long layout: series `s` owns rows `offsets[s] … offsets[s+1]-1`,
 * and its first row stands at grid position `starts[s]`. A period without a row in the source is a NaN,
 * never a zero. Rows past the last known `y` may exist to carry covariates known ahead.
 */
export interface Panel {
  ids: readonly string[];
  offsets: Int32Array;
  starts: Int32Array;
  /**
   * Grid positions that each series was moved by, so that all end together; its calendar is read before the move. Left out
   * where none was.
   */
  shifts?: Int32Array;
  values: Float64Array;
  /** The grid: milliseconds since 1970 UTC, or the integer position itself when the unit is `int`. */
  times: Float64Array;
  frequency: Frequency;
  covariates: readonly Covariate[];
  /** Forecasts that today's method made, same layout as `values`; NaN where it made none. */
  todayForecast: Float64Array | null;
}

/** The quantile levels that every forecast carries; the median is the point forecast. */
export const QUANTILE_LEVELS = [
  0.025, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9,
  0.95, 0.975,
] as const;
export const MEDIAN_INDEX = 10;

export const MODEL_KEYS = [
  "naive",
  "seasonal_naive",
  "drift",
  "mean",
  "window_mean",
  "ses",
  "holt",
  "damped",
  "hw_additive",
  "hw_multiplicative",
  "theta",
  "dynamic_theta",
  "ets",
  "auto_ets",
  "mstl",
  "mstl_theta",
  "comb",
  "croston",
  "croston_sba",
  "tsb",
  "adida",
  "imapa",
  "ridge",
  "trees",
  "network",
  "auto",
  "today",
] as const;
export type ModelKey = (typeof MODEL_KEYS)[number];

/** Learnt from all series at once without a network: one task a fold, and no answer where the data is too short. */
export const LEARNS_FROM_ALL: ReadonlySet<ModelKey> = new Set(["ridge", "trees"]);

/** `network`: whatever learns from all series at once and has to be kept alive: networks, boosted trees and the global regression. */
export type ModelFamily = "baseline" | "statistical" | "network" | "today";

export interface NetworkOptions {
  /** Optimiser steps a member. */
  trainingSteps: number;
  /** How many differently seeded members are averaged. */
  members: number;
  /** Input window in steps; null lets the engine choose from season and horizon. */
  lookbackSteps: number | null;
  /** Absent: `mlp`. */
  family?: NetworkFamily;
}

/** How much of the past a fold may learn from: all of it, or the last `windowSteps` periods that it may see. */
export type BacktestWindow = { kind: "expanding" } | { kind: "sliding"; windowSteps: number };

/** What `auto` may spend. */
export interface AutoBudget {
  /** For all that it does in a run: trials, choosing, and the forecasts at every cutoff. */
  budgetSeconds: number;
}

/** What a run asks of the engine. Small numbers, all of them recorded with the run. */
export interface BacktestSpec {
  horizonSteps: number;
  seasonLength: number;
  /** Folds that selection may read. */
  selectionFolds: number;
  /** Last folds: unread until selection has ended. */
  testFolds: number;
  /** Distance between cutoffs. */
  stepSteps: number;
  models: readonly ModelKey[];
  network: NetworkOptions;
  seed: number;
  /** Public holidays that the panel was given as a covariate known ahead, before anything else saw it. Left out or null: none. */
  holidays?: { place: string; name: string; source: string } | null;
  /**
   * Labels by which the panel was masked, before anything else saw it, and by which errors and costs leave periods out.
   * Left out or null: none. `digest` names the very labels, kinds are the caller's words.
   */
  labels?: {
    digest: string;
    counts: Readonly<Record<string, number>>;
    mask: readonly string[];
    leftOut: readonly string[];
    leftOutDigest: string | null;
    promotions: boolean;
  } | null;
  /** Absent: expanding. */
  window?: BacktestWindow;
  /**
   * Periods between the last one that a fold may see and its first forecast step, for data that arrives late. Absent: 0.
   */
  gapSteps?: number;
  /**
   * `once`: networks and the regression learn before the first fold's cutoff, and later folds only bring them new values to
   * forecast from. Methods that learn each series by itself are fitted anew in any case: it costs next to nothing.
   * Absent: `each_fold`.
   */
  refit?: "each_fold" | "once";
  /** Of the model `auto`. */
  auto?: AutoBudget;
}

/**
 * `cutoffIndex` is the grid position before the first forecast step. Without a gap it is the last period that a forecast of
 * this fold may see; with one that is `gapSteps` earlier: see `seenIndexOf`.
 */
export interface Fold {
  fold: number;
  role: "selection" | "test" | "future";
  cutoffIndex: number;
}

/**
 * One model's forecast at one cutoff. `quantiles` is row-major
 * [series in `seriesIndexes`] × [horizon step] × [QUANTILE_LEVELS]; NaN where a series is too short, with a note.
 */
export interface FoldForecast {
  model: ModelKey;
  fold: number;
  cutoffIndex: number;
  horizonSteps: number;
  seriesIndexes: Int32Array;
  quantiles: Float32Array;
  notes: readonly string[];
}

export interface Progress {
  /** 0 to 1 within this call. */
  fraction: number;
  /** Shown as it stands, e.g. "step 120 of 400". */
  message: string;
  /** Present while a network trains. */
  loss?: { step: number; training: number; validation: number | null };
}

/** What a caller hands in, so that the engine needs no clock, no dice and no globals of its own. */
export interface EngineContext {
  /** Aborting stops the work within a second with `ForecastError("cancelled")`. */
  signal: AbortSignal;
  /** Monotonic milliseconds. */
  clock: () => number;
  onProgress: (progress: Progress) => void;
}

/** What `auto` may spend unless told otherwise. */
export const DEFAULT_AUTO: AutoBudget = { budgetSeconds: 60 };

/** What a run asks of the network unless told otherwise. */
export const DEFAULT_NETWORK: NetworkOptions = { trainingSteps: 300, members: 2, lookbackSteps: null };
