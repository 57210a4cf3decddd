import {
  binValue,
  type DemandClass,
  decodeBins,
  demandClass,
  isUnlikelyZeroRun,
  type SeriesSummary,
} from "#lib/features/datasets/index.ts";

/** One line of the table of series. */
export interface SeriesRow {
  index: number;
  id: string;
  mean: number | null;
  highest: number | null;
  zeroShare: number | null;
  missing: number;
  demand: DemandClass;
  /** Length of a run of zeros that chance does not explain, or 0. */
  zeroRun: number;
  sparkline: (number | null)[];
}

export const SORTS = {
  place: "as in the file",
  mean: "by mean",
  highest: "by highest",
  zeros: "by zeros",
  missing: "by gaps",
  warning: "by run of zeros",
  id: "by name",
} as const;
export type SortKey = keyof typeof SORTS;

export interface SeriesFilter {
  text: string;
  demand: DemandClass | "all";
  warnings: "any" | "only";
  sort: SortKey;
}

export function seriesRows(summary: SeriesSummary): SeriesRow[] {
  const bytes = decodeBins(summary);
  return summary.ids.map((id, index) => {
    const known = summary.known[index] ?? 0;
    const zeros = summary.zeros[index] ?? 0;
    const run = summary.zeroRun[index] ?? 0;
    return {
      index,
      id,
      mean: summary.mean[index] ?? null,
      highest: summary.highest[index] ?? null,
      zeroShare: known > 0 ? zeros / known : null,
      missing: summary.missing[index] ?? 0,
      demand: demandClass(summary.adi[index] ?? null, summary.cv2[index] ?? null),
      zeroRun: isUnlikelyZeroRun({ run, zeros, known }) ? run : 0,
      sparkline: Array.from({ length: summary.binCount }, (_, bin) => binValue(summary, bytes, index, bin)),
    };
  });
}

const VALUES: Record<Exclude<SortKey, "place" | "id">, (row: SeriesRow) => number> = {
  mean: (row) => row.mean ?? Number.NEGATIVE_INFINITY,
  highest: (row) => row.highest ?? Number.NEGATIVE_INFINITY,
  zeros: (row) => row.zeroShare ?? Number.NEGATIVE_INFINITY,
  missing: (row) => row.missing,
  warning: (row) => row.zeroRun,
};

/** Largest first; names and the file's order upwards. */
export function filterSeries(rows: readonly SeriesRow[], filter: SeriesFilter): SeriesRow[] {
  const text = filter.text.trim().toLowerCase();
  const kept = rows.filter(
    (row) =>
      (text === "" || row.id.toLowerCase().includes(text)) &&
      (filter.demand === "all" || row.demand === filter.demand) &&
      (filter.warnings === "any" || row.zeroRun > 0),
  );
  if (filter.sort === "place") return kept;
  if (filter.sort === "id") return kept.sort((a, b) => a.id.localeCompare(b.id, "en", { numeric: true }));
  const value = VALUES[filter.sort];
  return kept.sort((a, b) => value(b) - value(a) || a.index - b.index);
}
