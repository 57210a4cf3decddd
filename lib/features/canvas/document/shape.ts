import * as Y from "yjs";
import type { BlockKey } from "#lib/platform/prisma/enums.ts";
import { BLOCKS, HIDDEN_COSTS, NOTES } from "../blocks/index.ts";

/**
 * The document at rest. Every text, list and set of registers is a root of its own, named `<block>/<field>`: roots
 * need no creation, so two people who first write into the same field while apart never replace each other's text.
 *
 * `<block>`            Y.Map   registers: numbers as typed, choices, ownerId, agreed, agreedBy
 * `<block>/<field>`    Y.Text  a text field
 * `<block>/<list>`     Y.Array of Y.Map { id, cells: Y.Text for texts, a string for numbers and choices }
 * `<block>/notes`      Y.Array of Y.Map { id, authorId, text: Y.Text }
 */
export type RootKind = "registers" | "text" | "list" | "notes";

export const OWNER_ID = "ownerId";
export const AGREED = "agreed";
export const AGREED_BY = "agreedBy";

function describeRoots(): Map<string, RootKind> {
  const roots = new Map<string, RootKind>();
  for (const block of BLOCKS) {
    roots.set(block.key, "registers");
    roots.set(`${block.key}/${HIDDEN_COSTS.key}`, "list");
    roots.set(`${block.key}/${NOTES}`, "notes");
    for (const field of block.fields) {
      if (field.kind === "text" || field.kind === "longtext") roots.set(`${block.key}/${field.key}`, "text");
      if (field.kind === "list") roots.set(`${block.key}/${field.key}`, "list");
    }
  }
  return roots;
}

export const ROOTS: ReadonlyMap<string, RootKind> = describeRoots();

export function registersOf(doc: Y.Doc, block: BlockKey): Y.Map<unknown> {
  return doc.getMap(block);
}

export function textOf(doc: Y.Doc, block: BlockKey, field: string): Y.Text {
  return doc.getText(`${block}/${field}`);
}

export function listOf(doc: Y.Doc, block: BlockKey, field: string): Y.Array<Y.Map<unknown>> {
  return doc.getArray(`${block}/${field}`);
}

/** PostgreSQL's jsonb takes neither U+0000 nor half a surrogate pair. */
function storable(text: string): string {
  return text.toWellFormed().replaceAll("\0", "\uFFFD");
}

export function readText(value: unknown): string {
  if (value instanceof Y.Text) return storable(value.toString());
  return typeof value === "string" ? storable(value) : "";
}
