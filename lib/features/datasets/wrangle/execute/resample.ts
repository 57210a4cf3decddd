import type { z } from "zod";
import { addSteps, formatFrequency, parseFrequency } from "#lib/forecast/index.ts";
import { rowsOf } from "#lib/platform/parquet/duck.ts";
import { nextPeriod, periodStart } from "../../reading/roll-up.ts";
import type { ResampleStep } from "../steps/resample.ts";
import { DoesNotFit, replaceRows, type Work } from "../work.ts";

const MONTHLY = ["M", "Q", "Y"];
const TOTALS = {
  sum: "sum(y)",
  mean: "avg(y)",
  minimum: "min(y)",
  maximum: "max(y)",
  last: "arg_max(y, ds)",
  count: "CAST(count(y) AS DOUBLE)",
} as const;

export async function runResample(work: Work, step: z.output<typeof ResampleStep>): Promise<number> {
  const wanted = parseFrequency(step.frequency);
  const now = work.frequency;
  if (now.unit === "int")
    throw new DoesNotFit("The times of this data are positions, which belong to no day, week or month.");
  // Around the middle of a year, so that no leap day decides.
  const middle = Date.UTC(2023, 6, 1);
  if (addSteps(middle, 1, wanted) <= addSteps(middle, 1, now))
    throw new DoesNotFit(
      `The data stand at ${formatFrequency(now)} already. Resampling makes periods longer: choose a longer one.`,
    );
  const { frequency } = step;
  // Months are counted by their calendar month, wherever in it their date stands.
  const of = (sql: string) =>
    periodStart(MONTHLY.includes(now.unit) ? periodStart(sql, "M") : sql, frequency);
  const leftOut = step.partialPeriods === "leave_out" ? await partialPeriods(work, of, frequency) : [];
  const covariates = work.covariates.map(({ at, kind }) =>
    kind === "numeric" ? `avg(${at}) AS ${at}` : `arg_max(${at}, ds) AS ${at}`,
  );
  const isWhole = step.unknowns === "known_only" ? "true" : "count(y) >= any_value(possible.n)";
  // A period that is counted is 0 when nothing is known in it, so unknowns decide there as well.
  await replaceRows(
    work,
    `WITH placed AS (SELECT *, ${of("ds")} AS period FROM rows),
       possible AS (SELECT period, count(DISTINCT ds) AS n FROM placed WHERE y IS NOT NULL GROUP BY period)
     SELECT series, period AS ds, CASE WHEN count(y) > 0 AND ${isWhole} THEN ${TOTALS[step.aggregation]} END AS y,
       sum(today) AS today ${covariates.map((sql) => `, ${sql}`).join("")}
     FROM placed LEFT JOIN possible USING (period)
     ${leftOut.length > 0 ? `WHERE period NOT IN (${leftOut.join(", ")})` : ""} GROUP BY series, period`,
  );
  work.frequency = wanted;
  return 0;
}

/** Starts of the first and of the last period when the data begin or end within them. */
async function partialPeriods(
  work: Work,
  of: (sql: string) => string,
  frequency: z.output<typeof ResampleStep>["frequency"],
): Promise<number[]> {
  const unit = work.frequency.unit;
  const month = (sql: string) => (MONTHLY.includes(unit) ? periodStart(sql, "M") : sql);
  const [ends] = await rowsOf(
    work.connection,
    `SELECT ${month("min(ds)")} AS first, ${month("max(ds)")} AS last, ${of("min(ds)")} AS start, ${of("max(ds)")} AS stop,
       ${nextPeriod(of("max(ds)"), frequency)} AS past FROM rows`,
  );
  const [first, last, start, stop, past] = ["first", "last", "start", "stop", "past"].map((name) =>
    Number(ends?.[name]),
  ) as [number, number, number, number, number];
  // The step before the first row, and the one after the last, tell whether the period could hold one more.
  const isFirst = addSteps(first, -1, work.frequency) >= start;
  const isLast = addSteps(last, 1, work.frequency) < past;
  return [...new Set([...(isFirst ? [start] : []), ...(isLast ? [stop] : [])])];
}
