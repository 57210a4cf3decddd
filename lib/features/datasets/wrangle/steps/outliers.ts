import { z } from "zod";
import { ColumnRef, CovariateName, common } from "./common.ts";

/**
 * Values outside two limits. `range`: the two that are given. `quartiles`: each series' Q1 − width·(Q3 − Q1) and
 * Q3 + width·(Q3 − Q1) (Tukey 1977; quantiles with linear interpolation). `deviation`: its median ± width·1.4826·MAD,
 * MAD being the median distance from the median (Leys et al. 2013). A series whose spread is 0 has no outliers.
 */
export const OutliersStep = z
  .strictObject({
    ...common,
    kind: z.literal("outliers"),
    column: ColumnRef,
    by: z.enum(["quartiles", "deviation", "range"]).default("quartiles"),
    width: z.number().min(0.5).max(100).default(3),
    low: z.number().nullable().default(null),
    high: z.number().nullable().default(null),
    /** To the limit; to not known; or left as it is with a covariate that is 1 there and else 0. */
    action: z.enum(["clip", "missing", "mark"]).default("mark"),
    /** Of the covariate that marks them. */
    mark: CovariateName.default("is_outlier"),
  })
  .refine((step) => step.by !== "range" || step.low !== null || step.high !== null, {
    message: "give the lowest value, the highest, or both",
    path: ["low"],
  })
  .refine((step) => step.low === null || step.high === null || step.low <= step.high, {
    message: "the lowest value is above the highest",
    path: ["low"],
  });
