import * as Y from "yjs";
import { HIDDEN_COSTS, MAX_NOTES } from "../blocks/index.ts";
import { ROOTS, type RootKind } from "./shape.ts";

const MAX_REGISTERS = 64;
const MAX_REGISTER_LENGTH = 1000;
const MAX_CELLS = 32;
const MAX_ITEMS = Math.max(HIDDEN_COSTS.maxItems, MAX_NOTES);
export const MAX_TEXT_LENGTH = 20_000;

/**
 * Why a document is not a canvas, or null if it is one. A browser that edits through the product never makes such a
 * document; this judges the structure only, values are judged by the projection.
 */
export function faultOf(doc: Y.Doc): string | null {
  if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) {
    return "It rests on changes that never arrived.";
  }
  // Reading the roots by type below would make them; the names are taken first.
  for (const name of [...doc.share.keys()]) {
    const kind = ROOTS.get(name);
    if (kind === undefined) return "It holds a part that no canvas has.";
    const fault = rootFault(doc, name, kind);
    if (fault) return fault;
  }
  return null;
}

function rootFault(doc: Y.Doc, name: string, kind: RootKind): string | null {
  switch (kind) {
    case "text":
      return textFault(doc.getText(name));
    case "registers":
      return registersFault(doc.getMap(name));
    case "list":
    case "notes":
      return listFault(doc.getArray(name));
  }
}

function textFault(text: Y.Text): string | null {
  if (text._map.size > 0) return "A text holds something else.";
  const parts = text.toDelta() as { insert: unknown; attributes?: unknown }[];
  if (parts.some((part) => typeof part.insert !== "string" || part.attributes !== undefined)) {
    return "A text holds something else.";
  }
  return text.length > MAX_TEXT_LENGTH ? `A text has more than ${MAX_TEXT_LENGTH} characters.` : null;
}

function isRegister(value: unknown): boolean {
  if (typeof value === "string") return value.length <= MAX_REGISTER_LENGTH;
  return value === null;
}

function registersFault(map: Y.Map<unknown>): string | null {
  if (map._start !== null) return "A block holds a list where its values belong.";
  if (map.size > MAX_REGISTERS) return "A block holds too many values.";
  return [...map.values()].every(isRegister) ? null : "A block holds a value that is not text.";
}

function listFault(list: Y.Array<unknown>): string | null {
  if (list._map.size > 0) return "A list holds something else.";
  if (list.length > MAX_ITEMS) return `A list has more than ${MAX_ITEMS} rows.`;
  for (const item of list.toArray()) {
    if (!(item instanceof Y.Map) || item._start !== null || item.size > MAX_CELLS) {
      return "A list holds something that is not a row.";
    }
    for (const cell of item.values()) {
      const fault =
        cell instanceof Y.Text ? textFault(cell) : isRegister(cell) ? null : "A row holds something else.";
      if (fault) return fault;
    }
  }
  return null;
}
