import * as Y from "yjs";
import { AppError } from "#lib/platform/errors.ts";
import type { BlockKey } from "#lib/platform/prisma/enums.ts";
import type { ListField } from "./blocks/field.ts";
import { BLOCK_KEYS, blockOf, HIDDEN_COSTS, NOTES } from "./blocks/index.ts";
import { addItem, addNote, agree, editText, removeItem, setOwner, setRegister } from "./document/edit.ts";
import { itemsOf, projectBlock } from "./document/project.ts";
import { readText, registersOf, textOf } from "./document/shape.ts";

type Row = Readonly<Record<string, string | number>>;

/** What a template, the demo or a machine writes into one block. What is absent stays as it is. */
export interface BlockPatch {
  fields?: Readonly<Record<string, string | number | readonly Row[]>>;
  hiddenCosts?: readonly Row[];
  /** Texts; those that stand there already are not added again. */
  notes?: readonly string[];
  ownerId?: string | null;
  /** Agrees to the block as it stands after the patch. */
  agreed?: true;
}

export type CanvasPatches = Readonly<Partial<Record<BlockKey, BlockPatch>>>;

/**
 * The change that makes the document say what the patches say, or null when it says so already. Throws
 * `invalid_input` for a field that does not exist and for an agreement to drafts.
 */
export function changeFor(
  doc: Y.Doc,
  write: { patches: CanvasPatches; authorId: string; newId: () => string },
): Uint8Array | null {
  const before = Y.encodeStateVector(doc);
  let changed = false;
  doc.on("update", () => {
    changed = true;
  });
  for (const key of BLOCK_KEYS) {
    const patch = write.patches[key];
    if (patch) patchBlock(doc, key, patch, write);
  }
  return changed ? Y.encodeStateAsUpdate(doc, before) : null;
}

function patchBlock(
  doc: Y.Doc,
  block: BlockKey,
  patch: BlockPatch,
  by: { authorId: string; newId: () => string },
): void {
  for (const [name, value] of Object.entries(patch.fields ?? {})) {
    const field = blockOf(block).fields.find((candidate) => candidate.key === name);
    if (!field || (field.kind === "list") !== (typeof value === "object")) {
      throw new AppError("invalid_input", { detail: `${block}.${name} is not a field that takes this.` });
    }
    if (field.kind === "list")
      replaceRows(doc, { block, list: field, rows: value as readonly Row[], newId: by.newId });
    else if (field.kind === "text" || field.kind === "longtext")
      editText(textOf(doc, block, name), String(value));
    else setRegister(registersOf(doc, block), name, String(value));
  }
  if (patch.hiddenCosts) {
    replaceRows(doc, { block, list: HIDDEN_COSTS, rows: patch.hiddenCosts, newId: by.newId });
  }
  const present = new Set(itemsOf(doc, block, NOTES).map((note) => readText(note.get("text"))));
  for (const text of patch.notes ?? []) {
    if (!present.has(text)) addNote(doc, { block, id: by.newId(), authorId: by.authorId, text });
  }
  if (patch.ownerId !== undefined) setOwner(doc, block, patch.ownerId);
  if (patch.agreed && projectBlock(doc, block).status !== "agreed" && !agree(doc, block, by.authorId)) {
    throw new AppError("invalid_input", {
      detail: `${block} cannot be agreed while it is empty or has drafts.`,
    });
  }
}

function replaceRows(
  doc: Y.Doc,
  write: { block: BlockKey; list: ListField; rows: readonly Row[]; newId: () => string },
): void {
  const { block, list } = write;
  const items = itemsOf(doc, block, list.key);
  const asCells = (read: (column: string) => unknown) =>
    list.columns.map((column) => String(read(column.key) ?? ""));
  const present = items.map((item) => asCells((column) => readText(item.get(column))));
  const wanted = write.rows.map((row) => asCells((column) => row[column]));
  if (JSON.stringify(present) === JSON.stringify(wanted)) return;
  for (const item of items) removeItem(doc, { block, list: list.key, id: readText(item.get("id")) });
  for (const cells of write.rows) addItem(doc, { block, list, id: write.newId(), cells });
}
