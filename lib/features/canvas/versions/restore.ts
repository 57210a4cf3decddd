import { randomUUID } from "node:crypto";
import * as Y from "yjs";
import { recordAudit } from "#lib/features/audit/server.ts";
import { assertMay } from "#lib/features/workspaces/authorise.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { transaction } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { parseInput } from "#lib/platform/parse.ts";
import { storeChangeIn } from "../accept.ts";
import { openDocument } from "../live/open-canvas.ts";
import { listMemberNames, listUpdates, lockCanvas } from "../repository.ts";
import { bringTo } from "./bring.ts";
import { parseContent } from "./content.ts";
import { findSnapshot } from "./repository.ts";
import { SnapshotNumberSchema } from "./schema.ts";
import { takeSnapshot } from "./take.ts";

/**
 * Brings the canvas back to a version, as a change like any other: open editors see it, and what somebody types at the
 * same time is merged. What stood there before is kept as a version first, and the result as one more. Agreements are
 * not restored; one holds again by itself where the content that was agreed to is back. `number` is the new version's;
 * the asked one's when the canvas says the same already, and then nothing is written.
 */
export async function restoreSnapshot(actor: ProjectActor, input: unknown): Promise<{ number: number }> {
  const asked = parseInput(SnapshotNumberSchema, input);
  assertMay(actor, "edit_plan");
  const members = await listMemberNames(actor.workspaceId);
  const ownerIds = new Set(members.map((member) => member.userId));
  return transaction(async (tx) => {
    await lockCanvas(tx, actor);
    const snapshot = await findSnapshot(tx, actor, asked);
    if (!snapshot) throw new AppError("not_found", { detail: `The canvas has no version ${asked}.` });
    const updates = await listUpdates(actor, { after: 0n, tx });
    const doc = openDocument(updates.map((update) => update.bytes));
    const before = Y.encodeStateVector(doc);
    let isChanged = false;
    doc.on("update", () => {
      isChanged = true;
    });
    bringTo(doc, parseContent(snapshot.content), { ownerIds });
    if (!isChanged) return { number: asked };

    const bytes = Y.encodeStateAsUpdate(doc, before);
    await takeSnapshot(tx, actor, {
      reason: "before_restore",
      name: `Before going back to version ${asked}`,
      ref: String(asked),
    });
    await storeChangeIn(tx, { actor, clientId: randomUUID(), bytes, isRestored: true });
    const { number } = await takeSnapshot(tx, actor, {
      reason: "restored",
      name: `Version ${asked} again`,
      ref: String(asked),
    });
    await recordAudit(tx, {
      workspaceId: actor.workspaceId,
      projectId: actor.projectId,
      actorId: actor.userId,
      action: "canvas.restored",
      ref: String(number),
      detail: { number: asked, name: snapshot.name },
    });
    return { number };
  });
}
