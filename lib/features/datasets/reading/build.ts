import type { Frequency } from "#lib/forecast/index.ts";
import { rowsOf } from "#lib/platform/parquet/duck.ts";
import { LARGEST_NUMBER, quoted } from "../numbers.ts";
import { ProblemList } from "../problems.ts";
import type { RollUpFacts } from "../profile-schema.ts";
import { columnsWith, isWide, type Recipe, type RecipeColumn } from "../recipe.ts";
import { hasOffset } from "../times.ts";
import { type IndexedColumn, numberOf, readingOf, seriesOf, textOf } from "./expressions.ts";
import {
  findBadNumbers,
  findBlankSeries,
  findChangingConstants,
  findJoinedTwice,
  findLookAlikes,
  findLostDigits,
  findRepeats,
  findTwoInOnePeriod,
  readTimes,
} from "./find-problems.ts";
import { continueGrid, findGrid, type Grid, positionSql } from "./grid.ts";
import { rollUpRows } from "./roll-up.ts";
import type { OnStage, RawTable } from "./table.ts";
import { asLong } from "./wide.ts";

/**
 * A table `data(series, ds, pos, y, today, x0, …)` sorted by series and time, and `ids(series, id)`. A view of that name
 * has a row's number as `place`; where the file was read, the row's series stands in `name` as well.
 */
export interface BuiltTable extends Grid {
  raw: Pick<RawTable, "connection" | "folder">;
  recipe: Recipe;
  covariates: readonly Pick<RecipeColumn, "name" | "availability" | "kind">[];
  hasToday: boolean;
  rollUp: RollUpFacts | null;
}

export interface ReadTable extends BuiltTable {
  /** Whether the times named an offset from UTC; null where they stood in the header. */
  isZoned: boolean | null;
}

/** What is known of the rows that these come after: their grid, which these need not show by themselves. */
export interface RowsBefore {
  frequency: Frequency;
  firstTime: number;
}

/**
 * Applies a recipe to the raw table, strictly: a cell that does not fit its column's role refuses the file.
 * @throws DataRefused with row and column of the first twenty problems.
 */
export async function buildTable(
  file: RawTable,
  whole: Recipe,
  onStage: OnStage,
  before: RowsBefore | null = null,
): Promise<ReadTable> {
  const problems = new ProblemList();
  if (file.sheets.length > 1 && whole.sheet === null) {
    const message = `The workbook has the sheets ${file.sheets.map(quoted).join(", ")}. Choose one.`;
    problems.add({ row: null, column: null, message });
  }
  checkHeader(file, whole, problems);
  problems.throwIfAny();
  const { raw, recipe } = await asLong(file, whole);

  onStage("Reading times and numbers");
  const time = columnsWith(recipe, "time")[0] as IndexedColumn;
  const target = columnsWith(recipe, "target")[0] as IndexedColumn;
  const today = columnsWith(recipe, "today")[0];
  const covariates = columnsWith(recipe, "covariate");
  const numeric = [
    target,
    ...(today ? [today] : []),
    ...covariates.filter((each) => each.kind === "numeric"),
  ];
  await readTimes(raw, recipe, time, problems);
  // Most files are clean: then one look at the numbers as they were read is enough, and none goes over the texts again.
  if (problems.total > 0) await findInCells(raw, recipe, numeric, problems);
  problems.throwIfAny();

  await raw.connection.run(`
    CREATE TABLE ids AS SELECT id, CAST(row_number() OVER (ORDER BY first) - 1 AS INTEGER) AS series
    FROM (SELECT ${seriesOf(recipe)} AS id, min(rowid) AS first FROM raw GROUP BY 1)`);
  const fields = [
    `${numberOf(target.index, readingOf(recipe, target))} AS y`,
    `${today ? numberOf(today.index, readingOf(recipe, today)) : "CAST(NULL AS DOUBLE)"} AS today`,
    ...covariates.map(
      (column, i) =>
        `${column.kind === "numeric" ? numberOf(column.index, readingOf(recipe, column)) : `nullif(${textOf(column.index)}, '')`} AS x${i}`,
    ),
  ];
  await placeRows(raw, recipe, time, fields);
  if (await isDoubtful(raw, recipe, covariates)) await findInCells(raw, recipe, numeric, problems);
  for (const column of numeric) await findLostDigits(raw, column, readingOf(recipe, column), problems);
  problems.throwIfAny();
  await findJoinedTwice(raw, recipe, problems);
  await findLookAlikes(raw, recipe, problems);

  let rollUp: RollUpFacts | null = null;
  if (recipe.rollUp) {
    onStage("Adding up the periods");
    rollUp = await rollUpRows(raw, recipe.rollUp, { covariates, time }, problems);
  }

  onStage("Looking for repeats and gaps");
  const order = await orderOf(raw);
  if (order.mayRepeat) await findRepeats(raw, time, target, problems);
  await findChangingConstants(raw, covariates, problems);
  problems.throwIfAny();

  const [firstText] = await rowsOf(raw.connection, "SELECT text FROM time_texts ORDER BY first LIMIT 1");
  const isZoned = isWide(whole) ? null : hasOffset(String(firstText?.text));
  const asked = recipe.rollUp?.frequency ?? recipe.frequency;
  const grid = before
    ? await continueGrid(raw, before, time, problems)
    : await findGrid(raw, asked, { recipe, time }, problems);
  problems.throwIfAny();
  const pos = `CAST(${positionSql(grid.frequency, grid.firstTime)} AS INTEGER) AS pos`;
  if (order.isSorted)
    await raw.connection.run(`CREATE VIEW data AS SELECT *, rowid AS place, ${pos} FROM unsorted`);
  else {
    await raw.connection.run(`CREATE TABLE data AS SELECT *, ${pos} FROM unsorted ORDER BY series, ds`);
    await raw.connection.run("DROP TABLE unsorted");
  }
  // Two times of one day are two steps; of one month they are not.
  if (["M", "Q", "Y"].includes(grid.frequency.unit))
    await findTwoInOnePeriod(raw, time, grid.frequency, problems);
  problems.throwIfAny();
  // What was found is found: the texts are not needed any more.
  for (const table of ["raw", "times", "time_texts"]) await raw.connection.run(`DROP TABLE ${table}`);
  return { raw, recipe, ...grid, covariates, hasToday: today !== undefined, rollUp, isZoned };
}

