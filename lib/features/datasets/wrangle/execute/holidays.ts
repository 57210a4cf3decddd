import type { z } from "zod";
import { addHolidays } from "#lib/forecast/calendar/holidays.ts";
import { addSteps, buildPanel, ForecastError } from "#lib/forecast/index.ts";
import { appendColumns, collectColumns } from "#lib/platform/parquet/columns.ts";
import type { HolidaysStep } from "../steps/holidays.ts";
import { addCovariate, assertFree, covariateOf, DoesNotFit, numberFrom, type Work } from "../work.ts";

export async function runHolidays(work: Work, step: z.output<typeof HolidaysStep>): Promise<number> {
  assertFree(work, step.into);
  if (step.ahead > 0) await addRowsAhead(work, step.ahead);
  const count = await numberFrom(work, "SELECT count(DISTINCT ds) FROM rows");
  const { ds } = await collectColumns(
    await work.connection.stream("SELECT DISTINCT ds FROM rows ORDER BY ds"),
    count,
  );
  const times = ds as Float64Array;
  const values = await holidaysAt(work, step.place, times);
  await work.connection.run("CREATE TABLE holidays (ds BIGINT, n DOUBLE)");
  await appendColumns(work.connection, "holidays", [BigInt64Array.from(times, BigInt), values]);
  await work.connection.run("CREATE TABLE dated AS SELECT rows.*, n FROM rows JOIN holidays USING (ds)");
  await addCovariate(work, { name: step.into, availability: "known_ahead", kind: "numeric" }, "n", "dated");
  await work.connection.run("ALTER TABLE rows DROP COLUMN n");
  await work.connection.run("DROP TABLE dated");
  await work.connection.run("DROP TABLE holidays");
  return numberFrom(work, `SELECT count_if(${covariateOf(work, step.into).at} > 0) FROM rows`);
}

async function addRowsAhead(work: Work, ahead: number): Promise<void> {
  if (work.frequency.unit === "int")
    throw new DoesNotFit("Public holidays need dates, and the times of this data are positions.");
  const last = await numberFrom(work, "SELECT max(ds) FROM rows");
  const times = Array.from({ length: ahead }, (_, i) => addSteps(last, i + 1, work.frequency));
  const fields = work.covariates.map(({ at, availability }) =>
    availability === "static" ? `any_value(${at}) AS ${at}` : `NULL AS ${at}`,
  );
  await work.connection.run(`
    INSERT INTO rows BY NAME
    WITH ended AS (SELECT series, NULL AS y, NULL AS today ${fields.map((sql) => `, ${sql}`).join("")}
      FROM rows GROUP BY series HAVING max(ds) = ${last})
    SELECT ended.*, CAST(t.ds AS BIGINT) AS ds FROM ended, (SELECT unnest([${times.join(", ")}]) AS ds) AS t`);
}

/** What the engine's own calendar says of each time. */
async function holidaysAt(work: Work, place: string, times: Float64Array): Promise<Float64Array> {
  // The table of the world's holidays is heavy and seldom needed.
  const { holidayCalendar } = await import("#lib/forecast/calendar/countries.ts");
  try {
    const panel = buildPanel({
      ids: ["all"],
      seriesOfRow: new Int32Array(times.length),
      times,
      values: new Float64Array(times.length),
      frequency: work.frequency,
    });
    const untilPosition = panel.times.length - 1;
    const calendar = holidayCalendar({ place, panel, untilPosition });
    const { covariates } = addHolidays({ panel, calendar, untilPosition }).panel;
    const byTime = new Map(Array.from(panel.times, (time, i) => [time, covariates[0]?.values[i] ?? 0]));
    return Float64Array.from(times, (time) => byTime.get(time) ?? 0);
  } catch (error) {
    if (error instanceof ForecastError) throw new DoesNotFit(error.detail);
    throw error;
  }
}
