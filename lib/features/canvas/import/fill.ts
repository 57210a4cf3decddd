import * as Y from "yjs";
import type { BlockKey } from "#lib/platform/prisma/enums.ts";
import { blockOf, HIDDEN_COSTS, NOTES } from "../blocks/index.ts";
import { addItem, addNote, agree, editText, LOCAL, setOwner, setRegister } from "../document/edit.ts";
import { itemsOf, projectBlock } from "../document/project.ts";
import { AGREED, AGREED_BY, listOf, ROOTS, readText, registersOf, textOf } from "../document/shape.ts";
import type { BlockContent } from "./content.ts";

export interface Filling {
  /** Null when the document says all of it already. */
  change: Uint8Array | null;
  /** The change that takes it back, whatever others have written meanwhile. */
  undo: Uint8Array | null;
  filled: BlockKey[];
  /** Blocks that say something already and were not to be replaced. */
  kept: BlockKey[];
}

/**
 * Writes contents into a document: into its empty blocks, and into those of `replace`. Nobody's note is ever taken away;
 * those of the content come in under the author's own name. An agreement comes only into a block that was never agreed
 * to, in the author's name, and only if `agreements` says so.
 */
export function fillDocument(
  stored: Y.Doc,
  contents: readonly BlockContent[],
  by: { authorId: string; replace: readonly BlockKey[]; agreements: boolean; owners: ReadonlySet<string> },
): Filling {
  // The way back is found by going it, which a copy does.
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(stored));
  const undoing = new Y.UndoManager(rootsOf(doc), { trackedOrigins: new Set([LOCAL]) });
  const before = Y.encodeStateVector(doc);
  let changed = false;
  doc.on("update", () => {
    changed = true;
  });
  const filled: BlockKey[] = [];
  const kept: BlockKey[] = [];
  doc.transact(() => {
    for (const content of contents) {
      if (isNothing(content)) continue;
      const isEmpty = projectBlock(doc, content.key).status === "empty";
      if (!isEmpty && !by.replace.includes(content.key)) {
        kept.push(content.key);
        continue;
      }
      putContent(doc, content, by);
      filled.push(content.key);
    }
  }, LOCAL);
  if (!changed) return { change: null, undo: null, filled, kept };
  const change = Y.encodeStateAsUpdate(doc, before);
  const after = Y.encodeStateVector(doc);
  Y.applyUpdate(stored, change);
  undoing.undo();
  return { change, undo: Y.encodeStateAsUpdate(doc, after), filled, kept };
}

function rootsOf(doc: Y.Doc): (Y.Text | Y.Map<unknown> | Y.Array<unknown>)[] {
  return [...ROOTS].map(([name, kind]) =>
    kind === "text" ? doc.getText(name) : kind === "registers" ? doc.getMap(name) : doc.getArray(name),
  );
}

function isNothing({ cells, lists, notes }: BlockContent): boolean {
  return [cells, lists, notes].every((part) => Object.keys(part).length === 0);
}

function putContent(
  doc: Y.Doc,
  content: BlockContent,
  by: { authorId: string; agreements: boolean; owners: ReadonlySet<string> },
): void {
  const { key } = content;
  for (const field of [...blockOf(key).fields, HIDDEN_COSTS]) {
    if (field.kind === "list") {
      const list = listOf(doc, key, field.key);
      if (list.length > 0) list.delete(0, list.length);
      for (const { id, cells } of content.lists[field.key] ?? []) {
        addItem(doc, { block: key, list: field, id, cells });
      }
    } else if (field.kind === "text" || field.kind === "longtext") {
      editText(textOf(doc, key, field.key), content.cells[field.key] ?? "");
    } else {
      setRegister(registersOf(doc, key), field.key, content.cells[field.key] ?? "");
    }
  }
  const notes = itemsOf(doc, key, NOTES);
  const ids = new Set(notes.map((note) => readText(note.get("id"))));
  const texts = new Set(notes.map((note) => readText(note.get("text")).trim()));
  for (const { id, text } of content.notes) {
    if (ids.has(id) || texts.has(text)) continue;
    addNote(doc, { block: key, id, authorId: by.authorId, text });
  }
  if (content.ownerId !== null && by.owners.has(content.ownerId)) setOwner(doc, key, content.ownerId);
  if (by.agreements) bringAgreement(doc, content, by.authorId);
}

function bringAgreement(doc: Y.Doc, { key, agreement }: BlockContent, authorId: string): void {
  const registers = registersOf(doc, key);
  if (agreement === null || readText(registers.get(AGREED)) !== "") return;
  if (agreement === "agreed") agree(doc, key, authorId);
  else {
    // The fingerprint of nothing that the block says: it was agreed once, and has changed since.
    registers.set(AGREED, "changed since");
    registers.set(AGREED_BY, authorId);
  }
}
