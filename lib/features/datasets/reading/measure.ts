import { formatFrequency } from "#lib/forecast/index.ts";
import { collectColumns } from "#lib/platform/parquet/columns.ts";
import { hasColumn, rowsOf } from "#lib/platform/parquet/duck.ts";
import { DataRefused } from "../problems.ts";
import {
  type CovariateProfile,
  DEMAND_CLASSES,
  type DemandClass,
  demandClass,
  isUnlikelyZeroRun,
  type Profile,
  type SeriesSummary,
} from "../profile.ts";
import { columnsWith } from "../recipe.ts";
import type { BuiltTable } from "./build.ts";

/** A picture of all series has at most this many columns. */
const MAX_BINS = 66;

/** Counts what is in the built table: the profile of all, and the summary of each series. */
export async function measure(table: BuiltTable): Promise<{ profile: Profile; summary: SeriesSummary }> {
  const summary = await summarise(table);
  const profile = await profileOf(table, summary);
  return { profile, summary };
}

/**
 * One look at all rows: table `facts`, what is counted of each series. The profile of all is added up from it.
 */
async function countFacts(table: BuiltTable): Promise<void> {
  await table.raw.connection.run(`
    CREATE TABLE facts AS SELECT series, count(*) AS rows, count(y) AS known, min(pos) AS first, max(pos) AS last,
      avg(y) AS mean, sum(y) AS total, max(y) AS highest, min(y) AS lowest, count_if(y = 0) AS zeros,
      count_if(y < 0) AS negatives, count_if(y <> trunc(y)) AS fractions, count_if(y <> 0) AS sold,
      avg(y) FILTER (y <> 0) AS sold_mean, var_pop(y) FILTER (y <> 0) AS sold_variance,
      max(ds) FILTER (y IS NOT NULL) AS last_known, count(today) AS today
    FROM data GROUP BY series`);
}

/**
 * SQL that numbers the rows with a value as they stand, by series and time, which sorts nothing: where every row has
 * one, by their place in the table.
 */
async function numberedSql(table: BuiltTable): Promise<string> {
  const { connection } = table.raw;
  const [all] = await rowsOf(connection, "SELECT count_if(rows > known) AS blank FROM facts");
  if (Number(all?.blank) > 0)
    return "SELECT series, y, row_number() OVER () AS k FROM data WHERE y IS NOT NULL";
  const place = (await hasColumn(connection, "data", "place")) ? "place" : "rowid";
  return `SELECT series, y, ${place} AS k FROM data`;
}

async function summarise(table: BuiltTable): Promise<SeriesSummary> {
  const { connection } = table.raw;
  await countFacts(table);
  const numbered = await numberedSql(table);
  const [count] = await rowsOf(connection, "SELECT count(*) AS n FROM ids");
  const series = Number(count?.n);
  const facts = await collectColumns(
    await connection.stream(`
      WITH runs AS (
        SELECT series, max(n) AS run FROM (
          SELECT series, island, count(*) AS n FROM (
            SELECT series, k - row_number() OVER (PARTITION BY series ORDER BY k) AS island FROM (${numbered})
            WHERE y = 0
          ) GROUP BY ALL
        ) GROUP BY series
      )
      SELECT ids.id, CAST(rows AS DOUBLE) AS rows, CAST(known AS DOUBLE) AS known, CAST(first AS DOUBLE) AS first,
        CAST(last AS DOUBLE) AS last, mean, highest, lowest, CAST(zeros AS DOUBLE) AS zeros,
        CAST(negatives AS DOUBLE) AS negatives, CAST(coalesce(run, 0) AS DOUBLE) AS run,
        CASE WHEN sold > 0 THEN known / sold END AS adi,
        CASE WHEN sold > 0 AND sold_mean <> 0 THEN sold_variance / (sold_mean * sold_mean) END AS cv2
      FROM facts JOIN ids USING (series) LEFT JOIN runs USING (series) ORDER BY series`),
    series,
  );
  const numbers = (name: string) => Array.from(facts[name] as Float64Array);
  const rounded = (name: string) => numbers(name).map(shorten);
  const [rows, first, last] = [numbers("rows"), numbers("first"), numbers("last")];
  return {
    ids: facts.id as string[],
    first,
    last,
    known: numbers("known"),
    mean: rounded("mean"),
    highest: rounded("highest"),
    lowest: rounded("lowest"),
    zeros: numbers("zeros"),
    negatives: numbers("negatives"),
    missing: rows.map((n, s) => (last[s] as number) - (first[s] as number) + 1 - n),
    zeroRun: numbers("run"),
    adi: rounded("adi"),
    cv2: rounded("cv2"),
    ...(await binned(table, series)),
  };
}

