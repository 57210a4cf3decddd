import type { SeriesSummary } from "../profile.ts";

/** Figures of a series that the list shows, sorts and filters by. */
export const FIGURES = [
  "length",
  "known",
  "missing",
  "gaps",
  "longestGap",
  "zeros",
  "negatives",
  "minimum",
  "q25",
  "median",
  "q75",
  "q95",
  "maximum",
  "mean",
  "deviation",
  "adi",
  "cv2",
  "longestZeroRun",
  "stockOuts",
  "stockOutPeriods",
  "trailingZeros",
  "outliers",
  "shifts",
  "largestShift",
  "trend",
  "season",
  "change",
  "endsEarly",
  "sameAs",
  "ownMissing",
] as const;
export type Figure = (typeof FIGURES)[number];
export type SeriesFigures = Record<Figure, number | null>;

/** One entry a series in the order of the version's summary; null is not defined. An immutable blob of the version. */
export interface SeriesColumns {
  /** Of the rules: another one gives other figures. */
  rules: number;
  seasonLength: number;
  ids: string[];
  columns: Record<Figure, (number | null)[]>;
}

/** What the explorer loads: the figures, and the pictures of the version's summary. */
export type ExploredSeries = SeriesColumns & {
  pictures: Pick<SeriesSummary, "binCount" | "low" | "high" | "bins">;
};

/** One series' figures out of the columns. */
export function figuresAt(columns: SeriesColumns["columns"], series: number): SeriesFigures {
  return Object.fromEntries(FIGURES.map((name) => [name, columns[name][series] ?? null])) as SeriesFigures;
}

/** Raise it when a rule of the profile changes: versions are then profiled anew at the next look. */
export const PROFILE_RULES = 2;
