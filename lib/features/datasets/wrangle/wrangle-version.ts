import { assertMay } from "#lib/features/workspaces/authorise.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { db } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { parseInput } from "#lib/platform/parse.ts";
import { type ImportedVersion, makeVersion } from "../import.ts";
import { ManifestSchema } from "../manifest.ts";
import type { OnStage } from "../reading/table.ts";
import { RecipeSchema } from "../recipe-schema.ts";
import { findVersion } from "../repository.ts";
import { WrangleSchema } from "./input.ts";

/**
 * A version of the same files, read in the same way, with other steps: found when it is there already, and else made from
 * the rows as they were read.
 * @throws DataRefused that names the step which does not fit; `not_found` for a foreign version.
 */
export async function wrangleVersion(
  actor: ProjectActor,
  input: unknown,
  onStage: OnStage = () => {},
): Promise<ImportedVersion> {
  assertMay(actor, "edit_data_and_runs");
  const { versionId, steps } = parseInput(WrangleSchema, input);
  const base = await findVersion(db(), { ...actor, id: versionId });
  if (!base) throw new AppError("not_found", { detail: "There is no such version in this project." });
  const recipe = { ...RecipeSchema.parse(base.recipe), steps };
  const { raw } = ManifestSchema.parse(base.manifest);
  return makeVersion(actor, { name: base.dataset.name, recipe, files: raw, base }, onStage);
}