async function binned(
  table: BuiltTable,
  series: number,
): Promise<Pick<SeriesSummary, "binCount" | "binSteps" | "low" | "high" | "bins">> {
  const { connection } = table.raw;
  const binSteps = Math.ceil(table.periods / MAX_BINS);
  const binCount = Math.ceil(table.periods / binSteps);
  await connection.run(
    `CREATE TABLE bins AS SELECT series, CAST(pos // ${binSteps} AS INTEGER) AS bin, avg(y) AS y FROM data
     WHERE y IS NOT NULL GROUP BY 1, 2`,
  );
  const [count] = await rowsOf(connection, "SELECT count(*) AS n FROM bins");
  const cells = await collectColumns(
    await connection.stream("SELECT series, bin, y FROM bins"),
    Number(count?.n),
  );
  const [s, b, y] = [cells.series as Int32Array, cells.bin as Int32Array, cells.y as Float64Array];
  const low = new Array<number>(series).fill(0);
  const high = new Array<number>(series).fill(0);
  for (let i = 0; i < y.length; i += 1) {
    const at = s[i] as number;
    low[at] = Math.min(low[at] as number, y[i] as number);
    high[at] = Math.max(high[at] as number, y[i] as number);
  }
  const bytes = new Uint8Array(series * binCount).fill(255);
  for (let i = 0; i < y.length; i += 1) {
    const at = s[i] as number;
    const span = (high[at] as number) - (low[at] as number);
    bytes[at * binCount + (b[i] as number)] =
      span > 0 ? Math.round((((y[i] as number) - (low[at] as number)) / span) * 254) : 0;
  }
  return {
    binCount,
    binSteps,
    low: low.map((value) => shorten(value) ?? 0),
    high: high.map((value) => shorten(value) ?? 0),
    bins: Buffer.from(bytes).toString("base64"),
  };
}

/** Threads add up in the order in which they come, which shows in the last digits: equal data have an equal profile. */
const settled = (value: number) => Number(value.toPrecision(12));

/** Six digits are more than a table shows. */
function shorten(value: number): number | null {
  return Number.isNaN(value) ? null : Number(value.toPrecision(6));
}

