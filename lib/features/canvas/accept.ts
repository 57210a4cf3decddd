import { z } from "zod";
import { assertMay } from "#lib/features/workspaces/authorise.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import type { Tx } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { parseInput } from "#lib/platform/parse.ts";
import { storeTogether } from "./live/lanes.ts";
import { MAX_UPDATE_BYTES } from "./live/open-canvas.ts";
import { type NewChange, storeChangesIn } from "./live/store.ts";

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
  return storeChange({ actor, clientId, bytes });
}

/** The one way into the document. */
export async function storeChange(change: NewChange): Promise<{ seq: string }> {
  const { seq } = await storeTogether(scopeOf(change), change);
  return { seq: String(seq) };
}

/** The same as part of a transaction that does more. */
export async function storeChangeIn(tx: Tx, change: NewChange): Promise<{ seq: string }> {
  const { outcomes } = await storeChangesIn(tx, scopeOf(change), [change]);
  const [outcome] = outcomes;
  if (!outcome || "error" in outcome) throw outcome?.error ?? new AppError("internal");
  return { seq: String(outcome.seq) };
}

function scopeOf({ actor }: NewChange): { workspaceId: string; projectId: string } {
  return { workspaceId: actor.workspaceId, projectId: actor.projectId };
}
