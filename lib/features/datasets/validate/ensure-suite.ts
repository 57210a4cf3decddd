import { db } from "#lib/platform/db.ts";
import type { Prisma } from "#lib/platform/prisma/client.ts";
import { proposeSuite } from "./propose.ts";
import { findSuiteRow, loadEvidence } from "./repository.ts";

/** Stores the proposal of a dataset's first profiled version, once. */
export async function ensureSuite(scope: {
  workspaceId: string;
  projectId: string;
  datasetId: string;
  versionId: string;
}): Promise<void> {
  const { workspaceId, projectId, datasetId } = scope;
  if (await findSuiteRow(db(), scope)) return;
  const evidence = await loadEvidence(db(), scope);
  if (!evidence) return;
  const expectations = proposeSuite(evidence) as unknown as Prisma.InputJsonArray;
  await db().expectationSuite.createMany({
    data: [{ datasetId, workspaceId, projectId, expectations }],
    skipDuplicates: true,
  });
}