async function profileOf(table: BuiltTable, summary: SeriesSummary): Promise<Profile> {
  const { connection } = table.raw;
  const [all] = await rowsOf(
    connection,
    `SELECT CAST(sum(rows) AS BIGINT) AS rows, CAST(sum(known) AS BIGINT) AS known, min(lowest) AS minimum,
       max(highest) AS maximum, sum(total) / sum(known) AS mean, CAST(sum(zeros) AS BIGINT) AS zeros,
       CAST(sum(negatives) AS BIGINT) AS negatives, CAST(sum(fractions) AS BIGINT) AS fractions,
       max(last_known) AS last_known, CAST(sum(today) AS BIGINT) AS today FROM facts`,
  );
  const known = Number(all?.known);
  if (known === 0) {
    const target = columnsWith(table.recipe, "target")[0];
    throw new DataRefused([
      {
        row: null,
        column: target?.name ?? null,
        message: "No row has a value in the target. Choose another column as target.",
      },
    ]);
  }
  const classes = Object.fromEntries(DEMAND_CLASSES.map((name) => [name, 0])) as Record<DemandClass, number>;
  let mostlyZero = 0;
  let unlikely = 0;
  let longest = 0;
  for (let s = 0; s < summary.ids.length; s += 1) {
    classes[demandClass(summary.adi[s] ?? null, summary.cv2[s] ?? null)] += 1;
    const counts = {
      run: summary.zeroRun[s] ?? 0,
      zeros: summary.zeros[s] ?? 0,
      known: summary.known[s] ?? 0,
    };
    if (counts.known > 0 && counts.zeros > counts.known / 2) mostlyZero += 1;
    if (isUnlikelyZeroRun(counts)) {
      unlikely += 1;
      longest = Math.max(longest, counts.run);
    }
  }
  const ownGaps = await gapsOfTheirOwn(table);
  const covariates: CovariateProfile[] = [];
  for (const [i, column] of table.covariates.entries())
    covariates.push(await covariateProfile(table, column, i));
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return {
    rows: Number(all?.rows),
    series: summary.ids.length,
    timeFormat: table.recipe.timeFormat,
    frequency: formatFrequency(table.frequency),
    isFrequencyChosen: table.recipe.frequency !== null,
    firstTime: table.firstTime,
    lastTime: table.lastTime,
    periods: table.periods,
    emptyPeriods: table.emptyPeriods,
    missingPeriods: sum(summary.missing),
    ...ownGaps,
    knownTargets: known,
    blankTargets: Number(all?.rows) - known,
    lastKnownTime: Number(all?.last_known),
    minimum: Number(all?.minimum),
    maximum: Number(all?.maximum),
    mean: settled(Number(all?.mean)),
    isWhole: Number(all?.fractions) === 0,
    zeros: Number(all?.zeros),
    negatives: Number(all?.negatives),
    shortestSeries: summary.known.reduce((least, n) => Math.min(least, n), Number.POSITIVE_INFINITY),
    longestSeries: summary.known.reduce((most, n) => Math.max(most, n), 0),
    mostlyZeroSeries: mostlyZero,
    unlikelyZeroRuns: unlikely,
    longestUnlikelyZeroRun: longest,
    classes,
    todayForecasts: table.hasToday ? Number(all?.today) : null,
    covariates,
    rollUp: table.rollUp,
    steps: [],
  };
}

/** Periods that a series lacks although another series has them: a closed day is nobody's gap. */
async function gapsOfTheirOwn(table: BuiltTable): Promise<Pick<Profile, "ownGaps" | "seriesWithOwnGaps">> {
  const [row] = await rowsOf(
    table.raw.connection,
    `WITH ranks AS (SELECT pos, row_number() OVER (ORDER BY pos) AS r FROM (SELECT DISTINCT pos FROM data)),
       gaps AS (SELECT b.r - a.r + 1 - rows AS gap FROM facts JOIN ranks a ON a.pos = first JOIN ranks b ON b.pos = last)
     SELECT CAST(coalesce(sum(gap), 0) AS BIGINT) AS gaps, count_if(gap > 0) AS series FROM gaps`,
  );
  return { ownGaps: Number(row?.gaps), seriesWithOwnGaps: Number(row?.series) };
}

async function covariateProfile(
  table: BuiltTable,
  column: BuiltTable["covariates"][number],
  i: number,
): Promise<CovariateProfile> {
  const isNumeric = column.kind === "numeric";
  const numbers = isNumeric
    ? `min(x${i}) AS minimum, max(x${i}) AS maximum, avg(x${i}) AS mean`
    : "NULL AS minimum, NULL AS maximum, NULL AS mean";
  const [row] = await rowsOf(
    table.raw.connection,
    `SELECT count(*) - count(x${i}) AS missing, count(x${i}) FILTER (y IS NULL) AS ahead, ${numbers},
       ${isNumeric ? "0" : `count(DISTINCT x${i})`} AS categories FROM data`,
  );
  const categories = isNumeric
    ? []
    : await rowsOf(
        table.raw.connection,
        `SELECT DISTINCT x${i} AS text FROM data WHERE x${i} IS NOT NULL ORDER BY 1 LIMIT 50`,
      );
  const orNull = (value: unknown) => (value === null || value === undefined ? null : Number(value));
  return {
    name: column.name,
    availability: column.availability,
    kind: column.kind,
    missing: Number(row?.missing),
    ahead: Number(row?.ahead),
    minimum: orNull(row?.minimum),
    maximum: orNull(row?.maximum),
    mean: orNull(row?.mean),
    categories: categories.map((each) => String(each.text)),
    categoryCount: Number(row?.categories),
  };
}
