import { z } from "zod";
import { CovariateName, common } from "./common.ts";

/**
 * A covariate against the one of the row before in its series: the difference, the difference in percent of the one
 * before, or the ratio. Not known in a series' first row, where one of both is, and where the one before is 0 (but for
 * the difference). Known ahead when its source is.
 */
export const PriceChangeStep = z.strictObject({
  ...common,
  kind: z.literal("price_change"),
  column: CovariateName,
  as: z.enum(["percent", "difference", "ratio"]).default("percent"),
  into: CovariateName.default("price_change"),
});
