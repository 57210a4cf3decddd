import type { Db } from "#lib/platform/db.ts";
import type { DatasetVersion, Upload } from "#lib/platform/prisma/client.ts";

interface Scope {
  workspaceId: string;
  projectId: string;
}

export function findUpload(db: Db, scope: Scope & { id: string }): Promise<Upload | null> {
  const { id, workspaceId, projectId } = scope;
  return db.upload.findFirst({ where: { id, workspaceId, projectId, status: "received" } });
}

export type VersionRow = DatasetVersion & { dataset: { name: string } };
const withName = { dataset: { select: { name: true } } } as const;

export function findVersion(db: Db, scope: Scope & { id: string }): Promise<VersionRow | null> {
  const { id, workspaceId, projectId } = scope;
  return db.datasetVersion.findFirst({ where: { id, workspaceId, projectId }, include: withName });
}

export function findVersionByDigest(
  db: Db,
  scope: Scope & { name: string; digest: string },
): Promise<VersionRow | null> {
  const { name, digest, workspaceId, projectId } = scope;
  return db.datasetVersion.findFirst({
    where: { digest, workspaceId, projectId, dataset: { name } },
    include: withName,
  });
}

export function listVersions(db: Db, scope: Scope): Promise<VersionRow[]> {
  const { workspaceId, projectId } = scope;
  return db.datasetVersion.findMany({
    where: { workspaceId, projectId },
    include: withName,
    orderBy: { createdAt: "desc" },
  });
}
