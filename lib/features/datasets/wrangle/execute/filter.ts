import type { z } from "zod";
import { literal } from "#lib/platform/parquet/duck.ts";
import type { FilterStep } from "../steps/filter.ts";
import { columnAt, covariateOf, DoesNotFit, quotedList, replaceRows, type Work, withinSql } from "../work.ts";

const SIGNS = { below: "<", at_most: "<=", equal: "=", at_least: ">=", above: ">" } as const;

function conditionSql(work: Work, where: z.output<typeof FilterStep>["where"]): string {
  if (where.of === "time") return withinSql(work, where);
  if (where.of === "series") {
    const tests = {
      is_one_of: () => `id IN (${quotedList(where.texts)})`,
      contains: () => where.texts.map((text) => `contains(id, ${literal(text)})`).join(" OR "),
      starts_with: () => where.texts.map((text) => `starts_with(id, ${literal(text)})`).join(" OR "),
    };
    return `series IN (SELECT series FROM ids WHERE ${tests[where.how]()})`;
  }
  return valueSql(work, where);
}

/** SQL for a condition on a value; also what marks a promotion. */
export function valueSql(
  work: Work,
  where: { column: string | null; how: keyof typeof SIGNS | "unknown"; value: number | string },
): string {
  const at = columnAt(work, where.column);
  if (where.how === "unknown") return `${at} IS NULL`;
  const isText = where.column !== null && covariateOf(work, where.column).kind === "categorical";
  if (isText) {
    if (where.how !== "equal")
      throw new DoesNotFit(
        `“${where.column}” is a category: it can be equal to a text, not above or below one.`,
      );
    return `coalesce(${at} = ${literal(String(where.value))}, false)`;
  }
  const number = typeof where.value === "number" ? where.value : Number(where.value || Number.NaN);
  if (!Number.isFinite(number)) throw new DoesNotFit(`“${where.value}” is not a number to compare with.`);
  return `coalesce(${at} ${SIGNS[where.how]} CAST(${number} AS DOUBLE), false)`;
}

export async function runFilter(work: Work, step: z.output<typeof FilterStep>): Promise<number> {
  const condition = conditionSql(work, step.where);
  await replaceRows(work, `SELECT * FROM rows WHERE ${step.rows === "keep" ? "" : "NOT "}(${condition})`);
  return 0;
}
