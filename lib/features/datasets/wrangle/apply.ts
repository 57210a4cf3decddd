import type { Frequency } from "#lib/forecast/index.ts";
import { type DuckDBConnection, rowsOf } from "#lib/platform/parquet/duck.ts";
import { DataRefused } from "../problems.ts";
import type { RollUpFacts } from "../profile-schema.ts";
import type { BuiltTable } from "../reading/build.ts";
import type { OnStage } from "../reading/table.ts";
import type { Recipe } from "../recipe.ts";
import { gridOf, placeSql } from "./grid.ts";
import { runSteps } from "./run.ts";
import type { StepFacts } from "./step-schema.ts";
import { DoesNotFit, type Work } from "./work.ts";

/** Takes over tables `rows` and `ids` as `loadParts` makes them. */
export function workOn(options: {
  connection: DuckDBConnection;
  covariates: BuiltTable["covariates"];
  frequency: Frequency;
  isWhole: boolean;
}): Work {
  return {
    connection: options.connection,
    covariates: options.covariates.map(({ name, availability, kind }, i) => ({
      ...{ name, availability, kind },
      at: `x${i}`,
    })),
    frequency: options.frequency,
    isWhole: options.isWhole,
    nextColumn: options.covariates.length,
  };
}

/** Turns a table that was built from files into one to work on. */
export async function workOnBuilt(built: BuiltTable, isWhole: boolean): Promise<Work> {
  const { connection } = built.raw;
  const fields = ["y", "today", ...built.covariates.map((_, i) => `x${i}`)];
  await connection.run(
    `CREATE TABLE rows AS SELECT series, CAST(ds AS BIGINT) AS ds, ${fields.join(", ")} FROM data`,
  );
  await dropData(connection);
  return workOn({ ...built, connection, isWhole });
}

/** Tables `data` and what it stands on, whichever they are here. */
async function dropData(connection: DuckDBConnection): Promise<void> {
  const tables = await rowsOf(
    connection,
    "SELECT table_name AS name, table_type AS type FROM information_schema.tables WHERE table_name IN ('data', 'unsorted') ORDER BY name",
  );
  for (const { name, type } of tables)
    await connection.run(`DROP ${type === "VIEW" ? "VIEW" : "TABLE"} ${String(name)}`);
}

interface Known {
  folder: string;
  recipe: Recipe;
  hasToday: boolean;
  rollUp: RollUpFacts | null;
}

/** The table that is measured and stored: series numbered from 0 without gaps, rows sorted, on a regular grid. */
export async function builtFrom(work: Work, known: Known): Promise<BuiltTable> {
  const grid = await gridOf(work).catch((error: unknown) => {
    if (!(error instanceof DoesNotFit)) throw error;
    throw new DataRefused([{ row: null, column: null, message: error.message }]);
  });
  await numberSeries(work, `, ${placeSql(grid)} AS pos`);
  const { connection, covariates } = work;
  return { ...grid, ...known, raw: { connection, folder: known.folder }, covariates };
}

/** The same for the rows of some files only, which need no grid: the whole has it. */
export async function partFrom(
  work: Work,
  known: Pick<Known, "folder" | "hasToday">,
): Promise<Pick<BuiltTable, "raw" | "hasToday" | "covariates">> {
  await numberSeries(work, "");
  const { connection, covariates } = work;
  return { raw: { connection, folder: known.folder }, hasToday: known.hasToday, covariates };
}

async function numberSeries(work: Work, position: string): Promise<void> {
  const { connection } = work;
  await connection.run(
    "CREATE TABLE numbered AS SELECT id, series AS old, CAST(row_number() OVER (ORDER BY series) - 1 AS INTEGER) AS series FROM ids",
  );
  const fields = ["y", "today", ...work.covariates.map(({ at }, i) => `${at} AS x${i}`)];
  await connection.run(`
    CREATE TABLE data AS SELECT numbered.series, ds${position}, ${fields.join(", ")}
    FROM rows JOIN numbered ON numbered.old = rows.series ORDER BY numbered.series, ds`);
  for (const table of ["rows", "ids"]) await connection.run(`DROP TABLE ${table}`);
  await connection.run("CREATE TABLE ids AS SELECT id, series FROM numbered");
  await connection.run("DROP TABLE numbered");
}

/** Does a recipe's steps on a table that was built from files. */
export async function applySteps(
  built: BuiltTable,
  onStage: OnStage,
): Promise<{ built: BuiltTable; facts: StepFacts[] }> {
  const { recipe, hasToday, rollUp } = built;
  if (!recipe.steps.some(({ isOn }) => isOn)) return { built, facts: [] };
  const work = await workOnBuilt(built, true);
  const facts = await runSteps(work, recipe.steps, onStage);
  return { built: await builtFrom(work, { recipe, hasToday, rollUp, folder: built.raw.folder }), facts };
}
