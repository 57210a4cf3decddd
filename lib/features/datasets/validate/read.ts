import { assertMay } from "#lib/features/workspaces/authorise.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { db } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { validationOfVersion } from "../reader.ts";
import { getDatasetVersion } from "../versions.ts";
import { findValidations, type ValidationRow } from "./repository.ts";
import type { Result } from "./schema.ts";

export type ValidationView = ValidationRow;

/** How a version meets its dataset's expectations; judged at the first look. @throws AppError `not_found`. */
export async function getValidation(actor: ProjectActor, versionId: string): Promise<ValidationView> {
  assertMay(actor, "read");
  const { id } = await getDatasetVersion(actor, versionId);
  return validationOfVersion(actor, id);
}

/** How these versions met their suites, as far as they were judged; by version id. Never computes. */
export async function listValidations(
  actor: ProjectActor,
  versionIds: readonly string[],
): Promise<Map<string, ValidationView>> {
  assertMay(actor, "read");
  const { workspaceId, projectId } = actor;
  const rows = await findValidations(db(), { workspaceId, projectId, versionIds });
  return new Map(rows.map((row) => [row.versionId, row]));
}

/** Failed errors of these results. */
function errorsOf(results: readonly Result[]): Result[] {
  return results.filter((result) => result.outcome === "failed" && result.severity === "error");
}

/**
 * Lets a run go on when no expectation of severity error fails; the refusal names them and the way out.
 * @throws AppError `invalid_input`, with a message at `datasetVersionId`.
 */
export async function assertTrainable(actor: ProjectActor, versionId: string): Promise<void> {
  const { errors, results } = await validationOfVersion(actor, versionId);
  if (errors === 0) return;
  const failed = errorsOf(results).map(({ title, found }) => `${title} (${found})`);
  const what = errors === 1 ? "an expectation that blocks" : `${errors} expectations that block`;
  const list = `${failed.slice(0, 3).join("; ")}${failed.length > 3 ? "; …" : ""}`;
  const detail = `This version fails ${what} training: ${list}. Correct the data and add a version, or change the expectation on the page of the version’s checks.`;
  throw new AppError("invalid_input", { detail, fields: { datasetVersionId: detail } });
}
