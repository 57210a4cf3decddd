import {
  type FindingKind,
  figuresAt,
  findingsOf,
  type SeriesColumns,
} from "#lib/features/datasets/explore/index.ts";
import { type DemandClass, demandClass } from "#lib/features/datasets/index.ts";

/** One series in the list. */
export interface ExploreRow {
  /** Its place in the version. */
  index: number;
  id: string;
  length: number;
  mean: number | null;
  maximum: number | null;
  zeroShare: number | null;
  missing: number;
  outliers: number;
  trend: number | null;
  season: number | null;
  demand: DemandClass;
  findings: FindingKind[];
}

export const SORT_NAMES = {
  place: "as in the file",
  id: "name",
  mean: "mean",
  maximum: "highest",
  zeroShare: "zeros",
  missing: "missing",
  outliers: "outliers",
  trend: "trend",
  season: "season",
  length: "length",
  findings: "findings",
} as const;
export type SortKey = keyof typeof SORT_NAMES;

export interface Sort {
  key: SortKey;
  /** Largest first. */
  isDown: boolean;
}

export interface ExploreFilter {
  text: string;
  demand: DemandClass | "all";
  finding: FindingKind | "any" | "some" | "none";
}

export const NO_FILTER: ExploreFilter = { text: "", demand: "all", finding: "any" };

export function exploreRows({ ids, columns, seasonLength }: SeriesColumns): ExploreRow[] {
  return ids.map((id, index) => {
    const figures = figuresAt(columns, index);
    const known = figures.known ?? 0;
    return {
      index,
      id,
      length: figures.length ?? 0,
      mean: figures.mean,
      maximum: figures.maximum,
      zeroShare: known > 0 ? (figures.zeros ?? 0) / known : null,
      missing: figures.ownMissing ?? 0,
      outliers: figures.outliers ?? 0,
      trend: figures.trend,
      season: figures.season,
      demand: demandClass(figures.adi, figures.cv2),
      findings: findingsOf(figures, seasonLength),
    };
  });
}

export function filterRows(rows: readonly ExploreRow[], filter: ExploreFilter): ExploreRow[] {
  const text = filter.text.trim().toLowerCase();
  const { finding, demand } = filter;
  return rows.filter(
    (row) =>
      (text === "" || row.id.toLowerCase().includes(text)) &&
      (demand === "all" || row.demand === demand) &&
      (finding === "any" ||
        (finding === "some" && row.findings.length > 0) ||
        (finding === "none" && row.findings.length === 0) ||
        row.findings.includes(finding as FindingKind)),
  );
}

/** Sorted anew; what is not defined comes last either way, and equal ones stay in the order of the file. */
export function sortRows(rows: readonly ExploreRow[], { key, isDown }: Sort): ExploreRow[] {
  if (key === "place") return isDown ? rows.toReversed() : [...rows];
  const sign = isDown ? -1 : 1;
  if (key === "id") {
    const compare = new Intl.Collator("en", { numeric: true }).compare;
    return rows.toSorted((a, b) => sign * compare(a.id, b.id) || a.index - b.index);
  }
  const figure = (row: ExploreRow) => (key === "findings" ? row.findings.length : row[key]);
  return rows.toSorted((a, b) => {
    const [one, other] = [figure(a), figure(b)];
    if (one === null || other === null)
      return Number(one === null) - Number(other === null) || a.index - b.index;
    return sign * (one - other) || a.index - b.index;
  });
}

/** Series with each finding, for the choices of the filter. */
export function findingCounts(rows: readonly ExploreRow[]): Map<FindingKind, number> {
  const counts = new Map<FindingKind, number>();
  for (const row of rows) for (const kind of row.findings) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}
