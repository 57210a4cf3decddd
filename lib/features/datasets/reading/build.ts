import {
  addSteps,
  type Frequency,
  formatFrequency,
  inferFrequency,
  parseFrequency,
  stepsBetween,
} from "#lib/forecast/index.ts";
import { appendColumns, collectColumns } from "#lib/platform/parquet/columns.ts";
import { rowsOf } from "#lib/platform/parquet/duck.ts";
import { explainNumber, quoted } from "../numbers.ts";
import { PROBLEMS_LISTED, ProblemList } from "../problems.ts";
import { columnsWith, type Recipe, type RecipeColumn } from "../recipe.ts";
import { hasOffset, parseTime, TIME_FORMAT_WORDS } from "../times.ts";
import { isBadNumber, isBlank, numberOf, seriesOf, textOf } from "./expressions.ts";
import type { OnStage, RawTable } from "./raw.ts";

export type IndexedColumn = RecipeColumn & { index: number };

/** A table `data(rec, series, ds, pos, y, today, x0, …)` sorted by series and time, and `ids(series, id)`. */
export interface BuiltTable {
  raw: RawTable;
  recipe: Recipe;
  frequency: Frequency;
  firstTime: number;
  lastTime: number;
  periods: number;
  emptyPeriods: number;
  covariates: readonly IndexedColumn[];
  hasToday: boolean;
}

/**
 * Applies a recipe to the raw table, strictly: a cell that does not fit its column's role refuses the file.
 * @throws DataRefused with row and column of the first twenty problems.
 */
export async function buildTable(raw: RawTable, recipe: Recipe, onStage: OnStage): Promise<BuiltTable> {
  const problems = new ProblemList();
  checkHeader(raw, recipe, problems);
  problems.throwIfAny();

  onStage("Reading times and numbers");
  const time = columnsWith(recipe, "time")[0] as IndexedColumn;
  const target = columnsWith(recipe, "target")[0] as IndexedColumn;
  const today = columnsWith(recipe, "today")[0];
  const covariates = columnsWith(recipe, "covariate");
  await readTimes(raw, recipe, time, problems);
  await findBlankSeries(raw, recipe, problems);
  await findBadNumbers(raw, target, recipe, recipe.blankTarget === "refuse", problems);
  for (const column of [...(today ? [today] : []), ...covariates.filter((each) => each.kind === "numeric")]) {
    await findBadNumbers(raw, column, recipe, false, problems);
  }
  problems.throwIfAny();

  await raw.connection.run(`
    CREATE TABLE ids AS SELECT id, CAST(row_number() OVER (ORDER BY first) - 1 AS INTEGER) AS series
    FROM (SELECT ${seriesOf(recipe)} AS id, min(rowid) AS first FROM raw GROUP BY 1)`);
  await findJoinedTwice(raw, recipe, problems);
  const fields = [
    `${numberOf(target.index, recipe.decimalMark)} AS y`,
    `${today ? numberOf(today.index, recipe.decimalMark) : "CAST(NULL AS DOUBLE)"} AS today`,
    ...covariates.map(
      (column, i) =>
        `${column.kind === "numeric" ? numberOf(column.index, recipe.decimalMark) : `nullif(${textOf(column.index)}, '')`} AS x${i}`,
    ),
  ];
  await raw.connection.run(`
    CREATE TABLE unsorted AS SELECT raw.rowid AS rec, ids.series, CAST(times.ms AS BIGINT) AS ds, ${fields.join(", ")}
    FROM raw JOIN ids ON ids.id = ${seriesOf(recipe)} JOIN times ON times.text = ${textOf(time.index)}`);

  onStage("Looking for repeats and gaps");
  await findRepeats(raw, time, target, problems);
  await findChangingConstants(raw, covariates, problems);
  problems.throwIfAny();

  const grid = await findGrid(raw, recipe, time, problems);
  problems.throwIfAny();
  await raw.connection.run(`
    CREATE TABLE data AS SELECT *, CAST(${positionSql(grid.frequency, grid.firstTime)} AS INTEGER) AS pos FROM unsorted
    ORDER BY series, ds`);
  await raw.connection.run("DROP TABLE unsorted");
  await findTwoInOnePeriod(raw, time, grid.frequency, problems);
  problems.throwIfAny();
  return { raw, recipe, ...grid, covariates, hasToday: today !== undefined };
}

