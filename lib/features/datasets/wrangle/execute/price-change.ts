import type { z } from "zod";
import type { PriceChangeStep } from "../steps/price-change.ts";
import { addCovariate, covariateOf, DoesNotFit, numberFrom, numericAt, type Work } from "../work.ts";

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
