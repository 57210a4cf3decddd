import { z } from "zod";
import { recordAudit } from "#lib/features/audit/server.ts";
import { assertMay } from "#lib/features/workspaces/authorise.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { type Tx, transaction } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { appendEvent } from "#lib/platform/events/append.ts";
import { parseInput } from "#lib/platform/parse.ts";
import { Prisma } from "#lib/platform/prisma/client.ts";
import { DeleteDatasetSchema, DeleteVersionSchema, type Keep, KeepSchema } from "./schema.ts";
import { isUsed, usesInWords, usesOf } from "./uses.ts";

/**
 * Lets the data of a version go for good. Its row stays, with number, digest and what was counted, for runs and the audit;
 * a job removes the bytes that nothing else refers to. Doing it again changes nothing.
 * @throws `conflict` when something rests on it and `evenIfUsed` is not said, or a run still reads it.
 */
export async function deleteVersion(actor: ProjectActor, input: unknown): Promise<{ isNew: boolean }> {
  assertMay(actor, "administer");
  const { versionId, evenIfUsed, reason } = parseInput(DeleteVersionSchema, input);
  return transaction(async (tx) => {
    const row = await lockVersion(tx, actor, versionId);
    if (row.deletedAt) return { isNew: false };
    await assertFree(tx, actor, [row], evenIfUsed);
    await letGo(tx, actor, row, { reason, byId: actor.userId, isByPolicy: false });
    return { isNew: true };
  });
}

/** All versions of a dataset, and the dataset itself; its name can be used anew. */
export async function deleteDataset(actor: ProjectActor, input: unknown): Promise<{ isNew: boolean }> {
  assertMay(actor, "administer");
  const { datasetId, evenIfUsed, reason } = parseInput(DeleteDatasetSchema, input);
  const { workspaceId, projectId } = actor;
  return transaction(
    async (tx) => {
      const dataset = await lockDataset(tx, actor, datasetId);
      if (dataset.deletedAt) return { isNew: false };
      const rows = await tx.datasetVersion.findMany({
        where: { datasetId, workspaceId, projectId, deletedAt: null },
        include: { dataset: { select: { name: true } } },
        orderBy: { number: "asc" },
      });
      await assertFree(tx, actor, rows, evenIfUsed);
      for (const row of rows) {
        await letGo(tx, actor, row, { reason, byId: actor.userId, isByPolicy: false });
      }
      await tx.dataset.update({
        where: { id: datasetId, workspaceId, projectId },
        data: { deletedAt: new Date(), deletedById: actor.userId, keepVersions: null, keepDays: null },
      });
      await recordAudit(tx, {
        ...{ workspaceId, projectId, actorId: actor.userId, action: "dataset.deleted", ref: datasetId },
        detail: { name: dataset.name, versions: rows.length, reason },
      });
      return { isNew: true };
    },
    { timeoutMs: 60_000 },
  );
}

/** How long versions are kept from now on. What is too old by it goes with the worker's next round. */
export async function setKeep(actor: ProjectActor, datasetId: string, input: unknown): Promise<Keep> {
  assertMay(actor, "administer");
  const keep = parseInput(KeepSchema, input);
  if (!z.uuid().safeParse(datasetId).success) throw noDataset();
  const { workspaceId, projectId } = actor;
  await transaction(async (tx) => {
    const dataset = await lockDataset(tx, actor, datasetId);
    if (dataset.deletedAt) throw noDataset();
    if (dataset.keepVersions === keep.keepVersions && dataset.keepDays === keep.keepDays) return;
    await tx.dataset.update({ where: { id: datasetId, workspaceId, projectId }, data: keep });
    await recordAudit(tx, {
      ...{ workspaceId, projectId, actorId: actor.userId, action: "dataset.keep_changed", ref: datasetId },
      detail: { name: dataset.name, ...keep },
    });
  });
  return keep;
}

type Scope = Pick<ProjectActor, "workspaceId" | "projectId">;
interface Row {
  id: string;
  number: number;
  digest: string;
  manifest: unknown;
  dataset: { name: string };
}

const noDataset = () => new AppError("not_found", { detail: "There is no such dataset in this project." });

