import type { z } from "zod";
import { type AuditAction, recordAudit } from "#lib/features/audit/server.ts";
import { assertMay } from "#lib/features/workspaces/authorise.ts";
import { may, type ProjectActor } from "#lib/features/workspaces/index.ts";
import { lockProject, takeOrRefuse } from "#lib/features/workspaces/server.ts";
import { type Db, type Tx, transaction } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { appendEvent } from "#lib/platform/events/append.ts";
import { parseInput } from "#lib/platform/parse.ts";
import type { Limit } from "#lib/platform/rate-limit.ts";
import { getCanvas } from "../read.ts";
import { mentionedIn } from "./mentions.ts";
import { changeMentions, concerned, insertNotices, readNoticesOfThreads } from "./notices.ts";
import { quoteAt } from "./place.ts";
import {
  countOpenThreads,
  findByClientKey,
  getThreadOfComment,
  getThreadRow,
  membersAmong,
  ownerOfBlock,
  type ThreadRow,
} from "./repository.ts";
import { DeedSchema, MOST_OPEN, NewReplySchema, NewThreadSchema } from "./schema.ts";

/** More than anybody reads. */
const MOST_IN_THREAD = 200;

/** Faster than anybody writes, for hours. */
const commentsPerPerson = (userId: string): Limit => ({
  key: `comments:person:${userId}`,
  attempts: 300,
  windowSeconds: 15 * 60,
});

export interface Said {
  threadId: string;
  commentId: string;
}

/** Does what a page asks for. Throws `invalid_input`, `not_found`, `forbidden`, `conflict` or `rate_limited`. */
export async function doToComments(actor: ProjectActor, input: unknown): Promise<Said | null> {
  assertMay(actor, "read");
  const wish = parseInput(DeedSchema, input);
  switch (wish.deed) {
    case "begin":
      return begin(actor, wish);
    case "reply":
      return answer(actor, wish);
    case "edit":
      await editComment(actor, wish);
      return null;
    case "delete":
      await deleteComment(actor, wish.commentId);
      return null;
    case "seen":
      await readNoticesOfThreads(actor, wish.threadIds);
      return null;
    default:
      await setResolved(actor, { threadId: wish.threadId, isResolved: wish.deed === "resolve" });
      return null;
  }
}

/** Begins a thread. The same `clientKey` says nothing twice. */
export async function beginThread(actor: ProjectActor, input: unknown, clientKey: string): Promise<Said> {
  assertMay(actor, "read");
  return begin(actor, { ...parseInput(NewThreadSchema, input), clientKey });
}

async function begin(
  actor: ProjectActor,
  wish: z.output<typeof NewThreadSchema> & { clientKey: string },
): Promise<Said> {
  await takeOrRefuse(commentsPerPerson(actor.userId), new Date());
  const { block: key, place, text, clientKey } = wish;
  const block = (await getCanvas(actor)).find((one) => one.key === key);
  if (!block) throw new AppError("not_found");
  const quote = quoteAt(block, place, actor.currency);
  const { workspaceId, projectId, userId } = actor;
  return transaction(async (tx) => {
    await lockProject(tx, actor);
    const known = await findByClientKey(tx, actor, { authorId: userId, clientKey });
    if (known) return { threadId: known.threadId, commentId: known.id };
    await assertMembers(tx, actor, mentionedIn(text));
    if ((await countOpenThreads(tx, actor)) >= MOST_OPEN) {
      throw new AppError("conflict", {
        detail: `${MOST_OPEN} comments of this canvas are open, which is as many as it takes. Resolve some first.`,
      });
    }
    const thread = await tx.commentThread.create({
      data: { workspaceId, projectId, block: key, place, quote },
      select: { id: true },
    });
    const commentId = await say(tx, actor, { threadId: thread.id, text, clientKey });
    const owner = await ownerOfBlock(tx, actor, key);
    await tell(tx, actor, { commentId, mentioned: mentionedIn(text), taking: [], owner });
    await record(tx, actor, { action: "comment.added", commentId, threadId: thread.id, block: key });
    return { threadId: thread.id, commentId };
  });
}

/** Goes on in a thread; one that was resolved is open again by that. */
export async function reply(
  actor: ProjectActor,
  threadId: string,
  input: unknown,
  clientKey: string,
): Promise<Said> {
  assertMay(actor, "read");
  return answer(actor, { ...parseInput(NewReplySchema, input), threadId, clientKey });
}

async function answer(
  actor: ProjectActor,
  wish: { threadId: string; text: string; clientKey: string },
): Promise<Said> {
  await takeOrRefuse(commentsPerPerson(actor.userId), new Date());
  const { threadId, text, clientKey } = wish;
  return transaction(async (tx) => {
    await lockProject(tx, actor);
    const known = await findByClientKey(tx, actor, { authorId: actor.userId, clientKey });
    if (known) return { threadId: known.threadId, commentId: known.id };
    const thread = await getThreadRow(tx, actor, threadId);
    await assertMembers(tx, actor, mentionedIn(text));
    if (thread.comments.length >= MOST_IN_THREAD) {
      throw new AppError("conflict", {
        detail: `This thread has ${MOST_IN_THREAD} comments, which is as many as it takes. Begin another one.`,
      });
    }
    const commentId = await say(tx, actor, { threadId, text, clientKey });
    const taking = thread.comments.flatMap((one) => (one.deletedAt ? [] : one.authorId));
    const owner = await ownerOfBlock(tx, actor, thread.block);
    await tell(tx, actor, { commentId, mentioned: mentionedIn(text), taking, owner });
    await record(tx, actor, {
      action: "comment.replied",
      commentId,
      threadId,
      block: thread.block,
    });
    if (thread.resolvedAt) await resolveIn(tx, actor, thread, false);
    return { threadId, commentId };
  });
}

