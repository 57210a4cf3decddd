import { rowsOf } from "#lib/platform/parquet/duck.ts";
import type { ProblemList } from "../problems.ts";
import type { RollUpFacts } from "../profile-schema.ts";
import type { RollUp, RollUpFrequency } from "../roll-up.ts";
import type { IndexedColumn } from "./expressions.ts";
import type { RawTable } from "./table.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** The first Monday after 1970 began: weeks start on Monday, as in ISO 8601. */
const MONDAY_MS = 4 * DAY_MS;
const STEPS: Partial<Record<RollUpFrequency, [stepMs: number, offsetMs: number]>> = {
  "15min": [15 * MINUTE_MS, 0],
  h: [60 * MINUTE_MS, 0],
  D: [DAY_MS, 0],
  W: [7 * DAY_MS, MONDAY_MS],
};
const MONTHS: Partial<Record<RollUpFrequency, string>> = { M: "month", Q: "quarter", Y: "year" };

/** SQL for the start of the period that a time (milliseconds) falls in. */
export function periodStart(sql: string, frequency: RollUpFrequency): string {
  const fixed = STEPS[frequency];
  if (fixed) {
    const [step, offset] = fixed;
    return `CAST(floor((${sql} - ${offset}) / ${step}) * ${step} + ${offset} AS BIGINT)`;
  }
  return `epoch_ms(date_trunc('${MONTHS[frequency]}', epoch_ms(CAST(${sql} AS BIGINT))))`;
}

/** SQL for the start of the period after the one that starts at `sql`. */
export function nextPeriod(sql: string, frequency: RollUpFrequency): string {
  const fixed = STEPS[frequency];
  if (fixed) return `${sql} + ${fixed[0]}`;
  return `epoch_ms(epoch_ms(CAST(${sql} AS BIGINT)) + INTERVAL 1 ${MONTHS[frequency]})`;
}

const TOTALS: Record<RollUp["aggregation"], string> = {
  // Of a period in which no row has a value nothing is known.
  sum: "sum(y)",
  mean: "avg(y)",
  minimum: "min(y)",
  maximum: "max(y)",
  last: "arg_max(y, (ds, rec))",
  count: "CAST(count(y) AS DOUBLE)",
};

/**
 * Replaces table `unsorted` by one row a series and period. Numbers of covariates become their mean over the period,
 * categories the last one in it. Says what it did, so that nothing of it is silent.
 */
export async function rollUpRows(
  raw: RawTable,
  rollUp: RollUp,
  columns: { covariates: readonly IndexedColumn[]; time: IndexedColumn },
  problems: ProblemList,
): Promise<RollUpFacts> {
  const { connection } = raw;
  const { frequency } = rollUp;
  const covariates = columns.covariates.map((column, i) =>
    column.kind === "numeric" ? `avg(x${i}) AS x${i}` : `arg_max(x${i}, (ds, rec)) AS x${i}`,
  );
  const used = rollUp.returns === "leave_out" ? "WHERE y IS NULL OR y >= 0" : "";
  const [before] = await rowsOf(
    connection,
    `SELECT count(*) AS rows, count_if(y < 0) AS returns, coalesce(sum(y) FILTER (y < 0), 0) AS returned,
       min(ds) AS first, max(ds) AS last, ${periodStart("min(ds)", frequency)} AS start,
       ${periodStart("max(ds)", frequency)} AS stop, ${nextPeriod(periodStart("max(ds)", frequency), frequency)} AS past FROM unsorted`,
  );
  // Rows of days say nothing of the hour: a period is whole when its first and last day, or hour, have rows.
  const grain = STEPS[frequency] && frequency !== "W" && frequency !== "D" ? MINUTE_MS * 15 : DAY_MS;
  const isFirstPartial = Number(before?.first) - Number(before?.start) >= grain;
  const isLastPartial = Number(before?.past) - Number(before?.last) > grain;
  const isCut = rollUp.partialPeriods === "leave_out";
  const leftOut = [
    ...(isCut && isFirstPartial ? [Number(before?.start)] : []),
    ...(isCut && isLastPartial && (!isFirstPartial || before?.start !== before?.stop)
      ? [Number(before?.stop)]
      : []),
  ];
  await connection.run(`
    CREATE TABLE periods AS SELECT min(rec) AS rec, series, period AS ds, ${TOTALS[rollUp.aggregation]} AS y,
      sum(today) AS today${covariates.map((sql) => `, ${sql}`).join("")}
    FROM (SELECT *, ${periodStart("ds", frequency)} AS period FROM unsorted ${used})
    ${leftOut.length > 0 ? `WHERE period NOT IN (${leftOut.join(", ")})` : ""} GROUP BY series, period`);
  const [kept] = await rowsOf(connection, "SELECT count(*) AS n FROM periods");
  if (Number(kept?.n) === 0) {
    problems.add({
      row: null,
      column: columns.time.name,
      message: "All rows stand in periods that are not whole. Choose shorter periods, or keep partial ones.",
    });
    problems.throwIfAny();
  }
  const zeros = rollUp.emptyPeriods === "zero" ? await fillWithZeros(raw, rollUp, columns.covariates) : 0;
  await connection.run("DROP TABLE unsorted");
  await connection.run("ALTER TABLE periods RENAME TO unsorted");
  await dropSeriesWithoutRows(raw);
  return {
    ...rollUp,
    rowsBefore: Number(before?.rows),
    returnRows: Number(before?.returns),
    returnedUnits: Number(before?.returned),
    periodsLeftOut: leftOut,
    zerosFilled: zeros,
  };
}

