import { createHash } from "node:crypto";
import { type Db, db, type Tx } from "#lib/platform/db.ts";
import type { SnapshotReason } from "#lib/platform/prisma/enums.ts";

interface Scope {
  workspaceId: string;
  projectId: string;
}

export interface SnapshotRow {
  number: number;
  reason: SnapshotReason;
  name: string;
  ref: string | null;
  takenById: string;
  at: Date;
}

const COLUMNS = { number: true, reason: true, name: true, ref: true, takenById: true, at: true } as const;

/** Under the project's row lock, which gives the next number. What the canvas says is stored once. */
export async function insertSnapshot(
  tx: Tx,
  scope: Scope,
  snapshot: Pick<SnapshotRow, "reason" | "name" | "ref" | "takenById"> & { content: string },
): Promise<SnapshotRow> {
  const { workspaceId, projectId } = scope;
  const { content, ...rest } = snapshot;
  const digest = createHash("sha256").update(content, "utf8").digest("hex");
  await tx.canvasContent.createMany({ data: [{ workspaceId, digest, content }], skipDuplicates: true });
  const last = await tx.canvasSnapshot.aggregate({
    where: { workspaceId, projectId },
    _max: { number: true },
  });
  return tx.canvasSnapshot.create({
    data: { projectId, workspaceId, number: (last._max.number ?? 0) + 1, digest, ...rest },
    select: COLUMNS,
  });
}

/** The newest first, those before `before`. */
export function listSnapshots(
  scope: Scope,
  options: { before: number | null; limit: number },
): Promise<SnapshotRow[]> {
  return db().canvasSnapshot.findMany({
    where: {
      workspaceId: scope.workspaceId,
      projectId: scope.projectId,
      ...(options.before === null ? {} : { number: { lt: options.before } }),
    },
    select: COLUMNS,
    orderBy: { number: "desc" },
    take: options.limit,
  });
}

export async function findSnapshot(
  client: Db,
  scope: Scope,
  number: number,
): Promise<(SnapshotRow & { content: string }) | null> {
  const row = await client.canvasSnapshot.findFirst({
    where: { workspaceId: scope.workspaceId, projectId: scope.projectId, number },
    select: { ...COLUMNS, content: { select: { content: true } } },
  });
  return row && { ...row, content: row.content.content };
}
