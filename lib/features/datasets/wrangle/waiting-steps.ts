import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { db } from "#lib/platform/db.ts";
import type { Recipe } from "../recipe.ts";
import { canonicalSteps } from "./canonical.ts";
import { StepsSchema } from "./step-schema.ts";

/**
 * How many steps the dataset's saved recipe has that a version was made without: a whole new file, say, that came instead
 * of a drop. 0 where the version has steps, or is not the newest.
 */
export async function countWaitingSteps(
  actor: ProjectActor,
  version: { datasetId: string; number: number; recipe: Recipe },
): Promise<number> {
  if (canonicalSteps(version.recipe.steps).length > 0) return 0;
  const { workspaceId, projectId } = actor;
  const { datasetId, number } = version;
  const newer = await db().datasetVersion.count({
    where: { datasetId, workspaceId, projectId, number: { gt: number }, deletedAt: null },
  });
  if (newer > 0) return 0;
  const saved = await db().datasetRecipe.findFirst({
    where: { datasetId, workspaceId },
    select: { steps: true },
  });
  return saved ? canonicalSteps(StepsSchema.parse(saved.steps)).length : 0;
}