/** From a series' first period to the last of all: what has no row was not sold. */
async function fillWithZeros(
  raw: RawTable,
  rollUp: RollUp,
  covariates: readonly IndexedColumn[],
): Promise<number> {
  const { connection } = raw;
  const { frequency } = rollUp;
  const fixed = STEPS[frequency];
  const all = fixed
    ? `SELECT unnest(range(first, last + 1, ${fixed[0]})) AS ds FROM ends`
    : `SELECT epoch_ms(unnest(range(epoch_ms(first), epoch_ms(last + 1), INTERVAL 1 ${MONTHS[frequency]}))) AS ds FROM ends`;
  const empty = covariates.map((column) =>
    column.kind === "numeric" ? ", CAST(NULL AS DOUBLE)" : ", CAST(NULL AS VARCHAR)",
  );
  const [before] = await rowsOf(connection, "SELECT count(*) AS n FROM periods");
  await connection.run(`
    INSERT INTO periods
    WITH ends AS (SELECT CAST(min(ds) AS BIGINT) AS first, CAST(max(ds) AS BIGINT) AS last FROM periods), every AS (${all}),
      spans AS (SELECT series, min(ds) AS first, min(rec) AS rec FROM periods GROUP BY series)
    SELECT spans.rec, spans.series, every.ds, 0.0, NULL${empty.join("")}
    FROM spans JOIN every ON every.ds > spans.first
    WHERE NOT EXISTS (SELECT 1 FROM periods p WHERE p.series = spans.series AND p.ds = every.ds)`);
  const [after] = await rowsOf(connection, "SELECT count(*) AS n FROM periods");
  return Number(after?.n) - Number(before?.n);
}

/** Series that stood only in what was left out: names count on without them. */
async function dropSeriesWithoutRows(raw: RawTable): Promise<void> {
  const { connection } = raw;
  const [lost] = await rowsOf(
    connection,
    "SELECT count(*) AS n FROM ids WHERE series NOT IN (SELECT series FROM unsorted)",
  );
  if (Number(lost?.n) === 0) return;
  await connection.run(`
    CREATE TABLE kept AS SELECT id, series AS old, CAST(row_number() OVER (ORDER BY series) - 1 AS INTEGER) AS series
    FROM ids WHERE series IN (SELECT series FROM unsorted)`);
  await connection.run("UPDATE unsorted SET series = kept.series FROM kept WHERE kept.old = unsorted.series");
  await connection.run("DROP TABLE ids");
  await connection.run("CREATE TABLE ids AS SELECT id, series FROM kept");
}
