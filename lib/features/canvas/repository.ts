import { type Db, db, type Tx } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { Prisma } from "#lib/platform/prisma/client.ts";
import type { BlockProjection } from "./document/project.ts";

export interface Scope {
  workspaceId: string;
  projectId: string;
}

export interface StoredUpdate {
  seq: bigint;
  bytes: Uint8Array;
}

/** Takes the project's row lock: from here to the end of the transaction nobody else gives out a seq. */
export async function lockCanvas(tx: Tx, scope: Scope): Promise<bigint> {
  const rows = await tx.$queryRaw<{ canvasSeq: bigint }[]>(Prisma.sql`
    SELECT "canvasSeq" FROM "Project"
    WHERE id = ${scope.projectId} AND "workspaceId" = ${scope.workspaceId} FOR UPDATE`);
  const row = rows[0];
  if (!row) throw new AppError("not_found");
  return row.canvasSeq;
}

/** The number of the canvas's last update. */
export async function findCanvasSeq(scope: Scope): Promise<bigint> {
  const row = await db().project.findFirst({
    where: { id: scope.projectId, workspaceId: scope.workspaceId },
    select: { canvasSeq: true },
  });
  if (!row) throw new AppError("not_found");
  return row.canvasSeq;
}

/** One statement, so one snapshot: a compaction beside it is seen whole or not at all. */
export async function listUpdates(
  scope: Scope,
  options: { after: bigint; tx?: Db },
): Promise<StoredUpdate[]> {
  const rows = await (options.tx ?? db()).$queryRaw<
    { seq: bigint | null; bytes: Uint8Array | null }[]
  >(Prisma.sql`
    SELECT u.seq, u.bytes FROM "Project" p
    LEFT JOIN "CanvasUpdate" u ON u."projectId" = p.id AND u.seq > ${options.after}
    WHERE p.id = ${scope.projectId} AND p."workspaceId" = ${scope.workspaceId}
    ORDER BY u.seq`);
  if (rows.length === 0) throw new AppError("not_found");
  return rows.flatMap(({ seq, bytes }) => (seq === null || bytes === null ? [] : [{ seq, bytes }]));
}

/** Which of these changes are stored already, and what names the last update. Under the project's row lock. */
export async function findStored(
  tx: Tx,
  scope: Scope,
  asked: { clientIds: readonly string[]; last: bigint },
): Promise<{ known: Map<string, bigint>; stamp: string | null }> {
  const rows = await tx.$queryRaw<{ seq: bigint; clientId: string | null }[]>(Prisma.sql`
    SELECT seq, "clientId" FROM "CanvasUpdate"
    WHERE "projectId" = ${scope.projectId}
      AND ("clientId" IN (${Prisma.join([...asked.clientIds])}) OR seq = ${asked.last})`);
  const known = new Map<string, bigint>();
  let stamp: string | null = null;
  for (const { seq, clientId } of rows) {
    if (clientId !== null && asked.clientIds.includes(clientId)) known.set(clientId, seq);
    if (seq === asked.last) stamp = clientId;
  }
  return { known, stamp };
}

export function countUpdates(tx: Tx, scope: Scope): Promise<number> {
  return tx.canvasUpdate.count({ where: { projectId: scope.projectId } });
}

/** In the order of their numbers, of which the last one becomes the canvas's. */
export async function insertUpdates(
  tx: Tx,
  scope: Scope,
  updates: readonly { seq: bigint; bytes: Uint8Array; clientId: string; authorId: string }[],
): Promise<void> {
  const last = updates.at(-1);
  if (!last) return;
  const rows = updates.map(
    ({ seq, bytes, clientId, authorId }) =>
      Prisma.sql`(${scope.projectId}, ${seq}, ${new Uint8Array(bytes)}, ${clientId}, ${authorId})`,
  );
  await tx.$executeRaw(Prisma.sql`
    WITH counted AS (
      UPDATE "Project" SET "canvasSeq" = ${last.seq}
      WHERE id = ${scope.projectId} AND "workspaceId" = ${scope.workspaceId}
    )
    INSERT INTO "CanvasUpdate" ("projectId", seq, bytes, "clientId", "authorId") VALUES ${Prisma.join(rows)}`);
}

