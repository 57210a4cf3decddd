import type { z } from "zod";
import type { ConvertStep } from "../steps/convert.ts";
import { DoesNotFit, numberFrom, numericAt, replaceRows, type Work, withinSql } from "../work.ts";

export async function runConvert(work: Work, step: z.output<typeof ConvertStep>): Promise<number> {
  const at = numericAt(work, step.column);
  const factor = await factorSql(work, step.by);
  const sign = step.operation === "multiply" ? "*" : "/";
  const of = (column: string) =>
    `CASE WHEN isfinite(${column} ${sign} ${factor}) THEN ${column} ${sign} ${factor} END`;
  const lost = await numberFrom(work, `SELECT count_if(${at} IS NOT NULL AND (${of(at)}) IS NULL) FROM rows`);
  if (lost > 0)
    throw new DoesNotFit(
      `For ${lost.toLocaleString("en")} values there is nothing to ${step.operation} by (it is not known, or 0). Fill it first, or leave those rows out.`,
    );
  const changed = await numberFrom(work, `SELECT count_if(${at} <> (${of(at)})) FROM rows`);
  // Today's forecast is of the target and in its unit.
  const today = step.column === null ? `, ${of("today")} AS today` : "";
  await replaceRows(work, `SELECT * REPLACE (${of(at)} AS ${at}${today}) FROM rows`);
  return changed;
}

async function factorSql(work: Work, by: z.output<typeof ConvertStep>["by"]): Promise<string> {
  if (by.of === "factor") return `CAST(${by.factor} AS DOUBLE)`;
  if (by.of === "covariate") return numericAt(work, by.column);
  const rates = [...by.rates].sort((a, b) => (a.from < b.from ? 1 : -1));
  const cases = rates.map(
    ({ from, rate }) => `WHEN ${withinSql(work, { from, to: null })} THEN CAST(${rate} AS DOUBLE)`,
  );
  const before = await numberFrom(
    work,
    `SELECT count(*) FROM rows WHERE NOT ${withinSql(work, { from: (rates.at(-1) as { from: string }).from, to: null })}`,
  );
  if (before > 0)
    throw new DoesNotFit(
      `${before.toLocaleString("en")} rows stand before the first rate. Add an earlier rate, or filter those rows out.`,
    );
  return `(CASE ${cases.join(" ")} END)`;
}
