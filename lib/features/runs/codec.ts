import type { SeriesScores } from "#lib/forecast/index.ts";
import { type FoldForecast, type ModelKey, QUANTILE_LEVELS } from "#lib/forecast/types.ts";
import { type Columns, readParquet, writeParquet } from "#lib/platform/parquet/index.ts";

/** All of a forecast but its numbers; stands in the artifact's `detail`. */
export interface ForecastMeta {
  model: ModelKey;
  fold: number;
  cutoffIndex: number;
  horizonSteps: number;
  notes: string[];
}

/** A forecast as it is stored: Parquet with `series` (index in the panel), `step` (from 1) and `q0` … `q20`. */
export interface EncodedForecast {
  meta: ForecastMeta;
  bytes: Uint8Array;
}

const LEVELS = QUANTILE_LEVELS.length;

export async function encodeForecast(forecast: FoldForecast): Promise<EncodedForecast> {
  const { seriesIndexes, horizonSteps, quantiles } = forecast;
  const rows = seriesIndexes.length * horizonSteps;
  const series = new Int32Array(rows);
  const step = new Int32Array(rows);
  const columns: Columns = { series, step };
  for (let row = 0; row < rows; row += 1) {
    series[row] = seriesIndexes[Math.floor(row / horizonSteps)] ?? 0;
    step[row] = (row % horizonSteps) + 1;
  }
  for (let level = 0; level < LEVELS; level += 1) {
    const column = new Float32Array(rows);
    for (let row = 0; row < rows; row += 1) column[row] = quantiles[row * LEVELS + level] ?? Number.NaN;
    columns[`q${level}`] = column;
  }
  const { model, fold, cutoffIndex, notes } = forecast;
  return {
    meta: { model, fold, cutoffIndex, horizonSteps, notes: [...notes] },
    bytes: await writeParquet(columns),
  };
}

export async function decodeForecast({ meta, bytes }: EncodedForecast): Promise<FoldForecast> {
  const columns = await readParquet(bytes);
  const series = columns.series as Int32Array;
  const rows = series.length;
  const count = rows / meta.horizonSteps;
  if (!Number.isInteger(count)) throw new RangeError("A stored forecast does not hold whole series.");
  const seriesIndexes = new Int32Array(count);
  for (let i = 0; i < count; i += 1) seriesIndexes[i] = series[i * meta.horizonSteps] ?? 0;
  const quantiles = new Float32Array(rows * LEVELS);
  for (let level = 0; level < LEVELS; level += 1) {
    const column = columns[`q${level}`] as Float32Array;
    for (let row = 0; row < rows; row += 1) quantiles[row * LEVELS + level] = column[row] ?? Number.NaN;
  }
  return { ...meta, seriesIndexes, quantiles };
}

/** Shards of one model and fold as one forecast, series in ascending order of the shards. */
export function mergeShards(shards: readonly FoldForecast[]): FoldForecast {
  const sorted = [...shards].sort((a, b) => (a.seriesIndexes[0] ?? 0) - (b.seriesIndexes[0] ?? 0));
  const [first] = sorted;
  if (!first) throw new RangeError("There is nothing to merge.");
  if (sorted.length === 1) return first;
  const seriesIndexes = new Int32Array(sorted.reduce((sum, shard) => sum + shard.seriesIndexes.length, 0));
  const quantiles = new Float32Array(sorted.reduce((sum, shard) => sum + shard.quantiles.length, 0));
  let series = 0;
  let at = 0;
  for (const shard of sorted) {
    seriesIndexes.set(shard.seriesIndexes, series);
    quantiles.set(shard.quantiles, at);
    series += shard.seriesIndexes.length;
    at += shard.quantiles.length;
  }
  return { ...first, seriesIndexes, quantiles, notes: [...new Set(sorted.flatMap((shard) => shard.notes))] };
}

/** Scores by series as one table: a row for each model, scope and series. */
export function encodeSeriesScores(groups: readonly SeriesScores[]): Promise<Uint8Array> {
  const total = groups.reduce((sum, group) => sum + group.n.length, 0);
  const model: string[] = [];
  const scope: string[] = [];
  const series = new Int32Array(total);
  const n = new Int32Array(total);
  const names = ["mae", "wape", "smape", "mase", "bias", "coverage80", "coverage95"] as const;
  const values = names.map(() => new Float64Array(total));
  let at = 0;
  for (const group of groups) {
    for (let i = 0; i < group.n.length; i += 1) {
      model.push(group.model);
      scope.push(group.scope);
      series[at + i] = i;
    }
    n.set(group.n, at);
    names.forEach((name, k) => {
      values[k]?.set(group[name], at);
    });
    at += group.n.length;
  }
  const columns: Columns = { model, scope, series, n };
  names.forEach((name, k) => {
    columns[name] = values[k] as Float64Array;
  });
  return writeParquet(columns);
}

export async function decodeSeriesScores(bytes: Uint8Array): Promise<SeriesScores[]> {
  const columns = await readParquet(bytes);
  const model = columns.model as string[];
  const scope = columns.scope as string[];
  const groups: SeriesScores[] = [];
  for (let from = 0; from < model.length; ) {
    let to = from + 1;
    while (to < model.length && model[to] === model[from] && scope[to] === scope[from]) to += 1;
    const of = (name: string) => (columns[name] as Float64Array).slice(from, to);
    groups.push({
      model: model[from] as ModelKey,
      scope: scope[from] as SeriesScores["scope"],
      n: (columns.n as Int32Array).slice(from, to),
      mae: of("mae"),
      wape: of("wape"),
      smape: of("smape"),
      mase: of("mase"),
      bias: of("bias"),
      coverage80: of("coverage80"),
      coverage95: of("coverage95"),
    });
    from = to;
  }
  return groups;
}
