import { binValue, decodeBins, type SeriesSummary } from "#lib/features/datasets/index.ts";

/** Upper bounds of the first four steps, as multiples of the series' own mean; the fifth has none. */
const HEAT_STEPS = [0.5, 0.85, 1.15, 1.8] as const;

export interface Heat {
  rows: number;
  columns: number;
  /** How many series one row stands for. */
  seriesPerRow: number;
  /** One SVG path a step, cells joined along a row; coordinates are cells. Missing cells are in none. */
  paths: string[];
}

/** 0 to 4 by the ratio to the mean; a series without a mean above zero has no ratio. */
export function heatStep(value: number | null, mean: number | null): number | null {
  if (value === null || mean === null || !(mean > 0)) return null;
  const ratio = value / mean;
  const step = HEAT_STEPS.findIndex((bound) => ratio < bound);
  return step < 0 ? HEAT_STEPS.length : step;
}

/** All series at once, each against its own mean; rows past `maxRows` are joined into averages of neighbours. */
export function prepareHeat(summary: SeriesSummary, maxRows = 120): Heat {
  const bytes = decodeBins(summary);
  const series = summary.ids.length;
  const seriesPerRow = Math.max(1, Math.ceil(series / maxRows));
  const rows = Math.ceil(series / seriesPerRow);
  const paths = Array.from({ length: HEAT_STEPS.length + 1 }, () => "");
  for (let row = 0; row < rows; row += 1) {
    let from = 0;
    let current: number | null = null;
    for (let bin = 0; bin <= summary.binCount; bin += 1) {
      const step = bin < summary.binCount ? rowStep(summary, bytes, { row, bin, seriesPerRow }) : null;
      if (step === current && bin < summary.binCount) continue;
      if (current !== null && bin > from) paths[current] += `M${from} ${row}h${bin - from}v1h${from - bin}z`;
      from = bin;
      current = step;
    }
  }
  return { rows, columns: summary.binCount, seriesPerRow, paths };
}

function rowStep(
  summary: SeriesSummary,
  bytes: Uint8Array,
  cell: { row: number; bin: number; seriesPerRow: number },
): number | null {
  let sum = 0;
  let n = 0;
  const end = Math.min(summary.ids.length, (cell.row + 1) * cell.seriesPerRow);
  for (let s = cell.row * cell.seriesPerRow; s < end; s += 1) {
    const value = binValue(summary, bytes, s, cell.bin);
    const mean = summary.mean[s] ?? null;
    if (value === null || mean === null || !(mean > 0)) continue;
    sum += value / mean;
    n += 1;
  }
  return n === 0 ? null : heatStep(sum / n, 1);
}
