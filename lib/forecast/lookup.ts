import { rowAt } from "./panel.ts";
import { LEVEL_COUNT } from "./quantiles.ts";
import { type Fold, type FoldForecast, MEDIAN_INDEX, type ModelKey, type Panel } from "./types.ts";

/** Finds a quantile row among a run's forecasts, however they were cut into shards of series. */
export interface ForecastLookup {
  models: readonly ModelKey[];
  /** Offset of the row of levels in `source.quantiles`, or null. */
  find(
    model: ModelKey,
    fold: number,
    series: number,
    step: number,
  ): { source: FoldForecast; at: number } | null;
  hasFold(model: ModelKey, fold: number): boolean;
}

export function lookupForecasts(forecasts: readonly FoldForecast[], seriesCount: number): ForecastLookup {
  const models: ModelKey[] = [];
  const slots = new Map<string, { source: Int32Array; local: Int32Array; parts: FoldForecast[] }>();
  for (const forecast of forecasts) {
    if (!models.includes(forecast.model)) models.push(forecast.model);
    const key = `${forecast.model}/${forecast.fold}`;
    let slot = slots.get(key);
    if (!slot) {
      slot = { source: new Int32Array(seriesCount).fill(-1), local: new Int32Array(seriesCount), parts: [] };
      slots.set(key, slot);
    }
    const part = slot.parts.push(forecast) - 1;
    for (let i = 0; i < forecast.seriesIndexes.length; i += 1) {
      const s = forecast.seriesIndexes[i] as number;
      slot.source[s] = part;
      slot.local[s] = i;
    }
  }
  return {
    models,
    hasFold: (model, fold) => slots.has(`${model}/${fold}`),
    find(model, fold, series, step) {
      const slot = slots.get(`${model}/${fold}`);
      const source = slot?.parts[slot.source[series] ?? -1];
      if (!slot || !source) return null;
      return { source, at: ((slot.local[series] as number) * source.horizonSteps + step - 1) * LEVEL_COUNT };
    },
  };
}

/** The point forecast of a step, NaN when there is none. */
export function pointOf(
  lookup: ForecastLookup,
  model: ModelKey,
  fold: number,
  series: number,
  step: number,
): number {
  const found = lookup.find(model, fold, series, step);
  return found ? (found.source.quantiles[found.at + MEDIAN_INDEX] as number) : Number.NaN;
}

/** The actual of step 1, 2, … after a fold's cutoff, NaN when it is not known. */
export function actualAt(panel: Panel, series: number, fold: Fold, step: number): number {
  const row = rowAt(panel, series, fold.cutoffIndex + step);
  return row < 0 ? Number.NaN : (panel.values[row] as number);
}
