import { z } from "zod";
import { AGGREGATIONS, PARTIAL_PERIODS, ROLL_UP_FREQUENCIES } from "../../roll-up.ts";
import { common, Unknowns } from "./common.ts";

/**
 * To longer periods. The target by the aggregation; today's forecast as a sum; a covariate's number as its mean, its
 * category as the last one. `unknowns: missing` makes a period not known when the series lacks a value that the period
 * could have: at a time at which any series has a row.
 */
export const ResampleStep = z.strictObject({
  ...common,
  kind: z.literal("resample"),
  frequency: z.enum(ROLL_UP_FREQUENCIES),
  aggregation: z.enum(AGGREGATIONS).default("sum"),
  unknowns: Unknowns.default("missing"),
  partialPeriods: z.enum(PARTIAL_PERIODS).default("leave_out"),
});