/** Changes one's own comment. Who was mentioned in it before may stay, also after they have left. */
async function editComment(actor: ProjectActor, wish: { commentId: string; text: string }): Promise<void> {
  const { commentId, text } = wish;
  const { workspaceId, projectId, userId } = actor;
  await transaction(async (tx) => {
    await lockProject(tx, actor);
    const thread = await getThreadOfComment(tx, actor, commentId);
    const before = thread.comments.find((one) => one.id === commentId);
    if (!before) throw new AppError("not_found");
    if (before.authorId !== userId) {
      throw new AppError("forbidden", { detail: "Only its author may change a comment." });
    }
    if (before.text === text) return;
    const were = new Set(mentionedIn(before.text));
    const are = mentionedIn(text);
    const added = are.filter((id) => !were.has(id));
    await assertMembers(tx, actor, added);
    await tx.comment.updateMany({
      where: { id: commentId, workspaceId, projectId },
      data: { text, editedAt: new Date() },
    });
    const dropped = [...were].filter((id) => !are.includes(id));
    await changeMentions(tx, actor, { commentId, authorId: userId, added, dropped });
    await record(tx, actor, {
      action: "comment.edited",
      commentId,
      threadId: thread.id,
      block: thread.block,
    });
  });
}

/**
 * Takes a comment away: its author, or an owner of the workspace. Its place stays while others stand around it; the
 * last one takes the thread along.
 */
async function deleteComment(actor: ProjectActor, commentId: string): Promise<void> {
  const { workspaceId, projectId, userId } = actor;
  await transaction(async (tx) => {
    await lockProject(tx, actor);
    const thread = await getThreadOfComment(tx, actor, commentId);
    const comment = thread.comments.find((one) => one.id === commentId);
    if (!comment) throw new AppError("not_found");
    const isOwn = comment.authorId === userId;
    if (!isOwn && !may(actor.role, "administer")) {
      throw new AppError("forbidden", {
        detail: "Only its author, or an owner of the workspace, may delete a comment.",
      });
    }
    const others = thread.comments.some((one) => one.id !== commentId && one.deletedAt === null);
    if (others) {
      await tx.comment.updateMany({
        where: { id: commentId, workspaceId, projectId },
        data: { text: "", deletedAt: new Date() },
      });
      await tx.commentNotice.deleteMany({ where: { commentId, workspaceId } });
    } else {
      await tx.commentThread.deleteMany({ where: { id: thread.id, workspaceId, projectId } });
    }
    await record(tx, actor, {
      action: "comment.deleted",
      commentId,
      threadId: thread.id,
      block: thread.block,
      isOwn,
    });
  });
}

/** Everybody may say that a thread is done with, or that it is not. Saying it again changes nothing. */
export async function setResolved(
  actor: ProjectActor,
  wish: { threadId: string; isResolved: boolean },
): Promise<void> {
  assertMay(actor, "read");
  await transaction(async (tx) => {
    await lockProject(tx, actor);
    const thread = await getThreadRow(tx, actor, wish.threadId);
    if ((thread.resolvedAt !== null) !== wish.isResolved) await resolveIn(tx, actor, thread, wish.isResolved);
  });
}

async function resolveIn(tx: Tx, actor: ProjectActor, thread: ThreadRow, isResolved: boolean): Promise<void> {
  const { workspaceId, projectId, userId } = actor;
  await tx.commentThread.updateMany({
    where: { id: thread.id, workspaceId, projectId },
    data: isResolved
      ? { resolvedAt: new Date(), resolvedById: userId }
      : { resolvedAt: null, resolvedById: null },
  });
  const first = thread.comments[0]?.id ?? thread.id;
  await record(tx, actor, {
    action: isResolved ? "comment.resolved" : "comment.reopened",
    commentId: first,
    threadId: thread.id,
    block: thread.block,
  });
}

async function say(
  tx: Tx,
  actor: ProjectActor,
  { threadId, text, clientKey }: { threadId: string; text: string; clientKey: string },
): Promise<string> {
  const { workspaceId, projectId, userId: authorId } = actor;
  const { id } = await tx.comment.create({
    data: { threadId, workspaceId, projectId, authorId, text, clientKey },
    select: { id: true },
  });
  return id;
}

async function tell(
  tx: Tx,
  actor: ProjectActor,
  people: {
    commentId: string;
    mentioned: readonly string[];
    taking: readonly string[];
    owner: string | null;
  },
): Promise<void> {
  const reasons = concerned(actor.userId, people);
  const members = await membersAmong(tx, actor, [...reasons.keys()]);
  const told = new Map([...reasons].filter(([id]) => members.has(id)));
  await insertNotices(tx, actor, { commentId: people.commentId, reasons: told });
}

async function assertMembers(client: Db, actor: ProjectActor, ids: readonly string[]): Promise<void> {
  const members = await membersAmong(client, actor, ids);
  if (ids.every((id) => members.has(id))) return;
  const message =
    "Somebody who is mentioned here is not a member of this workspace, or has left it. Take the mention out, or ask an owner to invite them.";
  throw new AppError("invalid_input", { detail: message, fields: { text: message } });
}

async function record(
  tx: Tx,
  actor: ProjectActor,
  deed: { action: AuditAction; commentId: string; threadId: string; block: string; isOwn?: boolean },
): Promise<void> {
  const { workspaceId, projectId, userId } = actor;
  const { action, commentId, threadId, block } = deed;
  await recordAudit(tx, {
    workspaceId,
    projectId,
    actorId: userId,
    action,
    ref: commentId,
    detail: { block, thread: threadId, ...(deed.isOwn === false ? { others: true } : {}) },
  });
  await appendEvent(tx, { projectId, kind: "comments.changed", ref: threadId });
}
