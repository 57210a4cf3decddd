import { parseFrequency } from "#lib/forecast/index.ts";
import { putBlob } from "#lib/platform/blobs/index.ts";
import { type DuckDBConnection, rowsOf } from "#lib/platform/parquet/duck.ts";
import { type Manifest, type Part, readParts } from "../manifest.ts";
import type { Before, Prepared } from "../prepared.ts";
import { DataRefused } from "../problems.ts";
import { buildTable, type ReadTable } from "../reading/build.ts";
import { LOOK } from "../reading/find-problems.ts";
import { positionSql } from "../reading/grid.ts";
import { measure } from "../reading/measure.ts";
import { withRawTable } from "../reading/raw.ts";
import type { OnStage } from "../reading/table.ts";
import { canonicalRecipe, columnsWith, isWide, type Recipe } from "../recipe.ts";
import { builtFrom, partFrom, workOn, workOnBuilt } from "./apply.ts";
import { fetchParts, loadParts, partsSql, storePart } from "./parts.ts";
import { readFrequency } from "./read-frequency.ts";
import { runSteps } from "./run.ts";
import { isRowByRow } from "./scope.ts";
import type { StepFacts } from "./step-schema.ts";

interface Wish {
  workspaceId: string;
  files: Manifest["raw"];
  /** Those of the files that the version before has not. */
  added: Manifest["raw"];
  recipe: Recipe;
  before: Before;
  onStage: OnStage;
}

/**
 * A version with more files by reading these only: a new part for them, with the recipe's steps done on it, behind the
 * parts there are. Null where that is not sure to give what reading all files would, problems included: then all are read.
 * Measuring goes over all rows either way.
 */
export async function prepareAppended(wish: Wish): Promise<Prepared | null> {
  const { before, recipe } = wish;
  const { manifest } = before;
  const { unit } = parseFrequency(before.profile.frequency);
  const isEligible =
    recipe.rollUp === null &&
    !isWide(recipe) &&
    manifest.isZoned !== null &&
    recipe.steps.every((step) => isRowByRow(step, unit)) &&
    canonicalRecipe(before.recipe) === canonicalRecipe(recipe);
  if (!isEligible) return null;
  const { workspaceId, added, onStage } = wish;
  const { delimiter, encoding, sheet } = recipe;
  try {
    return await withRawTable(
      { workspaceId, files: added, delimiter, encoding, sheet, onStage },
      async (raw) => {
        const frequency = parseFrequency(before.profile.frequency);
        const read = await buildTable(raw, recipe, onStage, {
          frequency,
          firstTime: before.profile.firstTime,
        });
        return read.isZoned === manifest.isZoned ? continueFrom(read, wish) : null;
      },
    );
  } catch (error) {
    // Reading all files says the same in the words of all files.
    if (error instanceof DataRefused) return null;
    throw error;
  }
}

async function continueFrom(read: ReadTable, wish: Wish): Promise<Prepared | null> {
  const { workspaceId, before, recipe, onStage } = wish;
  const { connection, folder } = read.raw;
  onStage("Comparing with the rows before");
  const oldRead = readParts(before.manifest);
  const paths = await fetchParts({ workspaceId, folder, parts: oldRead });
  await connection.run(`CREATE VIEW rows_before AS ${partsSql(paths)}`);
  if (!(await isSureAlone(read, recipe))) return null;
  await connection.run("DROP VIEW rows_before");

  const hasSteps = recipe.steps.some(({ isOn }) => isOn);
  const newRead = (await storePart(read, workspaceId)) as Part;
  const isPlain = !hasSteps;
  let newPart: Part | null = newRead;
  let facts: StepFacts[] = [];
  if (hasSteps) {
    const work = await workOnBuilt(read, false);
    facts = await runSteps(work, recipe.steps, onStage);
    newPart = await storePart(await partFrom(work, { folder, hasToday: read.hasToday }), workspaceId);
  }
  await clear(connection);
  const parts = [...before.manifest.parts, ...(newPart ? [newPart] : [])];
  const covariates = isPlain ? read.covariates : before.profile.covariates;
  const { hasToday } = read;
  onStage("Measuring every series");
  await loadParts(connection, await fetchParts({ workspaceId, folder, parts }), { covariates, hasToday });
  const { frequency } = read;
  const work = workOn({ connection, covariates, frequency, isWhole: true });
  const built = await builtFrom(work, { folder, recipe, hasToday, rollUp: null });
  const { profile, summary } = await measure(built);
  const blob = await putBlob({ workspaceId, chunks: [Buffer.from(JSON.stringify(summary))] });
  return {
    profile: { ...profile, steps: addedUp(before.profile.steps, facts) },
    manifest: {
      raw: wish.files,
      parts,
      read: isPlain ? [] : [...oldRead, newRead],
      summary: blob.digest,
      isZoned: before.manifest.isZoned,
    },
  };
}

