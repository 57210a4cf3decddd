import { assertMay } from "#lib/features/workspaces/authorise.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { namesOf } from "#lib/features/workspaces/server.ts";
import { db } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { parseInput } from "#lib/platform/parse.ts";
import type { TalkFacts } from "../export/facts.ts";
import type { CommentView, OpenCounts, Talk, ThreadView } from "./index.ts";
import { mentionedIn, readable } from "./mentions.ts";
import { placeInWords } from "./place.ts";
import { countOpen, findThreads, getThreadRow, type ThreadRow, type ThreadWish } from "./repository.ts";
import { MOST_OPEN, ThreadsQuerySchema } from "./schema.ts";

const RESOLVED_PAGE = 50;

export async function getOpenCounts(actor: ProjectActor): Promise<OpenCounts> {
  assertMay(actor, "read");
  return countOpen(actor);
}

export interface TalkPage extends Talk {
  counts: OpenCounts;
  /** Of resolved threads: the query's `before` of the next page, or null. */
  next: string | null;
}

/** What the comments' panel shows: every open thread in its order, or resolved ones by the page, the newest first. */
export async function getTalk(actor: ProjectActor, input: unknown): Promise<TalkPage> {
  assertMay(actor, "read");
  const { block, state, before } = parseInput(ThreadsQuerySchema, input);
  const isOpen = state === "open";
  const limit = isOpen ? MOST_OPEN : RESOLVED_PAGE;
  const wish: ThreadWish = {
    block,
    state,
    order: isOpen ? "asc" : "desc",
    past: before ?? null,
    limit: limit + 1,
  };
  const [rows, counts] = await Promise.all([findThreads(actor, wish), countOpen(actor)]);
  const page = rows.slice(0, limit);
  return { ...(await talkOf(page)), counts, next: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
}

/** A page of threads for machines, the oldest first. */
export async function listThreads(
  actor: ProjectActor,
  wish: Pick<ThreadWish, "block" | "state" | "past" | "limit">,
): Promise<Talk> {
  assertMay(actor, "read");
  return talkOf(await findThreads(actor, { ...wish, order: "asc" }));
}

/** Throws `not_found` for a thread of elsewhere, and for one that is gone. */
export async function getThread(
  actor: ProjectActor,
  id: string,
): Promise<{ thread: ThreadView; names: Record<string, string> }> {
  assertMay(actor, "read");
  const { threads, names } = await talkOf([await getThreadRow(db(), actor, id)]);
  const [thread] = threads;
  if (!thread) throw new AppError("not_found");
  return { thread, names };
}

/** What is open, ready for a reader: names in the place of ids, and nothing of what was deleted. */
export async function openTalk(actor: ProjectActor): Promise<TalkFacts[]> {
  const { threads, names } = await listThreads(actor, {
    ...{ state: "open", past: null, limit: MOST_OPEN },
    block: undefined,
  });
  return threads.map(({ block, about, comments }) => ({
    block,
    about,
    said: comments.flatMap(({ authorId, text, createdAt }) =>
      text === null
        ? []
        : { by: names[authorId] ?? "A former member", at: createdAt, text: readable(text, names) },
    ),
  }));
}

async function talkOf(rows: readonly ThreadRow[]): Promise<Talk> {
  const ids = rows.flatMap((row) => [
    row.resolvedById,
    ...row.comments.flatMap(({ authorId, text }) => [authorId, ...mentionedIn(text)]),
  ]);
  return { threads: rows.map(threadOf), names: Object.fromEntries(await namesOf(db(), ids)) };
}

function threadOf(row: ThreadRow): ThreadView {
  const { id, block, place, quote, resolvedAt, resolvedById } = row;
  return {
    id,
    block,
    place,
    about: placeInWords(block, place),
    quote,
    createdAt: row.createdAt.getTime(),
    resolved: resolvedAt && resolvedById ? { byId: resolvedById, at: resolvedAt.getTime() } : null,
    comments: row.comments.map(
      ({ id, authorId, text, createdAt, editedAt, deletedAt }): CommentView => ({
        id,
        authorId,
        text: deletedAt ? null : text,
        createdAt: createdAt.getTime(),
        editedAt: editedAt?.getTime() ?? null,
      }),
    ),
  };
}
