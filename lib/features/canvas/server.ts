import "server-only";
import { transaction } from "#lib/platform/db.ts";
import { projectDocument } from "./document/project.ts";
import { openDocument } from "./live/open-canvas.ts";
import { listUpdates, lockCanvas, saveProjection } from "./repository.ts";

export { applyCanvasUpdate } from "./accept.ts";
export { getActivity } from "./activity/read.ts";
export { differencesFromPlan } from "./against-plan.ts";
export { getAgreements } from "./agreement/read.ts";
export { BlockChangeSchema, BlockKeySchema } from "./block-patch.ts";
export { seedComments } from "./comments/demo.ts";
export {
  countUnread,
  listNotices,
  type NoticePage,
  readAllNotices,
} from "./comments/notices.ts";
export { getOpenCounts, getTalk, getThread, listThreads } from "./comments/read.ts";
export { NewReplySchema, NewThreadSchema, THREAD_STATES } from "./comments/schema.ts";
export { beginThread, doToComments, reply, setResolved } from "./comments/write.ts";
export { demoCanvas } from "./demo.ts";
export { escapeText } from "./export/escape.ts";
export { CanvasExportSchema, exportCanvas } from "./export/export.ts";
export { fillEmptyFields } from "./fill-empty.ts";
export {
  type FilledCanvas,
  FillSchema,
  fillCanvas,
  readFilling,
  readSource,
  type Source,
  writeSource,
} from "./import/start-from.ts";
export { accompany } from "./live/accompany.ts";
export { MAX_UPDATE_BYTES } from "./live/open-canvas.ts";
export { announcePresence } from "./live/presence.ts";
export { changeBlock, getNamedBlock, getNamedCanvas, type NamedBlock } from "./named.ts";
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
export {
  type CanvasLinkRow,
  createCanvasLink,
  LinkIdSchema,
  listCanvasLinks,
  type MadeCanvasLink,
  NewLinkSchema,
  revokeCanvasLink,
} from "./share/links.ts";
export { readSharedCanvas, type SharedCanvas, sharedPdf, sharedPoster } from "./share/shared.ts";
export { takeOver } from "./take-over.ts";
export { TEMPLATE_CHOICES } from "./templates/index.ts";
export {
  type Difference,
  getDifference,
  getSnapshot,
  getSnapshots,
  type Snapshot,
} from "./versions/read.ts";
export { restoreSnapshot } from "./versions/restore.ts";
export { DifferenceSchema, NameSnapshotSchema } from "./versions/schema.ts";
export { nameSnapshot, snapshotBefore } from "./versions/take.ts";
export { writeCanvas } from "./write.ts";

/** Makes the rows for reading anew from the updates: after the schema of a block has changed. */
export async function rebuildProjection(scope: { workspaceId: string; projectId: string }): Promise<void> {
  await transaction(async (tx) => {
    const seq = await lockCanvas(tx, scope);
    const updates = await listUpdates(scope, { after: 0n, tx });
    const blocks = projectDocument(openDocument(updates.map((update) => update.bytes)));
    await saveProjection(tx, scope, { blocks, seq });
  });
}