function checkHeader(raw: RawTable, recipe: Recipe, problems: ProblemList): void {
  const names = recipe.columns.map((column) => column.name);
  if (names.length === raw.header.length && names.every((name, i) => name === raw.header[i])) return;
  problems.add({
    row: 1,
    column: raw.header.find((name, i) => names[i] !== name) ?? null,
    message: "The header is not the one that the roles were chosen for. Choose the roles again.",
  });
}

async function readTimes(
  raw: RawTable,
  recipe: Recipe,
  time: IndexedColumn,
  problems: ProblemList,
): Promise<void> {
  const { connection } = raw;
  await connection.run(
    `CREATE TABLE time_texts AS SELECT ${textOf(time.index)} AS text, min(rowid) AS first FROM raw GROUP BY 1`,
  );
  const [count] = await rowsOf(connection, "SELECT count(*) AS n FROM time_texts");
  const columns = await collectColumns(
    await connection.stream("SELECT text, first FROM time_texts ORDER BY first"),
    Number(count?.n),
  );
  const texts = columns.text as string[];
  const firsts = columns.first as Float64Array;
  const ms = Float64Array.from(texts, (text) => parseTime(text, recipe.timeFormat) ?? Number.NaN);
  await connection.run("CREATE TABLE times (text VARCHAR, ms DOUBLE)");
  await appendColumns(connection, "times", [texts, ms]);

  const badRows = `FROM raw JOIN times ON times.text = ${textOf(time.index)} WHERE isnan(times.ms)`;
  if (ms.some(Number.isNaN)) {
    const [bad] = await rowsOf(connection, `SELECT count(*) AS n ${badRows}`);
    const rows = await rowsOf(
      connection,
      `SELECT raw.rowid AS rec, times.text ${badRows} ORDER BY rec LIMIT ${PROBLEMS_LISTED}`,
    );
    const listed = rows.map((row) => ({
      row: raw.lineOf(Number(row.rec)),
      column: time.name,
      message: explainTime(String(row.text), recipe),
    }));
    problems.addSome(listed, Number(bad?.n));
    return;
  }
  const zoned = texts.map(hasOffset);
  const odd = zoned.findIndex((each) => each !== zoned[0]);
  if (odd >= 0) {
    problems.add({
      row: raw.lineOf(firsts[odd] as number),
      column: time.name,
      message: `${quoted(texts[odd] as string)} ${zoned[odd] ? "names an offset from UTC, and others do not" : "names no offset from UTC, and others do"}. Write all times one way.`,
    });
  }
}

function explainTime(text: string, recipe: Recipe): string {
  if (text.trim() === "") return "The time is empty. Fill it in or remove the row.";
  return `${quoted(text)} is not a time written as ${TIME_FORMAT_WORDS[recipe.timeFormat]}, or there is no such day. Correct it or choose another format.`;
}

async function findBlankSeries(raw: RawTable, recipe: Recipe, problems: ProblemList): Promise<void> {
  for (const column of columnsWith(recipe, "series")) {
    await findRows(
      raw,
      isBlank(column.index),
      column,
      problems,
      () => "The name of the series is empty. Fill it in or remove the row.",
    );
  }
}

async function findBadNumbers(
  raw: RawTable,
  column: IndexedColumn,
  recipe: Recipe,
  isBlankBad: boolean,
  problems: ProblemList,
): Promise<void> {
  const bad = isBadNumber(column.index, recipe.decimalMark);
  const condition = isBlankBad ? `(${bad} OR ${isBlank(column.index)})` : bad;
  await findRows(raw, condition, column, problems, (text) => {
    const message = explainNumber(text, recipe.decimalMark);
    return message.charAt(0).toUpperCase() + message.slice(1);
  });
}

async function findRows(
  raw: RawTable,
  condition: string,
  column: IndexedColumn,
  problems: ProblemList,
  say: (text: string) => string,
): Promise<void> {
  const [found] = await rowsOf(raw.connection, `SELECT count_if(${condition}) AS n FROM raw`);
  const total = Number(found?.n);
  if (total === 0) return;
  const rows = await rowsOf(
    raw.connection,
    `SELECT rowid AS rec, ${textOf(column.index)} AS text FROM raw WHERE ${condition} ORDER BY rowid LIMIT ${PROBLEMS_LISTED}`,
  );
  const listed = rows.map((row) => ({
    row: raw.lineOf(Number(row.rec)),
    column: column.name,
    message: say(String(row.text)),
  }));
  problems.addSome(listed, total);
}

