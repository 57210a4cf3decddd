import { recordAudit } from "#lib/features/audit/server.ts";
import { assertMay } from "#lib/features/workspaces/authorise.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { namesOf } from "#lib/features/workspaces/server.ts";
import { db, transaction } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { parseInput } from "#lib/platform/parse.ts";
import { Prisma } from "#lib/platform/prisma/client.ts";
import { getDataset } from "../list.ts";
import { RecipeSchema } from "../recipe-schema.ts";
import { canonicalSteps } from "./canonical.ts";
import { SaveRecipeSchema } from "./input.ts";
import type { SavedRecipe } from "./preview-types.ts";
import { type Step, StepsSchema } from "./step-schema.ts";

/** One person's changes within so long are one entry of the audit: a recipe is saved at every press. */
const AUDIT_PAUSE_MS = 10 * 60_000;

/**
 * The steps of a dataset as people left them; where none were saved, those of its newest version.
 * @throws AppError `not_found` for an unknown or a foreign dataset.
 */
export async function getRecipe(actor: ProjectActor, datasetId: string): Promise<SavedRecipe> {
  await getDataset(actor, datasetId);
  const { workspaceId } = actor;
  const saved = await db().datasetRecipe.findFirst({ where: { datasetId, workspaceId } });
  if (!saved) {
    const steps = await newestSteps(actor, datasetId);
    return { steps, revision: 0, changedAt: null, changedBy: null };
  }
  const people = await namesOf(db(), [saved.changedById]);
  return {
    steps: StepsSchema.parse(saved.steps),
    revision: saved.revision,
    changedAt: saved.changedAt.getTime(),
    changedBy: saved.changedById ? (people.get(saved.changedById) ?? null) : null,
  };
}

async function newestSteps(actor: ProjectActor, datasetId: string): Promise<Step[]> {
  const { workspaceId, projectId } = actor;
  const version = await db().datasetVersion.findFirst({
    where: { datasetId, workspaceId, projectId },
    orderBy: { number: "desc" },
    select: { recipe: true },
  });
  return version ? RecipeSchema.parse(version.recipe).steps : [];
}

/**
 * Keeps a dataset's steps, built or not.
 * @throws AppError `conflict` when somebody changed them since the revision that these came from; nothing is lost then.
 */
export async function saveRecipe(
  actor: ProjectActor,
  datasetId: string,
  input: unknown,
): Promise<{ revision: number }> {
  assertMay(actor, "edit_data_and_runs");
  const { steps, revision } = parseInput(SaveRecipeSchema, input);
  const { name } = await getDataset(actor, datasetId);
  const { workspaceId, projectId, userId } = actor;
  return transaction(async (tx) => {
    await tx.$queryRaw(Prisma.sql`SELECT id FROM "Dataset" WHERE id = ${datasetId} FOR UPDATE`);
    const before = await tx.datasetRecipe.findFirst({ where: { datasetId, workspaceId } });
    const isSame = before && JSON.stringify(StepsSchema.parse(before.steps)) === JSON.stringify(steps);
    if (isSame) return { revision: before.revision };
    if ((before?.revision ?? 0) !== revision) {
      throw new AppError("conflict", {
        detail:
          "Somebody else changed this recipe meanwhile. Your steps are kept here: look at theirs, then save again.",
      });
    }
    const now = new Date();
    const data = { steps, changedById: userId, changedAt: now };
    const after = before
      ? await tx.datasetRecipe.update({
          where: { datasetId, workspaceId },
          data: { ...data, revision: revision + 1 },
        })
      : await tx.datasetRecipe.create({ data: { ...data, datasetId, workspaceId, projectId } });
    const isNews =
      !before || before.changedById !== userId || now.getTime() - before.changedAt.getTime() > AUDIT_PAUSE_MS;
    const isChange =
      JSON.stringify(canonicalSteps(steps)) !==
      JSON.stringify(before ? canonicalSteps(StepsSchema.parse(before.steps)) : []);
    if (isNews && isChange) {
      await recordAudit(tx, {
        workspaceId,
        projectId,
        actorId: userId,
        action: "dataset.recipe_changed",
        ref: datasetId,
        detail: { name, steps: steps.length },
      });
    }
    return { revision: after.revision };
  });
}
