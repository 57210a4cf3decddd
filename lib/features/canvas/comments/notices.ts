import { z } from "zod";
import { assertMay } from "#lib/features/workspaces/authorise.ts";
import type { Actor, ProjectActor } from "#lib/features/workspaces/index.ts";
import { namesOf } from "#lib/features/workspaces/server.ts";
import { db, type Tx } from "#lib/platform/db.ts";
import { parseInput } from "#lib/platform/parse.ts";
import type { NoticeReason } from "#lib/platform/prisma/enums.ts";
import { blockOf } from "../blocks/index.ts";
import type { NoticeView } from "./index.ts";
import { mentionedIn, readable } from "./mentions.ts";

const PAGE = 50;
const LONGEST_EXCERPT = 200;

/** An address may hold anything: what is no id begins at the newest. */
const NoticesQuerySchema = z.object({ before: z.uuid().optional().catch(undefined) });

export interface NoticePage {
  notices: NoticeView[];
  /** The query's `before` of the page with older ones, or null. */
  next: string | null;
}

const living = (actor: Actor) => ({
  userId: actor.userId,
  workspaceId: actor.workspaceId,
  comment: { deletedAt: null },
});

/** What concerns this person in the workspace, the newest first. */
export async function listNotices(actor: Actor, input: unknown): Promise<NoticePage> {
  assertMay(actor, "read");
  const { before } = parseInput(NoticesQuerySchema, input);
  const rows = await db().commentNotice.findMany({
    where: { ...living(actor), ...(before ? { id: { lt: before } } : {}) },
    orderBy: { id: "desc" },
    take: PAGE + 1,
    select: {
      id: true,
      reason: true,
      createdAt: true,
      readAt: true,
      comment: {
        select: {
          text: true,
          authorId: true,
          thread: {
            select: {
              id: true,
              block: true,
              resolvedAt: true,
              project: { select: { slug: true, name: true } },
            },
          },
        },
      },
    },
  });
  const page = rows.slice(0, PAGE);
  const named = await namesOf(
    db(),
    page.flatMap(({ comment }) => [comment.authorId, ...mentionedIn(comment.text)]),
  );
  const names = Object.fromEntries(named);
  return {
    next: rows.length > PAGE ? (page.at(-1)?.id ?? null) : null,
    notices: page.map(({ id, reason, createdAt, readAt, comment }) => ({
      id,
      reason,
      block: comment.thread.block,
      blockTitle: blockOf(comment.thread.block).title,
      threadId: comment.thread.id,
      by: named.get(comment.authorId) ?? null,
      excerpt: excerptOf(comment.text, names),
      at: createdAt.getTime(),
      isRead: readAt !== null,
      isResolved: comment.thread.resolvedAt !== null,
      project: comment.thread.project,
    })),
  };
}

/** The beginning of a comment in one line. */
export function excerptOf(text: string, names: Readonly<Record<string, string>>): string {
  const signs = [...readable(text, names).replace(/\s+/g, " ")];
  return signs.length <= LONGEST_EXCERPT ? signs.join("") : `${signs.slice(0, LONGEST_EXCERPT).join("")} …`;
}

export async function countUnread(actor: Actor): Promise<number> {
  assertMay(actor, "read");
  return db().commentNotice.count({ where: { ...living(actor), readAt: null } });
}

/** Marks everything that this person has in the workspace as read. */
export async function readAllNotices(actor: Actor): Promise<void> {
  assertMay(actor, "read");
  await db().commentNotice.updateMany({
    where: { userId: actor.userId, workspaceId: actor.workspaceId, readAt: null },
    data: { readAt: new Date() },
  });
}

/** Whoever has a thread before them has read what it had for them. Threads of elsewhere have nothing for anybody here. */
export async function readNoticesOfThreads(actor: ProjectActor, threadIds: readonly string[]): Promise<void> {
  const { userId, workspaceId, projectId } = actor;
  await db().commentNotice.updateMany({
    where: { userId, workspaceId, comment: { projectId, threadId: { in: [...threadIds] } }, readAt: null },
    data: { readAt: new Date() },
  });
}

/** Whom a new comment concerns, each once, by the strongest reason; never its author. */
export function concerned(
  authorId: string,
  people: { mentioned: readonly string[]; taking: readonly string[]; owner: string | null },
): Map<string, NoticeReason> {
  const reasons = new Map<string, NoticeReason>();
  if (people.owner !== null) reasons.set(people.owner, "owned_block");
  for (const id of people.taking) reasons.set(id, "reply");
  for (const id of people.mentioned) reasons.set(id, "mention");
  reasons.delete(authorId);
  return reasons;
}

export async function insertNotices(
  tx: Tx,
  scope: { workspaceId: string },
  told: { commentId: string; reasons: ReadonlyMap<string, NoticeReason> },
): Promise<void> {
  await tx.commentNotice.createMany({
    data: [...told.reasons].map(([userId, reason]) => ({
      commentId: told.commentId,
      userId,
      workspaceId: scope.workspaceId,
      reason,
    })),
  });
}

/** After an edit: whoever is newly mentioned hears of it, whoever no longer is does not. */
export async function changeMentions(
  tx: Tx,
  scope: { workspaceId: string },
  change: { commentId: string; authorId: string; added: readonly string[]; dropped: readonly string[] },
): Promise<void> {
  const { commentId } = change;
  const gone = [...change.dropped, ...change.added];
  await tx.commentNotice.deleteMany({
    where: { commentId, workspaceId: scope.workspaceId, userId: { in: gone } },
  });
  const reasons = concerned(change.authorId, { mentioned: change.added, taking: [], owner: null });
  await insertNotices(tx, scope, { commentId, reasons });
}
