import { z } from "zod";
import { addCovariate, covariateOf, DoesNotFit, numberFrom, numericAt, type Work } from "../work.ts";
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

export async function runPriceChange(work: Work, step: z.output<typeof PriceChangeStep>): Promise<number> {
  const at = numericAt(work, step.column);
  const { availability } = covariateOf(work, step.column);
  if (availability === "static")
    throw new DoesNotFit(`“${step.column}” is constant for a series, so it never changes.`);
  const before = `lag(${at}) OVER (PARTITION BY series ORDER BY ds)`;
  const values = {
    difference: `${at} - ${before}`,
    percent: `100 * (${at} / nullif(${before}, 0) - 1)`,
    ratio: `${at} / nullif(${before}, 0)`,
  };
  await addCovariate(work, { name: step.into, availability, kind: "numeric" }, values[step.as]);
  return numberFrom(work, `SELECT count(${covariateOf(work, step.into).at}) FROM rows`);
}
