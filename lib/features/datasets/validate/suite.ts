import { recordAudit } from "#lib/features/audit/server.ts";
import { assertMay } from "#lib/features/workspaces/authorise.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { db, transaction } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { appendEvent } from "#lib/platform/events/append.ts";
import { parseInput } from "#lib/platform/parse.ts";
import type { Prisma } from "#lib/platform/prisma/client.ts";
import { findProfile } from "../explore/profile-version.ts";
import { getDataset } from "../list.ts";
import { profileOfVersion } from "../reader.ts";
import { getDatasetVersion } from "../versions.ts";
import { ensureSuite } from "./ensure-suite.ts";
import { type Evidence, judge } from "./judge.ts";
import { proposeSuite } from "./propose.ts";
import { expectationsOf, findSuiteRow, loadEvidence, lockDataset, storeValidation } from "./repository.ts";
import { type Expectation, SuiteInputSchema } from "./schema.ts";

export interface SuiteView {
  datasetId: string;
  name: string;
  expectations: Expectation[];
  revision: number;
  /** As the first version's data proposed it; nobody has edited it. */
  isProposal: boolean;
  updatedAt: number;
}

/** Versions that are judged anew when a suite is edited, newest first; older ones at the next look. */
const JUDGED_ANEW = 20;

/** The suite of a dataset, proposed from its newest version when there is none yet. @throws AppError `not_found`. */
export async function getSuite(actor: ProjectActor, datasetId: string): Promise<SuiteView> {
  const { id, name, latest } = await getDataset(actor, datasetId);
  const { workspaceId, projectId } = actor;
  let row = await findSuiteRow(db(), { workspaceId, projectId, datasetId: id });
  if (!row && latest) {
    await profileOfVersion(actor, latest.id);
    await ensureSuite({ workspaceId, projectId, datasetId: id, versionId: latest.id });
    row = await findSuiteRow(db(), { workspaceId, projectId, datasetId: id });
  }
  if (!row) throw new AppError("not_found", { detail: "This dataset has no version to expect anything of." });
  const { revision, isProposal, updatedAt } = row;
  return {
    ...{ datasetId: id, name, revision, isProposal },
    expectations: expectationsOf(row),
    updatedAt: updatedAt.getTime(),
  };
}

/** What a version's data would propose now; nothing is stored. @throws AppError `not_found`. */
export async function proposeFor(actor: ProjectActor, versionId: string): Promise<Expectation[]> {
  assertMay(actor, "read");
  const { workspaceId, projectId } = actor;
  const { id } = await getDatasetVersion(actor, versionId);
  await profileOfVersion(actor, id);
  const evidence = await loadEvidence(db(), { workspaceId, projectId, versionId: id });
  if (!evidence) throw new AppError("not_found");
  return proposeSuite(evidence);
}

/**
 * Replaces a dataset's suite, and judges its newest versions by it at once.
 * @throws AppError `invalid_input` with a message a field; `conflict` when somebody else edited it meanwhile.
 */
export async function saveSuite(
  actor: ProjectActor,
  datasetId: string,
  input: unknown,
): Promise<{ revision: number }> {
  const wish = parseInput(SuiteInputSchema, input);
  assertMay(actor, "edit_data_and_runs");
  await getSuite(actor, datasetId);
  const { workspaceId, projectId, userId } = actor;
  const scope = { workspaceId, projectId, datasetId };
  const versions = await db().datasetVersion.findMany({
    where: { ...scope, deletedAt: null },
    orderBy: { number: "desc" },
    take: JUDGED_ANEW,
    select: { id: true },
  });
  // Counted before the lock is taken: a profile may take seconds.
  const evidence: { versionId: string; evidence: Evidence }[] = [];
  for (const [place, { id }] of versions.entries()) {
    // The newest is what people look at; of the others only those that need no counting.
    if (place === 0) await profileOfVersion(actor, id);
    else if (!(await findProfile({ ...scope, versionId: id }))) continue;
    const found = await loadEvidence(db(), { ...scope, versionId: id });
    if (found) evidence.push({ versionId: id, evidence: found });
  }
  return transaction(
    async (tx) => {
      await lockDataset(tx, scope);
      const before = await findSuiteRow(tx, scope);
      if (!before) throw new AppError("not_found");
      if (wish.revision !== undefined && wish.revision !== before.revision) {
        throw new AppError("conflict", {
          detail: "Somebody else has edited these expectations meanwhile. Load the page again to see theirs.",
        });
      }
      const revision = before.revision + 1;
      await tx.expectationSuite.update({
        where: { datasetId },
        data: {
          expectations: wish.expectations as unknown as Prisma.InputJsonArray,
          revision,
          isProposal: false,
          updatedById: userId,
          updatedAt: new Date(),
        },
      });
      for (const one of evidence) {
        const results = wish.expectations.map((expectation) => judge(expectation, one.evidence));
        await storeValidation(tx, { ...scope, versionId: one.versionId, revision, results });
        await appendEvent(tx, { projectId, kind: "dataset.validated", ref: one.versionId });
      }
      const dataset = await tx.dataset.findFirst({
        where: { id: datasetId, workspaceId },
        select: { name: true },
      });
      await recordAudit(tx, {
        workspaceId,
        projectId,
        actorId: userId,
        action: "dataset.expectations_edited",
        ref: datasetId,
        detail: {
          name: dataset?.name ?? "",
          revision,
          expectations: wish.expectations.length,
          errors: wish.expectations.filter((one) => one.severity === "error").length,
        },
      });
      return { revision };
    },
    { timeoutMs: 30_000 },
  );
}
