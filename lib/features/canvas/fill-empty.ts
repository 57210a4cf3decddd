import { randomUUID } from "node:crypto";
import type * as Y from "yjs";
import { assertMay } from "#lib/features/workspaces/authorise.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import type { BlockKey } from "#lib/platform/prisma/enums.ts";
import { storeChange } from "./accept.ts";
import { BLOCK_KEYS, blockOf } from "./blocks/index.ts";
import { projectBlock } from "./document/project.ts";
import { type CanvasPatches, changeFor } from "./patch.ts";

/** A field that another part of the plan had something for. */
export interface FieldAt {
  block: BlockKey;
  label: string;
  value: string | number;
}

export interface FilledFields {
  filled: FieldAt[];
  /** Fields that say something else, be it a draft. */
  kept: FieldAt[];
}

/**
 * Writes into fields that are empty, and into no other, under the canvas's lock: what somebody types meanwhile stays.
 * Lists are left out. Doing it again fills nothing.
 */
export async function fillEmptyFields(actor: ProjectActor, wish: CanvasPatches): Promise<FilledFields> {
  assertMay(actor, "edit_plan");
  let found: FilledFields = { filled: [], kept: [] };
  await storeChange({
    actor,
    clientId: randomUUID(),
    bytes: (stored) => {
      const { patches, ...fields } = emptyOf(stored, wish);
      found = fields;
      if (fields.filled.length === 0) return null;
      return changeFor(stored, { patches, authorId: actor.userId, newId: () => randomUUID() });
    },
  });
  return found;
}

function emptyOf(stored: Y.Doc, wish: CanvasPatches): FilledFields & { patches: CanvasPatches } {
  const filled: FieldAt[] = [];
  const kept: FieldAt[] = [];
  const patches: Partial<Record<BlockKey, { fields: Record<string, string | number> }>> = {};
  for (const block of BLOCK_KEYS) {
    const wished = wish[block]?.fields;
    if (!wished) continue;
    const { fields, drafts } = projectBlock(stored, block);
    for (const { key, label } of blockOf(block).fields) {
      const value = wished[key];
      if (value === undefined || typeof value === "object") continue;
      const present = fields[key] ?? drafts[key]?.value;
      if (present === undefined) {
        filled.push({ block, label, value });
        patches[block] = { fields: { ...patches[block]?.fields, [key]: value } };
      } else if (present !== value) kept.push({ block, label, value });
    }
  }
  return { filled, kept, patches };
}
