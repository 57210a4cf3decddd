import { assertMay } from "#lib/features/workspaces/authorise.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { ForecastError } from "#lib/forecast/index.ts";
import { AppError } from "#lib/platform/errors.ts";
import { parseInput } from "#lib/platform/parse.ts";
import { loadPanel } from "../panel.ts";
import { getDatasetVersion } from "../versions.ts";
import { buildSplit } from "./build.ts";
import { SplitSchema } from "./schema.ts";
import type { SplitView } from "./view.ts";

/**
 * How a version would be split, and whether anything in it leaks, before anything trains.
 * @throws AppError `not_found`; `invalid_input` for folds that the data are too short for, saying what would fit.
 */
export async function getSplit(actor: ProjectActor, versionId: string, input: unknown): Promise<SplitView> {
  const wish = parseInput(SplitSchema, input);
  assertMay(actor, "read");
  const version = await getDatasetVersion(actor, versionId);
  const panel = await loadPanel({ workspaceId: actor.workspaceId, versionId: version.id });
  try {
    return buildSplit(panel, wish);
  } catch (error) {
    if (!(error instanceof ForecastError)) throw error;
    throw new AppError("invalid_input", { detail: error.detail, fields: { horizonSteps: error.detail } });
  }
}