/** "a / b" + "c" and "a" + "b / c" would become one series. */
async function findJoinedTwice(raw: RawTable, recipe: Recipe, problems: ProblemList): Promise<void> {
  const columns = columnsWith(recipe, "series");
  if (columns.length < 2) return;
  const key = columns.map((column) => textOf(column.index)).join(", ");
  const rows = await rowsOf(
    raw.connection,
    `SELECT id, max(first) AS rec FROM (SELECT ${seriesOf(recipe)} AS id, min(rowid) AS first FROM raw GROUP BY 1, ${key})
     GROUP BY id HAVING count(*) > 1 ORDER BY rec LIMIT ${PROBLEMS_LISTED}`,
  );
  for (const row of rows) {
    problems.add({
      row: raw.lineOf(Number(row.rec)),
      column: columns[0]?.name ?? null,
      message: `Two different series would both be named ${quoted(String(row.id))}. Avoid “ / ” in these columns.`,
    });
  }
}

async function findRepeats(
  raw: RawTable,
  time: IndexedColumn,
  target: IndexedColumn,
  problems: ProblemList,
): Promise<void> {
  const repeats = `SELECT series, ds, count(*) AS n, min(rec) AS a, max(rec) AS b,
    count(DISTINCT coalesce(CAST(y AS VARCHAR), '')) AS different FROM unsorted GROUP BY series, ds HAVING count(*) > 1`;
  const [found] = await rowsOf(
    raw.connection,
    "SELECT count(*) - count(DISTINCT (series, ds)) AS n FROM unsorted",
  );
  if (Number(found?.n) === 0) return;
  const rows = await rowsOf(
    raw.connection,
    `SELECT r.*, ids.id FROM (${repeats} ORDER BY min(rec) LIMIT ${PROBLEMS_LISTED}) r JOIN ids USING (series) ORDER BY a`,
  );
  const listed = rows.map((row) => {
    const first = raw.lineOf(Number(row.a)).toLocaleString("en");
    const values =
      Number(row.different) > 1 ? `different values of ${target.name}` : `the same ${target.name}`;
    return {
      row: raw.lineOf(Number(row.b)),
      column: time.name,
      message: `Series ${quoted(String(row.id))} has this time already in row ${first}, with ${values}. Keep one row a series and time, or add the column that tells them apart to the series.`,
    };
  });
  problems.addSome(listed, Number(found?.n));
}

async function findChangingConstants(
  raw: RawTable,
  covariates: readonly IndexedColumn[],
  problems: ProblemList,
): Promise<void> {
  for (const [i, column] of covariates.entries()) {
    if (column.availability !== "static") continue;
    const rows = await rowsOf(
      raw.connection,
      `WITH firsts AS (SELECT series, arg_min(x${i}, rec) AS first FROM unsorted WHERE x${i} IS NOT NULL GROUP BY series)
       SELECT ids.id, min(rec) AS rec, arg_min(CAST(x${i} AS VARCHAR), rec) AS text, CAST(any_value(first) AS VARCHAR) AS first
       FROM unsorted JOIN firsts USING (series) JOIN ids USING (series) WHERE x${i} <> first GROUP BY ids.id ORDER BY rec`,
    );
    const listed = rows.slice(0, PROBLEMS_LISTED).map((row) => ({
      row: raw.lineOf(Number(row.rec)),
      column: column.name,
      message: `Series ${quoted(String(row.id))} changes from ${quoted(String(row.first))} to ${quoted(String(row.text))}, so the column is not constant. Choose “past only” or “known ahead”.`,
    }));
    problems.addSome(listed, rows.length);
  }
}