async function clear(connection: DuckDBConnection): Promise<void> {
  const tables = await rowsOf(
    connection,
    "SELECT table_name AS name, table_type AS type FROM information_schema.tables WHERE table_name IN ('data', 'unsorted', 'ids') ORDER BY name",
  );
  for (const { name, type } of tables)
    await connection.run(`DROP ${type === "VIEW" ? "VIEW" : "TABLE"} ${String(name)}`);
}

/**
 * Whether nothing that reading all files would refuse or see otherwise lies between the new rows (`data`, `ids`) and those
 * in view `before`: one series at one time twice, names that only look alike, a constant that changes, another rhythm.
 */
async function isSureAlone(read: ReadTable, recipe: Recipe): Promise<boolean> {
  const { connection } = read.raw;
  const isNone = async (sql: string) => {
    const [row] = await rowsOf(connection, `SELECT EXISTS (${sql}) AS found`);
    return row?.found === false;
  };
  await connection.run(
    "CREATE TABLE all_ids AS SELECT DISTINCT id FROM (SELECT id FROM ids UNION ALL SELECT DISTINCT unique_id FROM rows_before)",
  );
  await connection.run(
    "CREATE VIEW all_times AS SELECT ds FROM data UNION ALL SELECT DISTINCT CAST(ds AS BIGINT) FROM rows_before",
  );
  const names = columnsWith(recipe, "series").length;
  const place = positionSql(read.frequency, read.firstTime);
  const statics = read.covariates.flatMap((column, i) => (column.availability === "static" ? [`x${i}`] : []));
  const tests = [
    // Whoever has a row after all rows before cannot repeat one.
    () =>
      isNone(`SELECT 1 FROM data JOIN ids USING (series) JOIN rows_before AS old ON old.unique_id = ids.id AND old.ds = data.ds
        WHERE data.ds <= (SELECT max(ds) FROM rows_before)`),
    // Of months, two days of one are the same period.
    async () =>
      !["M", "Q", "Y"].includes(read.frequency.unit) ||
      isNone(`SELECT 1 FROM (SELECT id, ${place} AS pos FROM data JOIN ids USING (series)) AS new
        JOIN (SELECT unique_id, ${place} AS pos FROM rows_before) AS old ON old.unique_id = new.id AND old.pos = new.pos`),
    () => isNone(`SELECT 1 FROM all_ids GROUP BY ${LOOK} HAVING count(*) > 1`),
    // Names of several columns could be joined in two ways.
    async () => names < 2 || isNone(`SELECT 1 FROM all_ids WHERE len(string_split(id, ' / ')) <> ${names}`),
    ...statics.map(
      (at) => () =>
        isNone(`SELECT 1 FROM (SELECT id, ${at} AS v FROM data JOIN ids USING (series) UNION ALL SELECT unique_id, ${at} FROM rows_before)
          WHERE v IS NOT NULL GROUP BY id HAVING count(DISTINCT v) > 1`),
    ),
    async () => {
      const found = await readFrequency(connection, recipe, "all_times");
      return found.unit === read.frequency.unit && found.multiple === read.frequency.multiple;
    },
  ];
  for (const test of tests) if (!(await test())) return false;
  await connection.run("DROP VIEW all_times");
  await connection.run("DROP TABLE all_ids");
  return true;
}

/** What the steps did on the rows before and on the new ones. */
function addedUp(before: readonly StepFacts[], now: readonly StepFacts[]): StepFacts[] {
  return now.map((facts, i) => {
    const old = before[i];
    if (!old) return facts;
    return {
      ...facts,
      rowsBefore: old.rowsBefore + facts.rowsBefore,
      rowsAfter: old.rowsAfter + facts.rowsAfter,
      knownBefore: old.knownBefore + facts.knownBefore,
      knownAfter: old.knownAfter + facts.knownAfter,
      valuesChanged: old.valuesChanged + facts.valuesChanged,
    };
  });
}
