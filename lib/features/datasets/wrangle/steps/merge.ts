import { z } from "zod";
import { CovariateName, common, SeriesName, Unknowns } from "./common.ts";

/** Several series become one: an item that got a new number, say. */
export const MergeStep = z.strictObject({
  ...common,
  kind: z.literal("merge"),
  series: z.array(SeriesName).min(2, "name at least two series").max(1000),
  into: CovariateName,
  aggregation: z.enum(["sum", "mean", "maximum", "minimum"]).default("sum"),
  unknowns: Unknowns.default("missing"),
});
