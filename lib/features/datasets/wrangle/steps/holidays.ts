import { z } from "zod";
import { CovariateName, common } from "./common.ts";

/**
 * Public holidays of a country, or of a country's region, as a covariate known ahead: 1 in all of a holiday's day and
 * else 0 where periods are days or shorter; where they are longer, how many holidays fall in the period.
 */
export const HolidaysStep = z.strictObject({
  ...common,
  kind: z.literal("holidays"),
  /** `IT`, `Italy`, or with a region, `DE-BY`. */
  place: z.string().trim().min(2, "name a country, such as IT").max(60),
  into: CovariateName.default("public_holiday"),
  /**
   * Periods after the end of the data for which rows are added, so that a forecast knows the holidays in them: to series
   * that have a row in the last period. Their target and other changing covariates are not known.
   */
  ahead: z.int().min(0).max(1000).default(0),
});
