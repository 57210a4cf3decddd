import { piecesOf, writePiece } from "#lib/platform/blobs/index.ts";
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

/** The same in whatever state, for the one who sends it. */
export function findAnyUpload(db: Db, scope: Scope & { id: string }): Promise<Upload | null> {
  const { id, workspaceId, projectId } = scope;
  return db.upload.findFirst({ where: { id, workspaceId, projectId } });
}

/** Adds a piece if the upload still ends at this offset; says whether it did. */
export function appendPiece(
  piece: Scope & { id: string; offset: number; bytes: Uint8Array; expiresAt: Date },
): Promise<boolean> {
  const { id, workspaceId, projectId, offset, bytes } = piece;
  const end = offset + bytes.byteLength;
  return writePiece({ workspaceId, id }, piece, {
    text: `UPDATE "Upload" SET "receivedBytes" = $5, pieces = $6, "expiresAt" = $7
           WHERE id = $1 AND "workspaceId" = $2 AND "projectId" = $3 AND status = 'receiving'
           AND "receivedBytes" = $4 AND "declaredBytes" >= $5`,
    values: [id, workspaceId, projectId, offset, end, piecesOf(end), piece.expiresAt],
  });
}

export type VersionRow = DatasetVersion & { dataset: { name: string } };
const withName = { dataset: { select: { name: true } } } as const;

export function findVersion(db: Db, scope: Scope & { id: string }): Promise<VersionRow | null> {
  const { id, workspaceId, projectId } = scope;
  return db.datasetVersion.findFirst({
    where: { id, workspaceId, projectId, deletedAt: null },
    include: withName,
  });
}

/** Also one whose data are gone: the same input makes it anew. */
export function findAnyVersionByDigest(
  db: Db,
  scope: Scope & { name: string; digest: string },
): Promise<VersionRow | null> {
  const { name, digest, workspaceId, projectId } = scope;
  return db.datasetVersion.findFirst({
    where: { digest, workspaceId, projectId, dataset: { name } },
    include: withName,
  });
}

export function findVersionByDigest(
  db: Db,
  scope: Scope & { name: string; digest: string },
): Promise<VersionRow | null> {
  const { name, digest, workspaceId, projectId } = scope;
  return db.datasetVersion.findFirst({
    where: { digest, workspaceId, projectId, deletedAt: null, dataset: { name } },
    include: withName,
  });
}

export function listVersions(db: Db, scope: Scope): Promise<VersionRow[]> {
  const { workspaceId, projectId } = scope;
  return db.datasetVersion.findMany({
    where: { workspaceId, projectId, deletedAt: null },
    include: withName,
    orderBy: { createdAt: "desc" },
  });
}
