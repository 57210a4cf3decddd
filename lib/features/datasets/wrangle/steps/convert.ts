import { z } from "zod";
import { isPrintable, NOT_PRINTABLE } from "#lib/platform/text.ts";
import { DoesNotFit, numberFrom, numericAt, replaceRows, type Work, withinSql } from "../work.ts";
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
