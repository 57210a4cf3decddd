import { db, transaction } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { appendEvent } from "#lib/platform/events/append.ts";
import type { VersionScope } from "../explore/profile-version.ts";
import { ensureSuite } from "./ensure-suite.ts";
import { judge } from "./judge.ts";
import {
  expectationsOf,
  findSuiteRow,
  findValidations,
  loadEvidence,
  lockDataset,
  storeValidation,
  type ValidationRow,
} from "./repository.ts";

/**
 * Judges a version by its dataset's suite and keeps the results, unless they are of the suite as it stands. The first
 * version's data propose the suite. @throws AppError `not_found`.
 */
export async function ensureValidation(scope: VersionScope): Promise<ValidationRow> {
  const { workspaceId, projectId, versionId } = scope;
  const datasetId = await datasetOf(scope);
  const kept = await current(scope, datasetId);
  if (kept) return kept;
  const evidence = await loadEvidence(db(), scope);
  if (!evidence) throw new AppError("not_found");
  await ensureSuite({ ...scope, datasetId });
  await transaction(async (tx) => {
    await lockDataset(tx, { workspaceId, projectId, datasetId });
    const suite = await findSuiteRow(tx, { workspaceId, projectId, datasetId });
    if (!suite) throw new AppError("not_found");
    const results = expectationsOf(suite).map((expectation) => judge(expectation, evidence));
    const { revision } = suite;
    await storeValidation(tx, { workspaceId, projectId, versionId, datasetId, revision, results });
    await appendEvent(tx, { projectId, kind: "dataset.validated", ref: versionId });
  });
  const [stored] = await findValidations(db(), { workspaceId, projectId, versionIds: [versionId] });
  if (!stored) throw new AppError("not_found");
  return stored;
}

async function datasetOf(scope: VersionScope): Promise<string> {
  const { workspaceId, projectId, versionId } = scope;
  const version = await db().datasetVersion.findFirst({
    where: { id: versionId, workspaceId, projectId },
    select: { datasetId: true },
  });
  if (!version) throw new AppError("not_found");
  return version.datasetId;
}

/** The results by the suite as it stands; null when they are still to be judged. @throws AppError `not_found`. */
export async function findCurrentValidation(scope: VersionScope): Promise<ValidationRow | null> {
  return current(scope, await datasetOf(scope));
}

async function current(scope: VersionScope, datasetId: string): Promise<ValidationRow | null> {
  const { workspaceId, projectId, versionId } = scope;
  const [[row], suite] = await Promise.all([
    findValidations(db(), { workspaceId, projectId, versionIds: [versionId] }),
    findSuiteRow(db(), { workspaceId, projectId, datasetId }),
  ]);
  return row && suite && row.revision === suite.revision ? row : null;
}
