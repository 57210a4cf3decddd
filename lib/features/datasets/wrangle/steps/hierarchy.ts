import { z } from "zod";
import { CovariateName, common, Unknowns } from "./common.ts";

/** Totals beside the items: of all, of each value of a category that is constant for a series, of a part of the names. */
export const HierarchyStep = z.strictObject({
  ...common,
  kind: z.literal("hierarchy"),
  levels: z
    .array(
      z.discriminatedUnion("of", [
        z.strictObject({ of: z.literal("total"), name: CovariateName.default("Total") }),
        z.strictObject({ of: z.literal("covariate"), column: CovariateName }),
        z.strictObject({
          of: z.literal("name_part"),
          /** What stands between the parts of a name: " / " where columns were joined. */
          separator: z.string().min(1).max(5).default(" / "),
          /** From 1. */
          part: z.int().min(1).max(10).default(1),
        }),
      ]),
    )
    .min(1, "choose at least one level")
    .max(5),
  items: z.enum(["keep", "leave_out"]).default("keep"),
  aggregation: z.enum(["sum", "mean"]).default("sum"),
  unknowns: Unknowns.default("missing"),
});
