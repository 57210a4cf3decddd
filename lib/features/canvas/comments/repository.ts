import { type Db, db, type Tx } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import type { Prisma } from "#lib/platform/prisma/client.ts";
import type { BlockKey } from "#lib/platform/prisma/enums.ts";
import type { OpenCounts } from "./index.ts";

interface Scope {
  workspaceId: string;
  projectId: string;
}

const of = ({ workspaceId, projectId }: Scope) => ({ workspaceId, projectId });
const NOTHING = "There is no such comment in this project. It may have been deleted.";

const THREAD = {
  id: true,
  block: true,
  place: true,
  quote: true,
  createdAt: true,
  resolvedAt: true,
  resolvedById: true,
  comments: {
    select: { id: true, authorId: true, text: true, createdAt: true, editedAt: true, deletedAt: true },
    orderBy: { id: "asc" },
  },
} as const satisfies Prisma.CommentThreadSelect;

export type ThreadRow = Prisma.CommentThreadGetPayload<{ select: typeof THREAD }>;

export interface ThreadWish {
  block?: BlockKey | undefined;
  state: "open" | "resolved" | "all";
  /** Oldest first after an id, or newest first before one. */
  order: "asc" | "desc";
  past: string | null;
  limit: number;
}

export function findThreads(scope: Scope, wish: ThreadWish): Promise<ThreadRow[]> {
  const where: Prisma.CommentThreadWhereInput = of(scope);
  if (wish.block) where.block = wish.block;
  if (wish.state !== "all") where.resolvedAt = wish.state === "open" ? null : { not: null };
  if (wish.past !== null) where.id = wish.order === "asc" ? { gt: wish.past } : { lt: wish.past };
  return db().commentThread.findMany({
    where,
    select: THREAD,
    orderBy: { id: wish.order },
    take: wish.limit,
  });
}

/** Throws `not_found` for a thread of elsewhere, and for one that is gone. */
export async function getThreadRow(client: Db, scope: Scope, id: string): Promise<ThreadRow> {
  const row = await client.commentThread.findFirst({ where: { ...of(scope), id }, select: THREAD });
  if (!row) throw new AppError("not_found", { detail: NOTHING });
  return row;
}

/** The thread that a comment stands in; throws `not_found` as above, and for a comment that was deleted. */
export async function getThreadOfComment(tx: Tx, scope: Scope, commentId: string): Promise<ThreadRow> {
  const row = await tx.comment.findFirst({
    where: { ...of(scope), id: commentId, deletedAt: null },
    select: { thread: { select: THREAD } },
  });
  if (!row) throw new AppError("not_found", { detail: NOTHING });
  return row.thread;
}

export async function countOpen(scope: Scope): Promise<OpenCounts> {
  const rows = await db().commentThread.groupBy({
    by: ["block"],
    where: { ...of(scope), resolvedAt: null },
    _count: { _all: true },
  });
  return Object.fromEntries(rows.map((row) => [row.block, row._count._all]));
}

export function countOpenThreads(tx: Tx, scope: Scope): Promise<number> {
  return tx.commentThread.count({ where: { ...of(scope), resolvedAt: null } });
}

/** What this author has said under this key already. */
export async function findByClientKey(
  tx: Tx,
  scope: Scope,
  said: { authorId: string; clientKey: string },
): Promise<{ id: string; threadId: string } | null> {
  return tx.comment.findFirst({
    where: { ...of(scope), ...said },
    select: { id: true, threadId: true },
  });
}

/** Of these people, who is a member of the workspace now. */
export async function membersAmong(
  client: Db,
  scope: { workspaceId: string },
  ids: readonly string[],
): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await client.member.findMany({
    where: { workspaceId: scope.workspaceId, userId: { in: [...ids] } },
    select: { userId: true },
  });
  return new Set(rows.map((row) => row.userId));
}

export async function ownerOfBlock(client: Db, scope: Scope, key: BlockKey): Promise<string | null> {
  const row = await client.canvasBlock.findFirst({ where: { ...of(scope), key }, select: { ownerId: true } });
  return row?.ownerId ?? null;
}
