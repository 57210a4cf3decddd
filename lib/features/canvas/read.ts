import * as Y from "yjs";
import { z } from "zod";
import { assertMay } from "#lib/features/workspaces/authorise.ts";
import type { ProjectActor, Stop } from "#lib/features/workspaces/index.ts";
import { namesOf } from "#lib/features/workspaces/server.ts";
import { db } from "#lib/platform/db.ts";
import { parseInput } from "#lib/platform/parse.ts";
import { BLOCK_KEYS } from "./blocks/index.ts";
import { type BlockProjection, projectDocument } from "./document/project.ts";
import { openDocument } from "./live/open-canvas.ts";
import {
  type HiddenCosts,
  hiddenCostsOf,
  type PlanDefaults,
  planDefaultsOf,
  type UnitCosts,
  unitCostsOf,
} from "./plan.ts";
import { listBlocks, listMemberNames, listUpdates } from "./repository.ts";
import { stopOf } from "./stop.ts";

/** All ten blocks by their projection, in reading order; what was never written is empty. */
export async function getCanvas(actor: ProjectActor): Promise<Omit<BlockProjection, "agreeAgain">[]> {
  assertMay(actor, "read");
  const rows = new Map((await listBlocks(actor)).map((row) => [row.key, row]));
  return BLOCK_KEYS.map((key) => {
    const row = rows.get(key);
    return {
      key,
      status: row?.status ?? "empty",
      ownerId: row?.ownerId ?? null,
      // Written by saveProjection only, from these very types.
      fields: (row?.fields ?? {}) as BlockProjection["fields"],
      drafts: (row?.drafts ?? {}) as unknown as BlockProjection["drafts"],
      notes: (row?.notes ?? []) as unknown as BlockProjection["notes"],
    };
  });
}

export async function getUnitCosts(actor: ProjectActor): Promise<UnitCosts | null> {
  return unitCostsOf(await getCanvas(actor));
}

/** What the business case may start its costs from. */
export async function getHiddenCosts(actor: ProjectActor): Promise<HiddenCosts> {
  return hiddenCostsOf(await getCanvas(actor));
}

export async function getPlanDefaults(actor: ProjectActor): Promise<PlanDefaults> {
  return planDefaultsOf(await getCanvas(actor));
}

export async function getCanvasStop(actor: ProjectActor): Promise<Stop> {
  assertMay(actor, "read");
  return stopOf((await listBlocks(actor)).map((row) => row.status));
}

export interface CanvasPage {
  blocks: BlockProjection[];
  /** Who may be an owner. */
  members: { userId: string; name: string }[];
  /** By id: the members, and the keys and former members whose notes stand there. */
  names: Record<string, string>;
}

/**
 * Names of who stands in the blocks. Whoever wrote a note has signed it; an owner is any id that somebody typed, so only a
 * member has a name there.
 */
export async function namesIn(
  blocks: readonly Pick<BlockProjection, "notes">[],
  members: CanvasPage["members"],
): Promise<Record<string, string>> {
  const names = Object.fromEntries(members.map((member) => [member.userId, member.name]));
  const authors = blocks.flatMap((block) => block.notes.map((note) => note.authorId));
  const others = await namesOf(
    db(),
    authors.filter((id) => names[id] === undefined),
  );
  return { ...names, ...Object.fromEntries(others) };
}

/** For the canvas's own page, straight from the document. */
export async function getCanvasPage(actor: ProjectActor): Promise<CanvasPage> {
  assertMay(actor, "read");
  const [updates, members] = await Promise.all([
    listUpdates(actor, { after: 0n }),
    listMemberNames(actor.workspaceId),
  ]);
  const blocks = projectDocument(openDocument(updates.map((update) => update.bytes)));
  return { blocks, members, names: await namesIn(blocks, members) };
}

const SinceSchema = z.strictObject({
  since: z
    .string()
    .regex(/^\d{1,18}$/, { error: "must be a number" })
    .transform(BigInt),
});

/** Everything after `since` as one update; null when there is nothing. After a compaction it may be more than that. */
export async function getCanvasUpdates(
  actor: ProjectActor,
  input: unknown,
): Promise<{ seq: string; bytes: Uint8Array } | null> {
  assertMay(actor, "read");
  const { since } = parseInput(SinceSchema, input);
  const updates = await listUpdates(actor, { after: since });
  const last = updates.at(-1);
  if (!last) return null;
  return { seq: String(last.seq), bytes: Y.mergeUpdates(updates.map((update) => update.bytes)) };
}
