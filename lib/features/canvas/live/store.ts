import * as Y from "yjs";
import { recordAudit } from "#lib/features/audit/server.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { type Tx, transaction } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { appendEvent } from "#lib/platform/events/append.ts";
import type { BlockKey } from "#lib/platform/prisma/enums.ts";
import type { MadeAgreement } from "../agreement/made.ts";
import { saveAgreements } from "../agreement/repository.ts";
import {
  countUpdates,
  findRecentEdits,
  findStored,
  insertUpdates,
  listUpdates,
  lockCanvas,
  replaceUpdates,
  type Scope,
  saveProjection,
} from "../repository.ts";
import { type HeldCanvas, holdCanvas, takeCanvas } from "./held.ts";
import { type Applied, OpenCanvas, openDocument } from "./open-canvas.ts";

/** A compaction when the document stands in more updates than this: reading stays a matter of milliseconds. */
const COMPACT_ABOVE = 200;
/**
 * The newest ones stay as they are. Whoever reads on while fifty type is half a second behind at most, and is sent what
 * is new rather than the whole document, fifty times at once.
 */
const KEEP_LATEST = 100;
/** Fifty who type write a hundred in half a second: to write the whole document so often would be most of the work. */
const COMPACT_EVERY_MS = 5_000;
const MOST_UPDATES = 1_000;
/** Typing is one line in the audit a person, block and quarter of an hour. */
const AUDIT_EVERY_MS = 15 * 60_000;

export interface NewChange {
  actor: ProjectActor;
  /** Names the change, so that a retry stores nothing twice. */
  clientId: string;
  /** What to add, or what says so of the document as it is stored; null is nothing. */
  bytes: Uint8Array | ((stored: Y.Doc) => Uint8Array | null);
  /** It brings back what was stored once, so notes carry the names of those who wrote them. */
  isRestored?: true;
}

/** The seq at which the document holds a change, or why it was refused. */
export type Outcome = { seq: bigint } | { error: AppError };

/**
 * Stores changes of one canvas in one transaction, each for itself: one that is refused leaves the others alone. The
 * outcomes stand in the order of the changes.
 */
export async function storeChanges(scope: Scope, changes: readonly NewChange[]): Promise<Outcome[]> {
  const { outcomes, held } = await transaction((tx) => storeChangesIn(tx, scope, changes));
  holdCanvas(scope, held);
  return outcomes;
}

interface Accepted extends NewChange {
  seq: bigint;
  stored: Uint8Array;
  applied: Applied;
}

/** The same within a transaction of the caller's, which gives `held` back when it is committed. */
export async function storeChangesIn(
  tx: Tx,
  scope: Scope,
  changes: readonly NewChange[],
): Promise<{ outcomes: Outcome[]; held: HeldCanvas }> {
  const last = await lockCanvas(tx, scope);
  const clientIds = changes.map((change) => change.clientId);
  const { known, stamp } = await findStored(tx, scope, { clientIds, last });
  const held = await takeCanvas(tx, scope, { seq: last, stamp });
  const isCalm = performance.now() - held.compactedAt >= COMPACT_EVERY_MS;
  if (held.rows >= (isCalm ? COMPACT_ABOVE : MOST_UPDATES)) await compact(tx, scope, held);

  const accepted: Accepted[] = [];
  const outcomes: Outcome[] = [];
  for (const change of changes) {
    const seq = known.get(change.clientId);
    outcomes.push(seq === undefined ? await take(change) : { seq });
  }
  if (accepted.length > 0) {
    await insertUpdates(
      tx,
      scope,
      accepted.map(({ seq, stored, clientId, actor }) => ({
        seq,
        bytes: stored,
        clientId,
        authorId: actor.userId,
      })),
    );
    const touched = new Set(accepted.flatMap(({ applied }) => applied.touched));
    await saveProjection(tx, scope, {
      blocks: held.canvas.blocks.filter(({ key }) => touched.has(key)),
      seq: held.seq,
    });
    const agreements: MadeAgreement[] = accepted.flatMap(({ applied }) => applied.agreements);
    await saveAgreements(tx, scope, agreements);
    await audit(tx, scope, accepted);
    await appendEvent(tx, {
      projectId: scope.projectId,
      kind: "canvas.updated",
      ref: String(held.seq),
    });
  }
  return { outcomes, held };

  async function take(change: NewChange): Promise<Outcome> {
    const { canvas } = held;
    try {
      const stored =
        typeof change.bytes === "function"
          ? change.bytes(openDocument([Y.encodeStateAsUpdate(canvas.doc)]))
          : change.bytes;
      const applied =
        stored && canvas.apply({ bytes: stored, authorId: change.isRestored ? null : change.actor.userId });
      if (!stored || !applied) return { seq: held.seq };
      held.seq += 1n;
      held.stamp = change.clientId;
      held.rows += 1;
      known.set(change.clientId, held.seq);
      accepted.push({ ...change, seq: held.seq, stored, applied });
      return { seq: held.seq };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      // The document holds what was refused: it is read anew, with what this transaction has accepted.
      const updates = await listUpdates(scope, { after: 0n, tx });
      held.canvas = new OpenCanvas([
        ...updates.map((update) => update.bytes),
        ...accepted.map((change) => change.stored),
      ]);
      return { error };
    }
  }
}

