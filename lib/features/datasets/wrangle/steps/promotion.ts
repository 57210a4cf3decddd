import { z } from "zod";
import { CovariateName, common, TimeText } from "./common.ts";

/**
 * A covariate that is 1 in a promotion and else 0: where a covariate meets a condition; where a price stands at least
 * `percent` below the highest of the `window` rows before it in its series; or on given days. A price that is not known
 * gives not known.
 */
export const PromotionStep = z.strictObject({
  ...common,
  kind: z.literal("promotion"),
  when: z.discriminatedUnion("of", [
    z.strictObject({
      of: z.literal("condition"),
      column: CovariateName,
      how: z.enum(["below", "at_most", "equal", "at_least", "above"]),
      value: z.union([z.number(), z.string().max(1000)]),
    }),
    z.strictObject({
      of: z.literal("price_drop"),
      column: CovariateName,
      percent: z.number().min(1).max(99),
      window: z.int().min(1).max(1000).default(28),
    }),
    z.strictObject({
      of: z.literal("days"),
      ranges: z
        .array(z.strictObject({ from: TimeText, to: TimeText }))
        .min(1)
        .max(500),
    }),
  ]),
  into: CovariateName.default("promotion"),
});
