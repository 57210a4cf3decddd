import { z } from "zod";
import { recordAudit } from "#lib/features/audit/server.ts";
import { assertMay } from "#lib/features/workspaces/authorise.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { type Tx, transaction } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { appendEvent } from "#lib/platform/events/append.ts";
import { parseInput } from "#lib/platform/parse.ts";
import { saveAgreements } from "./agreement/repository.ts";
import type { BlockProjection } from "./document/project.ts";
import { MAX_UPDATE_BYTES, type Merged, mergeUpdate } from "./merge.ts";
import {
  findSeqByClientId,
  hasRecentAudit,
  insertUpdate,
  listUpdates,
  lockCanvas,
  replaceUpdates,
  saveProjection,
} from "./repository.ts";

/** A compaction when the document stands in more updates than this: reading stays a matter of milliseconds. */
const COMPACT_ABOVE = 100;
/** Typing is one line in the audit a person and quarter of an hour. */
const AUDIT_EVERY_MS = 15 * 60_000;

const UpdateSchema = z.strictObject({
  clientId: z.string().regex(/^[\w-]{8,64}$/, { error: "must be 8 to 64 letters, digits, - or _" }),
  bytes: z.instanceof(Uint8Array),
});

/**
 * Stores one change of the canvas, exactly once for its `clientId`, and gives back the seq at which the document
 * holds it. Throws `forbidden`, `not_found`, `too_large`, `invalid_input`, or `conflict` when earlier changes lack.
 */
export async function applyCanvasUpdate(actor: ProjectActor, input: unknown): Promise<{ seq: string }> {
  assertMay(actor, "edit_plan");
  const { clientId, bytes } = parseInput(UpdateSchema, input);
  if (bytes.byteLength > MAX_UPDATE_BYTES) {
    throw new AppError("too_large", { detail: "One change of a canvas has at most 1 MB." });
  }
  return storeChange(actor, { clientId, change: () => bytes });
}

interface Write {
  clientId: string;
  /** Sees what is stored, under the lock, and says what to add; null is nothing. */
  change: (stored: Uint8Array[]) => Uint8Array | null;
  /** It brings back what was stored once, so notes carry the names of those who wrote them. */
  isRestored?: true;
}

/** The one way into the document. */
export async function storeChange(actor: ProjectActor, write: Write): Promise<{ seq: string }> {
  return transaction((tx) => storeChangeIn(tx, actor, write));
}

export async function storeChangeIn(tx: Tx, actor: ProjectActor, write: Write): Promise<{ seq: string }> {
  const { workspaceId, projectId } = actor;
  const scope = { workspaceId, projectId };
  const last = await lockCanvas(tx, scope);
  const known = await findSeqByClientId(tx, projectId, write.clientId);
  if (known !== null) return { seq: String(known) };
  const stored = (await listUpdates(scope, { after: 0n, tx })).map((update) => update.bytes);
  const bytes = write.change(stored);
  const merged = bytes && mergeUpdate(stored, { bytes, authorId: write.isRestored ? null : actor.userId });
  if (!bytes || !merged) return { seq: String(last) };

  const seq = last + 1n;
  await insertUpdate(tx, scope, { seq, bytes, clientId: write.clientId, authorId: actor.userId });
  if (stored.length >= COMPACT_ABOVE) await replaceUpdates(tx, scope, { seq, document: merged.document });
  await saveProjection(tx, scope, { blocks: changedBlocks(merged), seq });
  await saveAgreements(tx, scope, merged.agreements);
  await audit(tx, actor, merged);
  await appendEvent(tx, { projectId, kind: "canvas.updated", ref: String(seq) });
  return { seq: String(seq) };
}

function changedBlocks({ before, after }: Pick<Merged, "before" | "after">): BlockProjection[] {
  return after.filter((block, i) => JSON.stringify(block) !== JSON.stringify(before[i]));
}

async function audit(tx: Tx, actor: ProjectActor, merged: Merged): Promise<void> {
  const entry = { workspaceId: actor.workspaceId, projectId: actor.projectId, actorId: actor.userId };
  const action = "canvas.edited";
  const since = new Date(Date.now() - AUDIT_EVERY_MS);
  if (!(await hasRecentAudit(tx, { ...entry, action, since }))) {
    await recordAudit(tx, { ...entry, action, ref: actor.projectId });
  }
  for (const [i, block] of merged.after.entries()) {
    const was = merged.before[i]?.status === "agreed";
    const is = block.status === "agreed";
    if (was === is) continue;
    await recordAudit(tx, {
      ...entry,
      action: is ? "canvas.block_agreed" : "canvas.block_reopened",
      ref: block.key,
    });
  }
}
