import { seriesRange } from "#lib/forecast/index.ts";
import { type FoldForecast, type ModelKey, type Panel, QUANTILE_LEVELS } from "#lib/forecast/types.ts";

/** Two machines agree on a number when they differ by at most this share of max(|a|, |b|, the series' mean). */
export const TOLERANCE = 1e-4;

/** How far a replay's quantiles are from those of the run that it repeats. */
export interface Difference {
  /** How many numbers both have. */
  values: number;
  /** Every one is the same to the last bit, and both have the same ones. */
  identical: boolean;
  /** The largest |a − b| / max(|a|, |b|, the series' mean absolute value). */
  largest: number;
  /** How many are further apart than the tolerance. */
  above: number;
  /** Where the largest is; null when there is no difference. */
  worst: {
    model: ModelKey;
    fold: number;
    /** Index in the panel, and its name. */
    series: number;
    seriesName: string;
    /** From 1. */
    step: number;
    level: number;
    original: number;
    replay: number;
  } | null;
  /** Numbers that only the replay has, and only the original. */
  missingInOriginal: number;
  missingInReplay: number;
}

export interface Comparison {
  tolerance: number;
  overall: Difference;
  models: (Difference & { model: ModelKey })[];
  runtimes: { original: Record<string, string> | null; replay: Record<string, string> | null };
}

/** Mean absolute known value of each series; 0 where nothing is known or all is zero. */
export function meanLevels(panel: Panel): Float64Array {
  return Float64Array.from(panel.ids, (_, series) => {
    const { from, to } = seriesRange(panel, series);
    let sum = 0;
    let known = 0;
    for (let row = from; row < to; row += 1) {
      const value = panel.values[row] as number;
      if (Number.isNaN(value)) continue;
      sum += Math.abs(value);
      known += 1;
    }
    return known > 0 ? sum / known : 0;
  });
}

/** Compares one model's forecasts of one fold, number by number. */
export function compareForecasts(options: {
  original: FoldForecast;
  replay: FoldForecast;
  ids: readonly string[];
  levels: Float64Array;
}): Difference {
  const { original, replay, ids, levels } = options;
  const isAlike =
    original.model === replay.model &&
    original.fold === replay.fold &&
    original.cutoffIndex === replay.cutoffIndex &&
    original.quantiles.length === replay.quantiles.length &&
    original.seriesIndexes.every((series, i) => series === replay.seriesIndexes[i]);
  if (!isAlike) throw new RangeError("The two runs did not forecast the same thing.");
  const count = QUANTILE_LEVELS.length;
  const perSeries = original.horizonSteps * count;
  const result: Difference = { ...NONE };
  for (let i = 0; i < original.quantiles.length; i += 1) {
    const a = original.quantiles[i] as number;
    const b = replay.quantiles[i] as number;
    if (Number.isNaN(a) || Number.isNaN(b)) {
      if (!Number.isNaN(b)) result.missingInOriginal += 1;
      if (!Number.isNaN(a)) result.missingInReplay += 1;
      continue;
    }
    result.values += 1;
    if (Object.is(a, b)) continue;
    result.identical = false;
    const series = original.seriesIndexes[Math.floor(i / perSeries)] as number;
    const scale = Math.max(Math.abs(a), Math.abs(b), levels[series] as number);
    // Only 0 and -0 have no scale.
    const apart = scale > 0 ? Math.abs(a - b) / scale : 0;
    if (apart > TOLERANCE) result.above += 1;
    if (result.worst && apart <= result.largest) continue;
    result.largest = apart;
    result.worst = {
      model: original.model,
      fold: original.fold,
      series,
      seriesName: ids[series] ?? "",
      step: (Math.floor(i / count) % original.horizonSteps) + 1,
      level: QUANTILE_LEVELS[i % count] as number,
      original: a,
      replay: b,
    };
  }
  if (result.missingInOriginal + result.missingInReplay > 0) result.identical = false;
  return result;
}

const NONE: Difference = {
  values: 0,
  identical: true,
  largest: 0,
  above: 0,
  worst: null,
  missingInOriginal: 0,
  missingInReplay: 0,
};

export function mergeDifferences(parts: readonly Difference[]): Difference {
  return parts.reduce(
    (sum, part) => ({
      values: sum.values + part.values,
      identical: sum.identical && part.identical,
      largest: Math.max(sum.largest, part.largest),
      above: sum.above + part.above,
      worst: part.worst && (!sum.worst || part.largest > sum.largest) ? part.worst : sum.worst,
      missingInOriginal: sum.missingInOriginal + part.missingInOriginal,
      missingInReplay: sum.missingInReplay + part.missingInReplay,
    }),
    NONE,
  );
}
