import { randomUUID } from "node:crypto";
import { assertMay } from "#lib/features/workspaces/authorise.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { storeChange } from "./accept.ts";
import { type CanvasPatches, changeFor } from "./patch.ts";

/** Writes into the document from the server: the demo, templates, machines. Writing the same again changes nothing. */
export async function writeCanvas(actor: ProjectActor, patches: CanvasPatches): Promise<{ seq: string }> {
  assertMay(actor, "edit_plan");
  return storeChange({
    actor,
    clientId: randomUUID(),
    bytes: (stored) => changeFor(stored, { patches, authorId: actor.userId, newId: () => randomUUID() }),
  });
}
