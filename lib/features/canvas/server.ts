import "server-only";
import { randomUUID } from "node:crypto";
import { assertMay } from "#lib/features/workspaces/authorise.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { transaction } from "#lib/platform/db.ts";
import { storeChange } from "./accept.ts";
import { projectDocument } from "./document/project.ts";
import { openDocument } from "./merge.ts";
import { type CanvasPatches, changeFor } from "./patch.ts";
import { listUpdates, lockCanvas, saveProjection } from "./repository.ts";

export { applyCanvasUpdate } from "./accept.ts";
export { demoCanvas } from "./demo.ts";
export { MAX_UPDATE_BYTES } from "./merge.ts";
export type { BlockPatch, CanvasPatches } from "./patch.ts";
export {
  type CanvasPage,
  getCanvas,
  getCanvasPage,
  getCanvasStop,
  getCanvasUpdates,
  getHiddenCosts,
  getPlanDefaults,
  getUnitCosts,
} from "./read.ts";

/** Writes into the document from the server: the demo, templates, machines. Writing the same again changes nothing. */
export async function writeCanvas(actor: ProjectActor, patches: CanvasPatches): Promise<{ seq: string }> {
  assertMay(actor, "edit_plan");
  return storeChange(actor, {
    clientId: randomUUID(),
    change: (stored) =>
      changeFor(openDocument(stored), { patches, authorId: actor.userId, newId: () => randomUUID() }),
  });
}

/** Makes the rows for reading anew from the updates: after the schema of a block has changed. */
export async function rebuildProjection(scope: { workspaceId: string; projectId: string }): Promise<void> {
  await transaction(async (tx) => {
    const seq = await lockCanvas(tx, scope);
    const updates = await listUpdates(scope, { after: 0n, tx });
    const blocks = projectDocument(openDocument(updates.map((update) => update.bytes)));
    await saveProjection(tx, scope, { blocks, seq });
  });
}