async function findGrid(
  raw: RawTable,
  recipe: Recipe,
  time: IndexedColumn,
  problems: ProblemList,
): Promise<Pick<BuiltTable, "frequency" | "firstTime" | "lastTime" | "periods" | "emptyPeriods">> {
  const [count] = await rowsOf(raw.connection, "SELECT count(DISTINCT ds) AS n FROM unsorted");
  const { ds } = await collectColumns(
    await raw.connection.stream("SELECT DISTINCT ds FROM unsorted ORDER BY ds"),
    Number(count?.n),
  );
  const times = ds as Float64Array;
  const firstTime = times[0] as number;
  const lastTime = times[times.length - 1] as number;
  const nothing = {
    frequency: { unit: "D", multiple: 1 } as Frequency,
    firstTime,
    lastTime,
    periods: 0,
    emptyPeriods: 0,
  };
  if (times.length < 2) {
    problems.add({
      row: raw.lineOf(0),
      column: time.name,
      message: "All rows stand at one time. A forecast needs a history of several periods.",
    });
    return nothing;
  }
  const frequency = chooseFrequency(recipe, times);
  if (!frequency) {
    problems.add({
      row: null,
      column: time.name,
      message:
        "The times follow no regular rhythm. Choose the frequency, or bring the data to one row a period.",
    });
    return nothing;
  }
  for (const value of times) {
    if (stepsBetween(firstTime, value, frequency) !== null) continue;
    const [row] = await rowsOf(raw.connection, `SELECT min(rec) AS rec FROM unsorted WHERE ds = ${value}`);
    problems.add({
      row: raw.lineOf(Number(row?.rec)),
      column: time.name,
      message: `This time is off the grid of ${formatFrequency(frequency)} that starts at ${timeText(firstTime, frequency)}. Choose another frequency or correct the time.`,
    });
  }
  const span = stepsBetween(firstTime, lastTime, frequency);
  const periods = span === null ? 0 : span + 1;
  if (periods > 5_000_000) {
    problems.add({
      row: null,
      column: time.name,
      message: `The times span ${periods.toLocaleString("en")} periods of ${formatFrequency(frequency)}; at most 5,000,000 are taken. Check the first and the last time.`,
    });
  }
  return { frequency, firstTime, lastTime, periods, emptyPeriods: Math.max(0, periods - times.length) };
}

function chooseFrequency(recipe: Recipe, times: Float64Array): Frequency | null {
  if (recipe.frequency !== null) return parseFrequency(recipe.frequency);
  if (recipe.timeFormat !== "integer") return inferFrequency(times)?.frequency ?? null;
  let step = 0;
  for (let i = 1; i < times.length; i += 1) {
    let [a, b] = [step, (times[i] as number) - (times[i - 1] as number)];
    while (b > 0) [a, b] = [b, a % b];
    step = a;
  }
  return { unit: "int", multiple: step };
}

function timeText(time: number, frequency: Frequency): string {
  return frequency.unit === "int" ? String(time) : new Date(time).toISOString().replace("T00:00:00.000Z", "");
}

/** SQL for the grid position of `ds`; months match by their calendar month, as in the engine. */
function positionSql(frequency: Frequency, firstTime: number): string {
  const months = { M: 1, Q: 3, Y: 12 }[frequency.unit as "M" | "Q" | "Y"];
  if (months === undefined) return `(ds - ${firstTime}) // ${addSteps(0, 1, frequency)}`;
  const month = (sql: string) =>
    `(year(epoch_ms(CAST(${sql} AS BIGINT))) * 12 + month(epoch_ms(CAST(${sql} AS BIGINT))))`;
  return `(${month("ds")} - ${month(String(firstTime))}) // ${months * frequency.multiple}`;
}

async function findTwoInOnePeriod(
  raw: RawTable,
  time: IndexedColumn,
  frequency: Frequency,
  problems: ProblemList,
): Promise<void> {
  const rows = await rowsOf(
    raw.connection,
    `SELECT ids.id, min(rec) AS a, max(rec) AS b FROM data JOIN ids USING (series) GROUP BY ids.id, pos HAVING count(*) > 1
     ORDER BY a LIMIT ${PROBLEMS_LISTED}`,
  );
  for (const row of rows) {
    problems.add({
      row: raw.lineOf(Number(row.b)),
      column: time.name,
      message: `Series ${quoted(String(row.id))} has two rows in one period of ${formatFrequency(frequency)}; the other is row ${raw.lineOf(Number(row.a)).toLocaleString("en")}. Choose a finer frequency or add them up.`,
    });
  }
}