/**
 * Puts the document as it stands in the place of all but the newest updates. It holds what those add, too, and takes it
 * a second time without harm.
 */
async function compact(tx: Tx, scope: Scope, held: HeldCanvas): Promise<void> {
  // Another process may have done it: its rows are counted here from when they were read.
  held.rows = await countUpdates(tx, scope);
  if (held.rows < COMPACT_ABOVE) return;
  await replaceUpdates(tx, scope, {
    seq: held.seq - BigInt(KEEP_LATEST),
    document: Y.encodeStateAsUpdate(held.canvas.doc),
  });
  held.rows = KEEP_LATEST + 1;
  held.compactedAt = performance.now();
}

/** When a person's typing in a block was last found in the audit by this process; the table is asked when it is not known. */
const lastAudited = new Map<string, number>();

async function audit(tx: Tx, scope: Scope, accepted: readonly Accepted[]): Promise<void> {
  const entryOf = (actorId: string) => ({ ...scope, actorId });
  for (const actorId of new Set(accepted.map(({ actor }) => actor.userId))) {
    await auditEdits(tx, entryOf(actorId), editedBy(actorId, accepted));
  }
  for (const { actor, applied } of accepted) {
    for (const { key, isAgreed } of applied.turned) {
      const turned = isAgreed ? "canvas.block_agreed" : "canvas.block_reopened";
      await recordAudit(tx, { ...entryOf(actor.userId), action: turned, ref: key });
    }
  }
}

/** An agreement and its end have lines of their own. */
function editedBy(actorId: string, accepted: readonly Accepted[]): BlockKey[] {
  const keys = accepted.flatMap(({ actor, applied }) => {
    if (actor.userId !== actorId) return [];
    const told = new Set([
      ...applied.turned.map(({ key }) => key),
      ...applied.agreements.map(({ block }) => block.key),
    ]);
    return applied.touched.filter((key) => !told.has(key));
  });
  return [...new Set(keys)];
}

async function auditEdits(
  tx: Tx,
  entry: Scope & { actorId: string },
  blocks: readonly BlockKey[],
): Promise<void> {
  const { workspaceId, projectId, actorId } = entry;
  const since = Date.now() - AUDIT_EVERY_MS;
  const keyOf = (block: string) => `${projectId}/${actorId}/${block}`;
  const unknown = blocks.filter((block) => (lastAudited.get(keyOf(block)) ?? 0) < since);
  if (unknown.length === 0) return;
  const action = "canvas.edited";
  const recent = await findRecentEdits(tx, { ...entry, action, since: new Date(since) });
  // A line that this transaction writes may be rolled back with it: only what stands there already is remembered.
  for (const { at, block } of recent) remember(keyOf(block), at.getTime());
  const told = new Set(recent.map(({ block }) => block));
  const news = unknown.filter((block) => !told.has(block));
  if (news.length === 0) return;
  await recordAudit(tx, {
    ...{ workspaceId, projectId, actorId, action },
    ref: projectId,
    detail: { blocks: news },
  });
}

function remember(key: string, at: number): void {
  lastAudited.delete(key);
  lastAudited.set(key, at);
  const [oldest] = lastAudited.keys();
  if (lastAudited.size > 5_000 && oldest !== undefined) lastAudited.delete(oldest);
}
