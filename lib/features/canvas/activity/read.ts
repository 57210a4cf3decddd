import { auditWords } from "#lib/features/audit/server.ts";
import { assertMay } from "#lib/features/workspaces/authorise.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { namesOf } from "#lib/features/workspaces/server.ts";
import { db } from "#lib/platform/db.ts";
import { parseInput } from "#lib/platform/parse.ts";
import { mentionedIn } from "../comments/mentions.ts";
import { excerptOf } from "../comments/notices.ts";
import { ActivityQuerySchema, byAge, cursorOf, isAfter } from "./cursor.ts";
import type { Happening, Turn } from "./index.ts";
import { linkOf } from "./link.ts";
import { type ActivityRow, findActivity, findComments } from "./repository.ts";

const PAGE = 50;
/** Entries with which the words of the comment stand. */
const SAYING = new Set(["comment.added", "comment.replied"]);

export interface ActivityPage {
  happenings: Happening[];
  /** The query's `before` of the page with older ones, or null. */
  next: string | null;
}

/**
 * What happened on the canvas, the newest first: who edited which block, commented, agreed, kept or brought back a
 * version, filled it from elsewhere; and which claims turned, which the evidence above this feature brings along.
 */
export async function getActivity(
  actor: ProjectActor,
  input: unknown,
  turns: readonly Turn[],
): Promise<ActivityPage> {
  assertMay(actor, "read");
  const { before } = parseInput(ActivityQuerySchema, input);
  const rows = await findActivity(actor, { before, limit: PAGE + 1 });
  const texts = await textsOf(
    actor,
    rows.flatMap((row) => (row.action.startsWith("comment.") ? row.ref : [])),
  );
  const names = await namesOf(
    db(),
    rows.flatMap((row) => [row.actorId, ...mentionedIn(texts.get(row.ref) ?? "")]),
  );
  const entries = [
    ...rows.map((row) => happeningOf(row, { names, texts })),
    ...turns.map(turnOf).filter((entry) => isAfter(entry, before)),
  ].sort(byAge);
  const page = entries.slice(0, PAGE);
  const last = page.at(-1);
  return { happenings: page, next: entries.length > PAGE && last ? cursorOf(last) : null };
}

function happeningOf(
  row: ActivityRow,
  known: { names: ReadonlyMap<string, string>; texts: ReadonlyMap<string, string> },
): Happening {
  const detail = {
    ...row.detail,
    ...(row.action.startsWith("canvas.block_") ? { block: row.ref } : {}),
  };
  const text = known.texts.get(row.ref);
  return {
    id: row.id,
    at: row.at.getTime(),
    who:
      row.actorId === null ? "The command line" : (known.names.get(row.actorId) ?? "Somebody who has left"),
    words: auditWords(row.action, { detail, subject: "" }),
    excerpt: text && SAYING.has(row.action) ? excerptOf(text, Object.fromEntries(known.names)) : "",
    link: linkOf({ ...row, detail }, { isThere: text !== undefined }),
  };
}

function turnOf({ claimId, words, at, block, source }: Turn): Happening {
  return {
    id: `claim:${claimId}`,
    at,
    who: null,
    words,
    excerpt: "",
    link: source ?? { path: `canvas#${block}-title`, label: "The block" },
  };
}

/** By comment: what those that are still there say. */
async function textsOf(actor: ProjectActor, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  return new Map((await findComments(actor, ids)).map(({ id, text }) => [id, text]));
}
