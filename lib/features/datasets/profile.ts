import { z } from "zod";
import { AVAILABILITIES } from "./recipe.ts";
import { TIME_FORMATS } from "./times.ts";

/** Demand classes of Syntetos, Boylan and Croston (2005): ADI 1.32, CV² 0.49. */
export const DEMAND_CLASSES = ["smooth", "erratic", "intermittent", "lumpy", "none"] as const;
export type DemandClass = (typeof DEMAND_CLASSES)[number];

/**
 * `adi` is the mean distance between periods with demand, in periods; `cv2` the squared coefficient of variation of
 * the non-zero values. NaN or null (no demand at all) is `none`.
 */
export function demandClass(adi: number | null, cv2: number | null): DemandClass {
  if (adi === null || cv2 === null || Number.isNaN(adi) || Number.isNaN(cv2)) return "none";
  if (adi < 1.32) return cv2 < 0.49 ? "smooth" : "erratic";
  return cv2 < 0.49 ? "intermittent" : "lumpy";
}

/**
 * True when a run of zeros is longer than chance would explain: with a share p of zeros in n periods, a run of length
 * L is expected n·p^L times; under 0.01 it is called unlikely. Runs under 7 periods never are.
 */
export function isUnlikelyZeroRun(options: { run: number; zeros: number; known: number }): boolean {
  const { run, zeros, known } = options;
  if (run < 7 || known === 0 || zeros >= known) return false;
  return known * (zeros / known) ** run < 0.01;
}

const Count = z.number().int().nonnegative();

const CovariateProfileSchema = z.object({
  name: z.string(),
  availability: z.enum(AVAILABILITIES),
  kind: z.enum(["numeric", "categorical"]),
  missing: Count,
  /** Rows without a target in which this covariate has a value. */
  ahead: Count,
  minimum: z.number().nullable(),
  maximum: z.number().nullable(),
  mean: z.number().nullable(),
  /** Categories in order, at most 50 of `categoryCount`. */
  categories: z.array(z.string()),
  categoryCount: Count,
});
export type CovariateProfile = z.infer<typeof CovariateProfileSchema>;

/** What was understood of a version, counted over all of it. Times are UTC milliseconds, or positions for `int`. */
export const ProfileSchema = z.object({
  rows: Count,
  series: Count,
  timeFormat: z.enum(TIME_FORMATS),
  frequency: z.string(),
  isFrequencyChosen: z.boolean(),
  firstTime: z.number(),
  lastTime: z.number(),
  /** Grid positions from the first to the last time. */
  periods: Count,
  /** Grid positions at which no series has a row: closed days, say. */
  emptyPeriods: Count,
  /** Periods absent within the series' own spans, added up, empty periods included. */
  missingPeriods: Count,
  /** Of these, periods that another series does have: gaps of a series' own. */
  ownGaps: Count,
  seriesWithOwnGaps: Count,
  knownTargets: Count,
  blankTargets: Count,
  lastKnownTime: z.number(),
  minimum: z.number(),
  maximum: z.number(),
  mean: z.number(),
  isWhole: z.boolean(),
  zeros: Count,
  negatives: Count,
  shortestSeries: Count,
  longestSeries: Count,
  mostlyZeroSeries: Count,
  unlikelyZeroRuns: Count,
  longestUnlikelyZeroRun: Count,
  classes: z.record(z.enum(DEMAND_CLASSES), Count),
  todayForecasts: Count.nullable(),
  covariates: z.array(CovariateProfileSchema),
});
export type Profile = z.infer<typeof ProfileSchema>;

/** Columns of numbers, one entry a series: what the table and the picture of all series are drawn from. */
export interface SeriesSummary {
  ids: string[];
  /** Grid position of the first and last row. */
  first: number[];
  last: number[];
  known: number[];
  mean: (number | null)[];
  highest: (number | null)[];
  lowest: (number | null)[];
  zeros: number[];
  negatives: number[];
  /** Absent periods within the series' span. */
  missing: number[];
  zeroRun: number[];
  adi: (number | null)[];
  cv2: (number | null)[];
  /** The grid in `binCount` stretches of `binSteps` periods, each series' mean in each: 0–254 from `low` to `high`, 255 is missing. */
  binCount: number;
  binSteps: number;
  low: number[];
  high: number[];
  /** Base64 of one byte a series and bin, row by row. */
  bins: string;
}

/** The mean of a bin of a series, or null where it has none. `bytes` is `bins` decoded. */
export function binValue(
  summary: SeriesSummary,
  bytes: Uint8Array,
  series: number,
  bin: number,
): number | null {
  const step = bytes[series * summary.binCount + bin];
  if (step === undefined || step === 255) return null;
  const low = summary.low[series] ?? 0;
  const high = summary.high[series] ?? 0;
  return low + (step / 254) * (high - low);
}

export function decodeBins(summary: SeriesSummary): Uint8Array {
  const text = atob(summary.bins);
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}
