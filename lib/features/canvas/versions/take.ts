import { recordAudit } from "#lib/features/audit/server.ts";
import { assertMay } from "#lib/features/workspaces/authorise.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { type Tx, transaction } from "#lib/platform/db.ts";
import { appendEvent } from "#lib/platform/events/append.ts";
import { parseInput } from "#lib/platform/parse.ts";
import { openDocument } from "../live/open-canvas.ts";
import { listUpdates, lockCanvas } from "../repository.ts";
import { contentOf, contentText } from "./content.ts";
import { insertSnapshot, type SnapshotRow } from "./repository.ts";
import { NameSnapshotSchema } from "./schema.ts";

type Wish = Pick<SnapshotRow, "reason" | "name" | "ref">;

/** Keeps the whole canvas as it stands now, under a name. @throws AppError `forbidden`, `not_found`, `invalid_input`. */
export async function nameSnapshot(actor: ProjectActor, input: unknown): Promise<{ number: number }> {
  const { name } = parseInput(NameSnapshotSchema, input);
  assertMay(actor, "edit_plan");
  return transaction(async (tx) => {
    const { number } = await takeSnapshot(tx, actor, { reason: "named", name, ref: null });
    await recordAudit(tx, {
      workspaceId: actor.workspaceId,
      projectId: actor.projectId,
      actorId: actor.userId,
      action: "canvas.snapshot_named",
      ref: String(number),
      detail: { number, name },
    });
    return { number };
  });
}

/**
 * Keeps what the canvas said when a run was asked for or a decision was recorded, in the deed's own transaction: either
 * both are there or neither. The deed has been authorised by its own right. An empty canvas is not kept.
 */
export async function snapshotBefore(
  tx: Tx,
  actor: ProjectActor,
  deed: { reason: "before_run" | "before_decision"; name: string; ref: string },
): Promise<void> {
  const content = await readContent(tx, actor);
  if (Object.keys(content).length > 0) await keep(tx, actor, deed, contentText(content));
}

/** The canvas as the transaction sees it, under the project's lock. */
export async function takeSnapshot(tx: Tx, actor: ProjectActor, wish: Wish): Promise<SnapshotRow> {
  return keep(tx, actor, wish, contentText(await readContent(tx, actor)));
}

async function readContent(tx: Tx, actor: ProjectActor) {
  await lockCanvas(tx, actor);
  const updates = await listUpdates(actor, { after: 0n, tx });
  return contentOf(openDocument(updates.map((update) => update.bytes)));
}

async function keep(tx: Tx, actor: ProjectActor, wish: Wish, content: string): Promise<SnapshotRow> {
  const { reason, name, ref } = wish;
  const row = await insertSnapshot(tx, actor, { reason, name, ref, takenById: actor.userId, content });
  await appendEvent(tx, {
    projectId: actor.projectId,
    kind: "canvas.snapshot_taken",
    ref: String(row.number),
  });
  return row;
}
