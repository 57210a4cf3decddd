import { z } from "zod";
import { isPrintable, NOT_PRINTABLE } from "#lib/platform/text.ts";
import { ColumnRef, CovariateName, common, TimeText } from "./common.ts";

const Unit = z.string().trim().min(1).max(20).refine(isPrintable, NOT_PRINTABLE).nullable().default(null);
const Factor = z.number().refine((value) => value !== 0, "a factor of 0 would wipe every value out");

/**
 * Another unit or currency: each value times or divided by a factor, by the rate of its day (the last one that began
 * before it), or by another covariate of its row.
 */
export const ConvertStep = z.strictObject({
  ...common,
  kind: z.literal("convert"),
  column: ColumnRef,
  operation: z.enum(["multiply", "divide"]).default("multiply"),
  by: z.discriminatedUnion("of", [
    z.strictObject({ of: z.literal("factor"), factor: Factor }),
    z.strictObject({
      of: z.literal("rates"),
      rates: z
        .array(z.strictObject({ from: TimeText, rate: Factor }))
        .min(1)
        .max(5000),
    }),
    z.strictObject({ of: z.literal("covariate"), column: CovariateName }),
  ]),
  /** In words only: "USD", "€", "cases of 12". */
  unitFrom: Unit,
  unitTo: Unit,
});
