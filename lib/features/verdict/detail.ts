import { z } from "zod";
import { MODEL_KEYS } from "#lib/forecast/index.ts";

const model = z.enum(MODEL_KEYS);
/** JSON has no NaN: what is not defined is null. */
const maybe = z.number().nullable();

const StepSchema = z.object({
  from: model,
  to: model,
  units: z.number(),
  yearlyCostFrom: maybe,
  yearlyCostTo: maybe,
  yearlySaving: maybe,
  lower: maybe,
  upper: maybe,
  share: maybe,
  yearlyUpkeep: z.number(),
  npv: maybe,
  outcome: z.enum(["pays", "no_saving", "not_proven", "not_worth_it", "too_few_units"]),
});
export type StoredStep = z.infer<typeof StepSchema>;

const MethodCostSchema = z.object({
  model,
  /** Money on the scored test periods. */
  short: z.number(),
  over: z.number(),
  unitsShort: z.number(),
  unitsOver: z.number(),
  /** Money by scored test fold, in their order; verdicts of before it was kept have none. */
  byFold: z.array(z.number()).optional(),
});
export type MethodCost = z.infer<typeof MethodCostSchema>;

/** `Verdict.detail`: all that the sentence rests on. */
export const VerdictDetailSchema = z.object({
  answer: z.enum(["baseline_suffices", "statistics_suffice", "network_pays", "too_little_evidence"]),
  recommended: model,
  decisive: StepSchema.nullable(),
  steps: z.array(StepSchema),
  unit: z.enum(["series", "time_block"]),
  units: z.number(),
  testFolds: z.number(),
  lack: z.enum(["units", "test_folds", "wide_interval"]).nullable(),
  currency: z.string(),
  prices: z.object({ under: z.number(), over: z.number() }),
  /** The quantile that every method orders at. */
  quantile: z.number(),
  /** "56 days" */
  testPeriods: z.string(),
  /** Money on the test folds times this is money a year. */
  yearlyFactor: z.number(),
  /** Where the factor is from: the ROI case's volume, the calendar, or nowhere (then it is 1 and nothing is yearly). */
  yearlyFrom: z.enum(["volume", "calendar", "none"]),
  /** Units sold in the scored test periods. */
  demand: z.number(),
  /** Test periods that labels leave out, and of how many series; absent where there are none. */
  leftOut: z.object({ periods: z.int(), series: z.int() }).optional(),
  hasRoiCase: z.boolean(),
  costs: z.array(MethodCostSchema),
  /** Forecanvas looked for a better method on the past before the first fold, and found none. */
  baselineStands: z.boolean().optional(),
});
export type VerdictDetail = z.infer<typeof VerdictDetailSchema>;