/** Up to so many entries a list that stands in a variable is faster than a join; each chunk of rows copies it. */
export const LISTED_AT_MOST = 50_000;

/**
 * Table `unsorted`: a row's series with its name, time and values. Names and times are found by their place in a list
 * where these are few, because a join does not keep the order of the rows, which often need no sorting then.
 */
async function placeRows(
  raw: RawTable,
  recipe: Recipe,
  time: IndexedColumn,
  fields: readonly string[],
): Promise<void> {
  const { connection } = raw;
  await connection.run("CREATE TYPE series_name AS ENUM (SELECT id FROM ids ORDER BY series)");
  const series = `CAST(${seriesOf(recipe)} AS series_name) AS name, CAST(enum_code(name) AS INTEGER) AS series`;
  const [times] = await rowsOf(connection, "SELECT count(*) AS n FROM times");
  if (Number(times?.n) > LISTED_AT_MOST) {
    await connection.run(`
      CREATE TABLE unsorted AS SELECT raw.rowid AS rec, ${series}, CAST(times.ms AS BIGINT) AS ds, ${fields.join(", ")}
      FROM raw JOIN times ON times.text = ${textOf(time.index)}`);
    return;
  }
  await connection.run("CREATE TYPE time_text AS ENUM (SELECT text FROM times ORDER BY rowid)");
  await connection.run("SET VARIABLE times_ms = (SELECT list(CAST(ms AS BIGINT) ORDER BY rowid) FROM times)");
  const place = `enum_code(CAST(${textOf(time.index)} AS time_text)) + 1`;
  await connection.run(`
    CREATE TABLE unsorted AS SELECT raw.rowid AS rec, ${series}, list_extract(getvariable('times_ms'), ${place}) AS ds,
      ${fields.join(", ")} FROM raw`);
}

/** Every cell of the texts, one column after the other. */
async function findInCells(
  raw: RawTable,
  recipe: Recipe,
  numeric: readonly IndexedColumn[],
  problems: ProblemList,
): Promise<void> {
  await findBlankSeries(raw, recipe, problems);
  for (const column of numeric) {
    const isBlankBad = column.role === "target" && recipe.blankTarget === "refuse";
    await findBadNumbers(raw, column, recipe, isBlankBad, problems);
  }
}

/** Whether what was read leaves room for a cell that is none: a number that is not there or too large, a blank name. */
async function isDoubtful(
  raw: RawTable,
  recipe: Recipe,
  covariates: readonly IndexedColumn[],
): Promise<boolean> {
  const columns = [
    "y",
    ...(columnsWith(recipe, "today").length > 0 ? ["today"] : []),
    ...covariates.flatMap((column, i) => (column.kind === "numeric" ? [`x${i}`] : [])),
  ];
  const doubts = columns.map((name) => `count(*) > count(${name}) OR max(abs(${name})) > ${LARGEST_NUMBER}`);
  const [numbers] = await rowsOf(raw.connection, `SELECT ${doubts.join(" OR ")} AS doubt FROM unsorted`);
  if (numbers?.doubt !== false) return true;
  const names = columnsWith(recipe, "series");
  // Joined from several columns, a name is never blank as a whole.
  if (names.length > 1) return true;
  const [blank] = await rowsOf(raw.connection, "SELECT count(*) AS n FROM ids WHERE trim(id) = ''");
  return names.length === 1 && Number(blank?.n) > 0;
}

/** Whether rows already stand by series and time, and whether two may have both alike. */
async function orderOf(raw: RawTable): Promise<{ isSorted: boolean; mayRepeat: boolean }> {
  // Windows without an order of their own follow the order of the table.
  const [found] = await rowsOf(
    raw.connection,
    `SELECT count_if(series < s OR (series = s AND ds < t)) AS back, count_if(series = s AND ds = t) AS same
     FROM (SELECT series, ds, lag(series) OVER () AS s, lag(ds) OVER () AS t FROM unsorted)`,
  );
  const isSorted = Number(found?.back) === 0;
  return { isSorted, mayRepeat: !isSorted || Number(found?.same) > 0 };
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