/** Puts the whole document in the place of every update up to `seq`, under the project's row lock. */
export async function replaceUpdates(
  tx: Tx,
  scope: Scope,
  compaction: { seq: bigint; document: Uint8Array },
): Promise<void> {
  await tx.canvasUpdate.deleteMany({
    where: { projectId: scope.projectId, seq: { lt: compaction.seq } },
  });
  await tx.canvasUpdate.update({
    where: { projectId_seq: { projectId: scope.projectId, seq: compaction.seq } },
    data: { bytes: new Uint8Array(compaction.document) },
  });
}

/** As one plain statement: it runs with every letter that somebody types. */
export async function saveProjection(
  tx: Tx,
  scope: Scope,
  options: { blocks: readonly BlockProjection[]; seq: bigint },
): Promise<void> {
  if (options.blocks.length === 0) return;
  const rows = options.blocks.map(
    (block) => Prisma.sql`(
      ${scope.projectId}, ${scope.workspaceId}, ${block.key}::"BlockKey", ${block.status}::"BlockStatus",
      ${block.ownerId}, ${JSON.stringify(block.fields)}::jsonb, ${JSON.stringify(block.drafts)}::jsonb,
      ${JSON.stringify(block.notes)}::jsonb, ${options.seq}, now())`,
  );
  await tx.$executeRaw(Prisma.sql`
    INSERT INTO "CanvasBlock"
      ("projectId", "workspaceId", key, status, "ownerId", fields, drafts, notes, "canvasSeq", "updatedAt")
    VALUES ${Prisma.join(rows)}
    ON CONFLICT ("projectId", key) DO UPDATE SET
      status = EXCLUDED.status, "ownerId" = EXCLUDED."ownerId", fields = EXCLUDED.fields,
      drafts = EXCLUDED.drafts, notes = EXCLUDED.notes, "canvasSeq" = EXCLUDED."canvasSeq",
      "updatedAt" = EXCLUDED."updatedAt"`);
}

const BLOCK_COLUMNS = {
  key: true,
  status: true,
  ownerId: true,
  fields: true,
  drafts: true,
  notes: true,
} as const satisfies Prisma.CanvasBlockSelect;

export type BlockRow = Prisma.CanvasBlockGetPayload<{ select: typeof BLOCK_COLUMNS }>;

export async function listBlocks(scope: Scope): Promise<BlockRow[]> {
  const project = await db().project.findFirst({
    where: { id: scope.projectId, workspaceId: scope.workspaceId },
    select: { canvasBlocks: { where: { workspaceId: scope.workspaceId }, select: BLOCK_COLUMNS } },
  });
  if (!project) throw new AppError("not_found");
  return project.canvasBlocks;
}

/** Of a person's lines on edits since then: which block, and when. A block may stand in several. */
export async function findRecentEdits(
  tx: Tx,
  entry: { workspaceId: string; projectId: string; actorId: string; action: string; since: Date },
): Promise<{ block: string; at: Date }[]> {
  const { since, workspaceId, projectId, actorId, action } = entry;
  const rows = await tx.auditEvent.findMany({
    where: { workspaceId, projectId, actorId, action, at: { gte: since } },
    orderBy: { at: "asc" },
    select: { at: true, detail: true },
  });
  return rows.flatMap(({ at, detail }) => {
    const blocks = typeof detail === "object" && detail !== null && "blocks" in detail ? detail.blocks : [];
    return Array.isArray(blocks) ? blocks.map((block) => ({ block: String(block), at })) : [];
  });
}

export async function listMemberNames(workspaceId: string): Promise<{ userId: string; name: string }[]> {
  const rows = await db().member.findMany({
    where: { workspaceId },
    select: { user: { select: { id: true, name: true } } },
    orderBy: [{ createdAt: "asc" }, { userId: "asc" }],
  });
  return rows.map(({ user }) => ({ userId: user.id, name: user.name }));
}
