import { z } from "zod";
import {
  addCovariate,
  covariateOf,
  DoesNotFit,
  numberFrom,
  numericAt,
  type Work,
  withinSql,
} from "../work.ts";
import { CovariateName, common, TimeText } from "./common.ts";
import { valueSql } from "./filter.ts";

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

export async function runPromotion(work: Work, step: z.output<typeof PromotionStep>): Promise<number> {
  const { when } = step;
  const source = when.of === "days" ? null : covariateOf(work, when.column);
  if (source?.availability === "static")
    throw new DoesNotFit(`“${source.name}” is constant for a series, so it tells no promotions.`);
  const availability = source?.availability ?? "known_ahead";
  await addCovariate(work, { name: step.into, availability, kind: "numeric" }, flagSql(work, step));
  return numberFrom(work, `SELECT count_if(${covariateOf(work, step.into).at} = 1) FROM rows`);
}

function flagSql(work: Work, { when }: z.output<typeof PromotionStep>): string {
  if (when.of === "days") {
    const within = when.ranges.map((range) => withinSql(work, range)).join(" OR ");
    return `CASE WHEN ${within} THEN 1.0 ELSE 0.0 END`;
  }
  const { at } = covariateOf(work, when.column);
  if (when.of === "condition")
    return `CASE WHEN ${at} IS NULL THEN NULL WHEN ${valueSql(work, when)} THEN 1.0 ELSE 0.0 END`;
  numericAt(work, when.column);
  const highest = `max(${at}) OVER (PARTITION BY series ORDER BY ds ROWS BETWEEN ${when.window} PRECEDING AND 1 PRECEDING)`;
  return `CASE WHEN ${at} IS NULL THEN NULL WHEN coalesce(${at} <= ${highest} * (1 - ${when.percent} / 100.0), false) THEN 1.0 ELSE 0.0 END`;
}
