import { quoted } from "../numbers.ts";
import { ProblemList } from "../problems.ts";
import type { RollUpFacts } from "../profile-schema.ts";
import { columnsWith, type Recipe } from "../recipe.ts";
import { type IndexedColumn, numberOf, readingOf, seriesOf, textOf } from "./expressions.ts";
import {
  findBadNumbers,
  findBlankSeries,
  findChangingConstants,
  findJoinedTwice,
  findLookAlikes,
  findRepeats,
  findTwoInOnePeriod,
  readTimes,
} from "./find-problems.ts";
import { findGrid, type Grid, positionSql } from "./grid.ts";
import { rollUpRows } from "./roll-up.ts";
import type { OnStage, RawTable } from "./table.ts";
import { asLong } from "./wide.ts";

/** A table `data(rec, series, ds, pos, y, today, x0, …)` sorted by series and time, and `ids(series, id)`. */
export interface BuiltTable extends Grid {
  raw: RawTable;
  recipe: Recipe;
  covariates: readonly IndexedColumn[];
  hasToday: boolean;
  rollUp: RollUpFacts | null;
}

/**
 * Applies a recipe to the raw table, strictly: a cell that does not fit its column's role refuses the file.
 * @throws DataRefused with row and column of the first twenty problems.
 */
export async function buildTable(file: RawTable, whole: Recipe, onStage: OnStage): Promise<BuiltTable> {
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
  await findLookAlikes(raw, recipe, problems);
  const fields = [
    `${numberOf(target.index, readingOf(recipe, target))} AS y`,
    `${today ? numberOf(today.index, readingOf(recipe, today)) : "CAST(NULL AS DOUBLE)"} AS today`,
    ...covariates.map(
      (column, i) =>
        `${column.kind === "numeric" ? numberOf(column.index, readingOf(recipe, column)) : `nullif(${textOf(column.index)}, '')`} AS x${i}`,
    ),
  ];
  await raw.connection.run(`
    CREATE TABLE unsorted AS SELECT raw.rowid AS rec, ids.series, CAST(times.ms AS BIGINT) AS ds, ${fields.join(", ")}
    FROM raw JOIN ids ON ids.id = ${seriesOf(recipe)} JOIN times ON times.text = ${textOf(time.index)}`);

  let rollUp: RollUpFacts | null = null;
  if (recipe.rollUp) {
    onStage("Adding up the periods");
    rollUp = await rollUpRows(raw, recipe.rollUp, { covariates, time }, problems);
  }

  onStage("Looking for repeats and gaps");
  await findRepeats(raw, time, target, problems);
  await findChangingConstants(raw, covariates, problems);
  problems.throwIfAny();

  const grid = await findGrid(raw, recipe.rollUp?.frequency ?? recipe.frequency, { recipe, time }, problems);
  problems.throwIfAny();
  await raw.connection.run(`
    CREATE TABLE data AS SELECT *, CAST(${positionSql(grid.frequency, grid.firstTime)} AS INTEGER) AS pos FROM unsorted
    ORDER BY series, ds`);
  await raw.connection.run("DROP TABLE unsorted");
  await findTwoInOnePeriod(raw, time, grid.frequency, problems);
  problems.throwIfAny();
  return { raw, recipe, ...grid, covariates, hasToday: today !== undefined, rollUp };
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
