import { z } from "zod";
import { assertMay } from "#lib/features/workspaces/authorise.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { db } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { parseInput } from "#lib/platform/parse.ts";
import { getRunOptions } from "./options.ts";
import type { VersionOption } from "./options-view.ts";
import { type RunRequest, RunRequestSchema } from "./schema.ts";

const { datasetVersionId, horizonSteps, clientKey, ...others } = RunRequestSchema.shape;

/** A run as a machine asks for it: what is left out is what the form proposes. */
export const NewRunSchema = z.strictObject({
  datasetVersionId,
  horizonSteps,
  ...z.object(others).partial().shape,
  clientKey: clientKey.optional(),
});

const DEFAULT_SEED = 1;

/** The request with everything in it that the sender left to us. @throws AppError `not_found` for foreign data. */
export async function completeRunRequest(
  actor: ProjectActor,
  input: unknown,
  options: { onceKey: string },
): Promise<RunRequest> {
  const asked = parseInput(NewRunSchema, input);
  assertMay(actor, "edit_data_and_runs");
  const { versions, models, network } = await getRunOptions(actor);
  const version = versions.find((one) => one.id === asked.datasetVersionId);
  const proposed = version ? proposalFor(version, asked.horizonSteps) : await withoutProposal(actor, asked);
  const usable = models.filter(
    ({ key, isProposed }) => isProposed && (key !== "today" || version?.hasTodayForecast),
  );
  return {
    datasetVersionId: asked.datasetVersionId,
    horizonSteps: asked.horizonSteps,
    seasonLength: asked.seasonLength ?? proposed.seasonLength,
    selectionFolds: asked.selectionFolds ?? proposed.selectionFolds,
    testFolds: asked.testFolds ?? proposed.testFolds,
    models: asked.models ?? usable.map(({ key }) => key),
    network: asked.network ?? network,
    window: asked.window,
    gapSteps: asked.gapSteps,
    refit: asked.refit,
    auto: asked.auto,
    holidays: asked.holidays,
    labels: asked.labels,
    sealed: asked.sealed,
    seed: asked.seed ?? DEFAULT_SEED,
    place: asked.place ?? "server",
    question: asked.question ?? "",
    clientKey: asked.clientKey ?? options.onceKey,
  };
}

type Proposal = Pick<VersionOption["recommended"], "seasonLength" | "selectionFolds" | "testFolds">;

/** The form's folds, fewer where this horizon leaves no room for so many. */
export function proposalFor(
  { periods, recommended }: Pick<VersionOption, "periods" | "recommended">,
  horizonSteps: number,
): Proposal {
  const { seasonLength } = recommended;
  const least = Math.max(seasonLength + 1, 8);
  let [selectionFolds, testFolds] = [3, 2];
  const fits = () => least + horizonSteps * (selectionFolds + testFolds) <= periods;
  while (!fits() && selectionFolds + testFolds > 2) {
    if (selectionFolds > 1) selectionFolds -= 1;
    else testFolds -= 1;
  }
  return { seasonLength, selectionFolds, testFolds };
}

/** Only the newest versions come with a proposal; for an older one the sender says it all. */
async function withoutProposal(actor: ProjectActor, asked: z.output<typeof NewRunSchema>): Promise<Proposal> {
  const { workspaceId, projectId } = actor;
  const count = await db().datasetVersion.count({
    where: { id: asked.datasetVersionId, workspaceId, projectId, deletedAt: null },
  });
  if (count === 0) {
    throw new AppError("not_found", { detail: "This version of the data is not in this project." });
  }
  const { seasonLength, selectionFolds, testFolds } = asked;
  if (seasonLength === undefined || selectionFolds === undefined || testFolds === undefined) {
    throw new AppError("invalid_input", {
      detail: "For data this old, give seasonLength, selectionFolds and testFolds.",
    });
  }
  return { seasonLength, selectionFolds, testFolds };
}
