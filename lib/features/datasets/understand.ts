import { assertMay } from "#lib/features/workspaces/authorise.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { addSteps } from "#lib/forecast/index.ts";
import { collectColumns } from "#lib/platform/parquet/columns.ts";
import { rowsOf } from "#lib/platform/parquet/duck.ts";
import { parseInput } from "#lib/platform/parse.ts";
import { UnderstandSchema } from "./input.ts";
import { DataRefused } from "./problems.ts";
import type { SeriesSummary } from "./profile.ts";
import { type BuiltTable, buildTable } from "./reading/build.ts";
import { inspect } from "./reading/inspect.ts";
import { measure } from "./reading/measure.ts";
import { withRawTable } from "./reading/raw.ts";
import type { OnStage, RawTable } from "./reading/table.ts";
import { type Recipe, type RecipeDraft, roleProblems } from "./recipe.ts";
import { RecipeSchema } from "./recipe-schema.ts";
import { filesOf } from "./sources.ts";
import type { Preview, SeriesValues, Understanding } from "./understanding.ts";
import { applySteps } from "./wrangle/apply.ts";

/** The preview shows at most so many series; the version's own page shows all. */
const PREVIEW_SERIES = 200;
const SAMPLE_SERIES = 3;
const SAMPLE_PERIODS = 400;

/**
 * Reads an upload and says what it is: without a recipe columns, proposed roles and open questions; and, once nothing
 * is open, what the recipe makes of it. Stores nothing.
 * @throws DataRefused when the file is no clean CSV. Problems with roles or values stand in the preview.
 */
export async function understandUpload(
  actor: ProjectActor,
  input: unknown,
  onStage: OnStage = () => {},
): Promise<Understanding> {
  assertMay(actor, "edit_data_and_runs");
  const { recipe, ...asked } = parseInput(UnderstandSchema, input);
  const { files, base } = await filesOf(actor, asked);
  // Files that are appended are read as the ones before were.
  const before = base && RecipeSchema.parse(base.recipe);
  const source = {
    workspaceId: actor.workspaceId,
    files,
    delimiter: (recipe ?? before)?.delimiter ?? null,
    encoding: (recipe ?? before)?.encoding ?? null,
    sheet: recipe ? recipe.sheet : (before?.sheet ?? asked.sheet),
    onStage,
  };
  return withRawTable(source, async (raw) => {
    if (recipe) return { inspection: null, preview: await previewOf(raw, recipe, onStage) };
    onStage("Looking at the columns");
    const seen = await inspect(raw, asked);
    const isSame = before?.columns.every((column, i) => column.name === raw.header[i]);
    const found = before && isSame ? { ...seen, proposal: before, questions: [] } : seen;
    const last = files.at(-1) as (typeof files)[number];
    const facts = {
      name: files.map((file) => file.fileName).join(", "),
      sizeBytes: files.reduce((sum, file) => sum + file.sizeBytes, 0),
      digest: last.digest,
      rows: raw.rows,
      encoding: raw.encoding,
      format: raw.format,
      sheets: [...raw.sheets],
    };
    // What another sheet or added rows would be is not drawn before it is said.
    const isOpen = found.questions.some(({ about }) => about === "rollUp" || about === "sheet");
    const preview = isOpen ? null : await previewOf(raw, found.proposal, onStage);
    return { inspection: { file: facts, ...found }, preview };
  });
}

/** Null while a role or an answer is missing. */
async function previewOf(raw: RawTable, draft: RecipeDraft, onStage: OnStage): Promise<Preview | null> {
  const parsed = RecipeSchema.safeParse(draft);
  if (!parsed.success || roleProblems(draft).length > 0) return null;
  const recipe: Recipe = parsed.data;
  try {
    const read = await buildTable(raw, recipe, onStage);
    const { built: table, facts } = await applySteps(read, onStage);
    onStage("Measuring every series");
    const { profile, summary } = await measure(table);
    return {
      problems: [],
      problemCount: 0,
      profile: { ...profile, steps: facts },
      summary: firstSeries(summary, PREVIEW_SERIES),
      sample: await sampleOf(table, summary),
    };
  } catch (error) {
    if (!(error instanceof DataRefused)) throw error;
    return {
      problems: [...error.problems],
      problemCount: error.total,
      profile: null,
      summary: null,
      sample: [],
    };
  }
}

function firstSeries(summary: SeriesSummary, count: number): SeriesSummary {
  const cut = Object.fromEntries(
    Object.entries(summary).map(([key, value]) => [
      key,
      Array.isArray(value) ? value.slice(0, count) : value,
    ]),
  ) as unknown as SeriesSummary;
  const bytes = Buffer.from(summary.bins, "base64").subarray(0, count * summary.binCount);
  return { ...cut, bins: bytes.toString("base64") };
}

/** The last 400 periods of a few series, on the grid: a period without a row is a gap. */
async function sampleOf(table: BuiltTable, summary: SeriesSummary): Promise<SeriesValues[]> {
  const samples: SeriesValues[] = [];
  for (let s = 0; s < Math.min(SAMPLE_SERIES, summary.ids.length); s += 1) {
    const last = summary.last[s] as number;
    const from = Math.max(summary.first[s] as number, last - SAMPLE_PERIODS + 1);
    const where = `FROM data WHERE series = ${s} AND pos >= ${from}`;
    const [count] = await rowsOf(table.raw.connection, `SELECT count(*) AS n ${where}`);
    const columns = await collectColumns(
      await table.raw.connection.stream(`SELECT pos, ds, y ${where} ORDER BY pos`),
      Number(count?.n),
    );
    const times = Array.from({ length: last - from + 1 }, (_, i) =>
      addSteps(table.firstTime, from + i, table.frequency),
    );
    const values = times.map((): number | null => null);
    const [pos, ds, y] = [columns.pos as Int32Array, columns.ds as Float64Array, columns.y as Float64Array];
    for (let i = 0; i < y.length; i += 1) {
      const at = (pos[i] as number) - from;
      times[at] = ds[i] as number;
      values[at] = Number.isNaN(y[i]) ? null : (y[i] as number);
    }
    samples.push({ id: summary.ids[s] as string, times, values });
  }
  return samples;
}
