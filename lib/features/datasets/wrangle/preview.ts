import { assertMay } from "#lib/features/workspaces/authorise.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { addSteps, formatFrequency } from "#lib/forecast/index.ts";
import { db } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { collectColumns } from "#lib/platform/parquet/columns.ts";
import { literal, rowsOf, withDuckDb, withFolder } from "#lib/platform/parquet/duck.ts";
import { parseInput } from "#lib/platform/parse.ts";
import { ManifestSchema, readParts } from "../manifest.ts";
import type { OnStage } from "../reading/table.ts";
import { columnsWith } from "../recipe.ts";
import { RecipeSchema } from "../recipe-schema.ts";
import { findVersion } from "../repository.ts";
import type { SeriesValues } from "../understanding.ts";
import { workOn } from "./apply.ts";
import { gridOf, placeSql } from "./grid.ts";
import { PreviewStepsSchema } from "./input.ts";
import { fetchParts, loadParts } from "./parts.ts";
import type { PreviewSide, StepsPreview } from "./preview-types.ts";
import { readFrequency } from "./read-frequency.ts";
import { runSteps, StepRefused } from "./run.ts";
import { namesIn, takeSample } from "./sample.ts";
import type { StepFacts } from "./step-schema.ts";
import { DoesNotFit, numberFrom, type Work } from "./work.ts";

const NAMES_AT_MOST = 1000;
const SHOWN_AT_FIRST = 2;
/** The last periods of a series that are drawn. */
const PERIODS_AT_MOST = 3000;

/**
 * What steps would make of a version's rows, counted over all of them, with some series before and after. Stores nothing.
 * A step that does not fit is named in the answer, which then shows the rows before it.
 */
export async function previewSteps(
  actor: ProjectActor,
  input: unknown,
  onStage: OnStage = () => {},
): Promise<StepsPreview> {
  assertMay(actor, "edit_data_and_runs");
  const { versionId, steps, series: asked } = parseInput(PreviewStepsSchema, input);
  const version = await findVersion(db(), { ...actor, id: versionId });
  if (!version) throw new AppError("not_found", { detail: "There is no such version in this project." });
  const recipe = RecipeSchema.parse(version.recipe);
  const parts = readParts(ManifestSchema.parse(version.manifest));
  onStage("Fetching the rows");
  return withFolder(async (folder) => {
    const paths = await fetchParts({ workspaceId: actor.workspaceId, folder, parts });
    return withDuckDb({ folder }, async (connection) => {
      const covariates = columnsWith(recipe, "covariate");
      const hasToday = columnsWith(recipe, "today").length > 0;
      await loadParts(connection, paths, { covariates, hasToday });
      const frequency = await readFrequency(connection, recipe);
      const sample = await takeSample(connection, [...asked, ...namesIn(steps)]);
      const work = workOn({ connection, covariates, frequency, isWhole: true });
      const before = await sideOf(work);
      await connection.run("CREATE TABLE ids_before AS SELECT id FROM ids");
      const shown = asked.length > 0 ? asked : before.names.slice(0, SHOWN_AT_FIRST);
      const old = await valuesOf(work, shown);
      let facts: StepFacts[] = [];
      let refused: StepsPreview["refused"] = null;
      try {
        facts = await runSteps(work, steps, onStage);
      } catch (error) {
        if (!(error instanceof StepRefused)) throw error;
        facts = error.before;
        refused = { index: error.index, id: error.id, message: error.reason };
      }
      const after = await sideOf(work);
      // What steps made of the series that were asked for may have another name: totals, merged ones.
      const made = asked.length > 0 ? [] : await firstNew(work);
      const now = await valuesOf(work, [...shown, ...made]);
      const series = [...shown, ...made]
        .map((id) => ({ id, before: old.get(id) ?? null, after: now.get(id) ?? null }))
        .filter((each) => each.before !== null || each.after !== null);
      return { before, after, facts, refused, series, sample };
    });
  });
}

/** The first series that was not there before: among all of them, of which a side names the first thousand only. */
async function firstNew(work: Work): Promise<string[]> {
  const rows = await rowsOf(
    work.connection,
    "SELECT id FROM ids WHERE id NOT IN (SELECT id FROM ids_before) ORDER BY series LIMIT 1",
  );
  return rows.map((row) => String(row.id));
}

async function sideOf(work: Work): Promise<PreviewSide> {
  const [counts] = await rowsOf(
    work.connection,
    "SELECT count(*) AS rows, count(y) AS known, (SELECT count(*) FROM ids) AS series FROM rows",
  );
  const names = await rowsOf(work.connection, `SELECT id FROM ids ORDER BY series LIMIT ${NAMES_AT_MOST}`);
  return {
    rows: Number(counts?.rows),
    series: Number(counts?.series),
    known: Number(counts?.known),
    frequency: formatFrequency(work.frequency),
    columns: work.covariates.map(({ name, availability, kind }) => ({ name, availability, kind })),
    names: names.map((row) => String(row.id)),
  };
}

/** Series by name on their grid, as far as there are such; a period without a value is null. */
async function valuesOf(work: Work, names: readonly string[]): Promise<Map<string, SeriesValues>> {
  const found = new Map<string, SeriesValues>();
  const grid = await gridOf(work).catch((error: unknown) => {
    if (error instanceof DoesNotFit) return null;
    throw error;
  });
  if (!grid) return found;
  for (const id of names) {
    const from = `FROM rows WHERE series = (SELECT series FROM ids WHERE id = ${literal(id)} LIMIT 1)`;
    const count = await numberFrom(work, `SELECT count(*) ${from}`);
    if (count === 0) continue;
    const columns = await collectColumns(
      await work.connection.stream(`SELECT ${placeSql(grid)} AS pos, ds, y ${from} ORDER BY ds`),
      count,
    );
    const [pos, ds, y] = [columns.pos as Int32Array, columns.ds as Float64Array, columns.y as Float64Array];
    const last = pos[count - 1] as number;
    const first = Math.max(pos[0] as number, last - PERIODS_AT_MOST + 1);
    const times = Array.from({ length: last - first + 1 }, (_, i) =>
      addSteps(grid.firstTime, first + i, grid.frequency),
    );
    const values = times.map((): number | null => null);
    for (let i = 0; i < count; i += 1) {
      const at = (pos[i] as number) - first;
      if (at < 0) continue;
      times[at] = ds[i] as number;
      values[at] = Number.isNaN(y[i]) ? null : (y[i] as number);
    }
    found.set(id, { id, times, values });
  }
  return found;
}
