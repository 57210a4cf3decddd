import { z } from "zod";
import { DEMAND_CLASSES } from "./demand.ts";
import { AVAILABILITIES } from "./recipe-words.ts";
import { AGGREGATIONS, EMPTY_PERIODS, PARTIAL_PERIODS, RETURNS, ROLL_UP_FREQUENCIES } from "./roll-up.ts";
import { TIME_FORMATS } from "./times.ts";
import { StepFactsSchema } from "./wrangle/step-schema.ts";

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

const RollUpFactsSchema = z.object({
  frequency: z.enum(ROLL_UP_FREQUENCIES),
  aggregation: z.enum(AGGREGATIONS),
  returns: z.enum(RETURNS),
  emptyPeriods: z.enum(EMPTY_PERIODS),
  partialPeriods: z.enum(PARTIAL_PERIODS),
  rowsBefore: Count,
  /** Rows with a negative target, and their sum. */
  returnRows: Count,
  returnedUnits: z.number(),
  /** Starts of the first and last period that were left out because the data do not cover them, UTC milliseconds. */
  periodsLeftOut: z.array(z.number()),
  /** Rows added for periods without one. */
  zerosFilled: Count,
});
export type RollUpFacts = z.infer<typeof RollUpFactsSchema>;

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
  /** What rolling up did; null where rows were taken as they are. */
  rollUp: RollUpFactsSchema.nullable().default(null),
  /** What each step of the recipe did, in their order. */
  steps: z.array(StepFactsSchema).default([]),
});
export type Profile = z.infer<typeof ProfileSchema>;
