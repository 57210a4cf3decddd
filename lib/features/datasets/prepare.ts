import { putBlob } from "#lib/platform/blobs/index.ts";
import { withDuckDb, withFolder } from "#lib/platform/parquet/duck.ts";
import { type Manifest, ManifestSchema, type Part, readParts } from "./manifest.ts";
import type { Before, Prepared } from "./prepared.ts";
import type { Profile } from "./profile.ts";
import { ProfileSchema } from "./profile-schema.ts";
import { type BuiltTable, buildTable } from "./reading/build.ts";
import { measure } from "./reading/measure.ts";
import { withRawTable } from "./reading/raw.ts";
import type { OnStage } from "./reading/table.ts";
import { canonicalRecipe, columnsWith, type Recipe } from "./recipe.ts";
import { RecipeSchema } from "./recipe-schema.ts";
import type { VersionRow } from "./repository.ts";
import { prepareAppended } from "./wrangle/append.ts";
import { applySteps, builtFrom, workOn } from "./wrangle/apply.ts";
import { fetchParts, loadParts, storePart } from "./wrangle/parts.ts";
import { readFrequency } from "./wrangle/read-frequency.ts";
import { runSteps } from "./wrangle/run.ts";
import type { StepFacts } from "./wrangle/step-schema.ts";

interface Wish {
  workspaceId: string;
  files: Manifest["raw"];
  /** The version that the files come after, or null. */
  base: VersionRow | null;
  recipe: Recipe;
  onStage: OnStage;
}

/**
 * Reads, does the recipe's steps, measures and stores, by the shortest way that gives the same values: from the rows of
 * the version before where its files are the same, by the new files alone where the recipe works row by row, and else
 * from all files.
 */
export async function prepareVersion(wish: Wish): Promise<Prepared> {
  const { base } = wish;
  if (!base) return prepareFiles(wish);
  const before = {
    manifest: ManifestSchema.parse(base.manifest),
    recipe: RecipeSchema.parse(base.recipe),
    profile: ProfileSchema.parse(base.profile),
  };
  if (!isReadAlike(before.recipe, wish.recipe)) return prepareFiles(wish);
  const added = wish.files.slice(before.manifest.raw.length);
  if (added.length === 0) return prepareSteps({ ...wish, before });
  return (await prepareAppended({ ...wish, added, before })) ?? prepareFiles(wish);
}

/** Whether two recipes read the files alike, whatever steps follow. */
function isReadAlike(a: Recipe, b: Recipe): boolean {
  return canonicalRecipe({ ...a, steps: [] }) === canonicalRecipe({ ...b, steps: [] });
}

function prepareFiles({ workspaceId, files, recipe, onStage }: Wish): Promise<Prepared> {
  const { delimiter, encoding, sheet } = recipe;
  return withRawTable({ workspaceId, files, delimiter, encoding, sheet, onStage }, async (raw) => {
    const read = await buildTable(raw, recipe, onStage);
    const hasSteps = recipe.steps.some(({ isOn }) => isOn);
    if (hasSteps) onStage("Storing the rows as they were read");
    const readPart = hasSteps ? await storePart(read, workspaceId) : null;
    const { built, facts } = await applySteps(read, onStage);
    const stored = await measureAndStore({ workspaceId, built, facts, onStage });
    const { isZoned } = read;
    return {
      profile: stored.profile,
      manifest: {
        raw: files,
        parts: [stored.part],
        read: readPart ? [readPart] : [],
        summary: stored.summary,
        isZoned,
      },
    };
  });
}

/** Other steps on the rows that a version has read already. */
function prepareSteps({
  workspaceId,
  recipe,
  onStage,
  before,
}: Wish & { before: Before }): Promise<Prepared> {
  return withFolder(async (folder) => {
    onStage("Fetching the rows");
    const paths = await fetchParts({ workspaceId, folder, parts: readParts(before.manifest) });
    return withDuckDb({ folder }, async (connection) => {
      const covariates = columnsWith(recipe, "covariate");
      const hasToday = columnsWith(recipe, "today").length > 0;
      await loadParts(connection, paths, { covariates, hasToday });
      const frequency = await readFrequency(connection, recipe);
      const work = workOn({ connection, covariates, frequency, isWhole: true });
      const facts = await runSteps(work, recipe.steps, onStage);
      const { rollUp } = before.profile;
      const built = await builtFrom(work, { folder, recipe, hasToday, rollUp });
      const stored = await measureAndStore({ workspaceId, built, facts, onStage });
      const read = recipe.steps.some(({ isOn }) => isOn) ? [...readParts(before.manifest)] : [];
      return {
        profile: stored.profile,
        manifest: { ...before.manifest, parts: [stored.part], read, summary: stored.summary },
      };
    });
  });
}

async function measureAndStore(options: {
  workspaceId: string;
  built: BuiltTable;
  facts: StepFacts[];
  onStage: OnStage;
}): Promise<{ profile: Profile; summary: string; part: Part }> {
  const { workspaceId, built, facts, onStage } = options;
  onStage("Measuring every series");
  const { profile, summary } = await measure(built);
  onStage("Storing the version");
  const part = await storePart(built, workspaceId);
  if (!part) throw new Error("A table without rows was measured.");
  const blob = await putBlob({ workspaceId, chunks: [Buffer.from(JSON.stringify(summary))] });
  return { profile: { ...profile, steps: facts }, summary: blob.digest, part };
}
