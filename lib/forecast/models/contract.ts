import type { ModelFamily } from "../types.ts";

/** What a local model is told besides the history. */
export interface SeriesOptions {
  /** Steps after which the pattern returns; 1 for none. */
  season: number;
  /** All seasons of the frequency that the history could show, ascending, `season` among them; empty for none. */
  seasons: readonly number[];
}

/** A fitted series. The state is plain JSON and is all that a forecast needs. */
export interface SeriesFit<State extends object> {
  state: State;
  /**
   * What the fitted model would have said at earlier origins, with the parameters of the whole history: row-major
   * [origin `from` … `to`] × [step 1 … `horizon`], where origin t has seen `history[0 … t]`. Intervals come from it.
   */
  replay(options: { from: number; to: number; horizon: number }): Float64Array;
}

/**
 * A method that learns each series by itself. `history` runs from the first known value to the cutoff; gaps are NaN, and
 * each model says what it does with them. States hold no NaN.
 */
export interface LocalModel<State extends object = object> {
  readonly key: string;
  readonly name: string;
  readonly family: Extract<ModelFamily, "baseline" | "statistical">;
  /** Where the method was published. */
  readonly paper: string;
  /** What a missing value means to it. */
  readonly gaps: string;
  /** Known values without which the naive forecast takes its place, with a note. At least 1. */
  fewest(options: SeriesOptions): number;
  /** Null when this history does not suit the method; the naive forecast then takes its place, with a note. */
  fitSeries(history: Float64Array, options: SeriesOptions): SeriesFit<State> | null;
  /** Points of steps 1 to `horizon`, all of them finite. */
  forecast(state: State, horizon: number): Float64Array;
  /**
   * The share of a past error that the fit has already taken in, because it smoothed over what came after: replayed
   * errors are too small by it. 0 unless said otherwise.
   */
  leak?(state: State): number;
  /** The model's first origins have learnt next to nothing; false when even they are as good as later ones. */
  readonly settles: boolean;
  /** Consecutive steps that share their errors; 1 unless said otherwise. */
  stepsAlike?(options: SeriesOptions): number;
}

/** A local model's answer for one series: points and, where errors exist, offsets of each quantile level by step. */
export interface LocalForecast {
  points: Float64Array;
  offsets: (Float64Array | null)[];
}

/** Number of known values. */
export function countKnown(values: Float64Array): number {
  let known = 0;
  for (let t = 0; t < values.length; t += 1) if (!Number.isNaN(values[t] as number)) known += 1;
  return known;
}

/** True when there is a known value and every one is above zero. */
export function isPositive(values: Float64Array): boolean {
  let known = false;
  for (let t = 0; t < values.length; t += 1) {
    const value = values[t] as number;
    if (Number.isNaN(value)) continue;
    if (value <= 0) return false;
    known = true;
  }
  return known;
}

/** Fills a replay: `at(origin, out, from)` writes the `horizon` forecasts of one origin. */
export function replayOf(
  options: { from: number; to: number; horizon: number },
  at: (origin: number, out: Float64Array, from: number) => void,
): Float64Array {
  const { from, to, horizon } = options;
  const out = new Float64Array(Math.max(0, to - from + 1) * horizon);
  for (let origin = from; origin <= to; origin += 1) at(origin, out, (origin - from) * horizon);
  return out;
}