async function lockDataset(tx: Tx, scope: Scope, id: string) {
  const { workspaceId, projectId } = scope;
  await tx.$queryRaw(Prisma.sql`
    SELECT id FROM "Dataset" WHERE id = ${id} AND "workspaceId" = ${workspaceId} FOR UPDATE`);
  const dataset = await tx.dataset.findFirst({ where: { id, workspaceId, projectId } });
  if (!dataset) throw noDataset();
  return dataset;
}

export async function lockVersion(tx: Tx, scope: Scope, id: string) {
  const { workspaceId, projectId } = scope;
  // Whoever asks for a run meanwhile waits here with the reference to it.
  await tx.$queryRaw(Prisma.sql`
    SELECT id FROM "DatasetVersion" WHERE id = ${id} AND "workspaceId" = ${workspaceId} FOR UPDATE`);
  const row = await tx.datasetVersion.findFirst({
    where: { id, workspaceId, projectId },
    include: { dataset: { select: { name: true } } },
  });
  if (!row) throw new AppError("not_found", { detail: "There is no such version in this project." });
  return row;
}

async function assertFree(tx: Tx, scope: Scope, rows: readonly Row[], evenIfUsed: boolean): Promise<void> {
  const uses = await usesOf(tx, { ...scope, versionIds: rows.map((row) => row.id) });
  for (const row of rows) {
    const own = uses.get(row.id);
    if (!own) continue;
    const running = own.running[0];
    if (running !== undefined) {
      throw new AppError("conflict", {
        detail: `Run ${running} still reads version ${row.number} of ${row.dataset.name}. Cancel it, or wait for its end. Nothing was deleted.`,
      });
    }
    if (isUsed(own) && !evenIfUsed) {
      throw new AppError("conflict", {
        detail: `Version ${row.number} of ${row.dataset.name} stays: ${usesInWords(own)}. Say that it is to go even so. Nothing was deleted.`,
      });
    }
  }
}

/** In the caller's transaction, the version's row being locked. */
export async function letGo(
  tx: Tx,
  scope: Scope,
  row: Row,
  how: { reason: string; byId: string | null; isByPolicy: boolean },
): Promise<void> {
  const { workspaceId, projectId } = scope;
  await tx.datasetVersion.update({
    where: { id: row.id, workspaceId, projectId },
    data: { deletedAt: new Date(), deletedById: how.byId, deletedReason: how.reason },
  });
  await tx.datasetDifference.deleteMany({
    where: { workspaceId, OR: [{ fromDigest: row.digest }, { toDigest: row.digest }] },
  });
  await releaseRawUploads(tx, scope, row);
  // Whatever the manifest names, by whatever key.
  const digests = new Set(JSON.stringify(row.manifest).match(/\b[0-9a-f]{64}\b/g) ?? []);
  const profiles = await tx.versionProfile.findMany({ where: { versionId: row.id, workspaceId } });
  for (const { columnsDigest } of profiles) digests.add(columnsDigest);
  await tx.versionProfile.deleteMany({ where: { versionId: row.id, workspaceId } });
  await tx.blobRelease.createMany({
    data: [...digests].map((digest) => ({ workspaceId, digest })),
    skipDuplicates: true,
  });
  await recordAudit(tx, {
    ...{ workspaceId, projectId, actorId: how.byId, action: "dataset.version_deleted", ref: row.id },
    detail: {
      name: row.dataset.name,
      number: row.number,
      digest: row.digest,
      reason: how.reason,
      byPolicy: how.isByPolicy,
    },
  });
  await appendEvent(tx, { projectId, kind: "dataset.version_deleted", ref: row.id });
}

/** The uploads that the version was made of go with it, unless another version of the project is made of them too. */
async function releaseRawUploads(tx: Tx, scope: Scope, row: Row): Promise<void> {
  const { workspaceId, projectId } = scope;
  await tx.$executeRaw(Prisma.sql`
    DELETE FROM "Upload" u WHERE u."workspaceId" = ${workspaceId} AND u."projectId" = ${projectId}
      AND u.status = 'received' AND ${JSON.stringify(row.manifest)}::jsonb->'raw' @> jsonb_build_array(jsonb_build_object('digest', u.digest))
      AND NOT EXISTS (SELECT 1 FROM "DatasetVersion" v WHERE v."workspaceId" = ${workspaceId}
        AND v."projectId" = ${projectId} AND v."deletedAt" IS NULL
        AND v.manifest->'raw' @> jsonb_build_array(jsonb_build_object('digest', u.digest)))`);
}
