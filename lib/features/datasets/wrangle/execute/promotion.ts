import type { z } from "zod";
import type { PromotionStep } from "../steps/promotion.ts";
import {
  addCovariate,
  covariateOf,
  DoesNotFit,
  numberFrom,
  numericAt,
  type Work,
  withinSql,
} from "../work.ts";
import { valueSql } from "./filter.ts";

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
