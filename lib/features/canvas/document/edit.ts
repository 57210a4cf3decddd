import * as Y from "yjs";
import type { BlockKey } from "#lib/platform/prisma/enums.ts";
import type { CellField, ListField } from "../blocks/field.ts";
import { NOTES } from "../blocks/index.ts";
import { diffText } from "../text-diff.ts";
import { projectBlock } from "./project.ts";
import { AGREED, AGREED_BY, listOf, OWNER_ID, registersOf } from "./shape.ts";
import { signatureOf } from "./signature.ts";

/** Changes a text to `after` by the smallest edit, so that what others type beside it stays. */
export function editText(text: Y.Text, after: string, caret?: number): void {
  const { index, remove, insert } = diffText(text.toString(), after, caret);
  if (remove === 0 && insert === "") return;
  const apply = () => {
    if (remove > 0) text.delete(index, remove);
    if (insert !== "") text.insert(index, insert);
  };
  if (text.doc) text.doc.transact(apply, LOCAL);
  else apply();
}

/** Origin of every change made by the person in front of this browser. */
export const LOCAL = "local";

/**
 * Origin of what a person does that undo leaves alone: it would write another's name under a note or an agreement, which
 * only they may.
 */
const LASTING = "lasting";

export function setRegister(map: Y.Map<unknown>, key: string, value: string): void {
  if ((map.get(key) ?? "") === value) return;
  const apply = () => {
    if (value === "") map.delete(key);
    else map.set(key, value);
  };
  if (map.doc) map.doc.transact(apply, LOCAL);
  else apply();
}

function isText(field: CellField): boolean {
  return field.kind === "text" || field.kind === "longtext";
}

/** Adds a row with all its texts at once: made together, no two people can replace each other's. */
export function addItem(
  doc: Y.Doc,
  where: { block: BlockKey; list: ListField; id: string; cells?: Record<string, string | number> },
): void {
  const { block, list, id, cells = {} } = where;
  const item = new Y.Map<unknown>();
  item.set("id", id);
  for (const column of list.columns) {
    const value = String(cells[column.key] ?? "");
    if (isText(column)) item.set(column.key, new Y.Text(value));
    else if (value !== "") item.set(column.key, value);
  }
  doc.transact(() => listOf(doc, block, list.key).push([item]), LOCAL);
}

export function addNote(
  doc: Y.Doc,
  where: { block: BlockKey; id: string; authorId: string; text?: string },
): void {
  const note = new Y.Map<unknown>();
  note.set("id", where.id);
  note.set("authorId", where.authorId);
  note.set("text", new Y.Text(where.text ?? ""));
  doc.transact(() => listOf(doc, where.block, NOTES).push([note]), LOCAL);
}

export function removeItem(
  doc: Y.Doc,
  where: { block: BlockKey; list: string; id: string; isOthers?: boolean },
): void {
  const list = listOf(doc, where.block, where.list);
  doc.transact(
    () => {
      for (let i = list.length - 1; i >= 0; i--) {
        if (list.get(i).get("id") === where.id) list.delete(i);
      }
    },
    where.isOthers ? LASTING : LOCAL,
  );
}

export function setOwner(doc: Y.Doc, block: BlockKey, userId: string | null): void {
  setRegister(registersOf(doc, block), OWNER_ID, userId ?? "");
}

/** Agrees to what the block says now; returns false when something in it is still a draft or it is empty. */
export function agree(doc: Y.Doc, block: BlockKey, userId: string): boolean {
  const now = projectBlock(doc, block);
  if (now.status === "empty" || Object.keys(now.drafts).length > 0) return false;
  doc.transact(() => {
    registersOf(doc, block).set(AGREED, signatureOf(now));
    registersOf(doc, block).set(AGREED_BY, userId);
  }, LASTING);
  return true;
}

export function reopen(doc: Y.Doc, block: BlockKey): void {
  doc.transact(() => {
    registersOf(doc, block).delete(AGREED);
    registersOf(doc, block).delete(AGREED_BY);
  }, LASTING);
}
