import * as Y from "yjs";
import type { BlockKey, BlockStatus } from "#lib/platform/prisma/enums.ts";
import type { CellField, Field, ListField } from "../blocks/field.ts";
import { BLOCK_KEYS, blockOf, HIDDEN_COSTS, NOTES } from "../blocks/index.ts";
import { judgeCell } from "./judge.ts";
import { AGREED, listOf, OWNER_ID, readText, registersOf, textOf } from "./shape.ts";
import { signatureOf } from "./signature.ts";

export type ListItem = { id: string } & Record<string, string | number>;
export type FieldValue = string | number | ListItem[];
export interface Draft {
  value: string;
  reason: string;
}
export interface Note {
  id: string;
  text: string;
  authorId: string;
}

/** What one block says. Empty fields are absent; `drafts` holds what zod refused, by field or `list.itemId.column`. */
export interface BlockProjection {
  key: BlockKey;
  status: BlockStatus;
  /** It was agreed once and has changed since. */
  agreeAgain: boolean;
  ownerId: string | null;
  fields: Record<string, FieldValue>;
  drafts: Record<string, Draft>;
  notes: Note[];
}

export function projectDocument(doc: Y.Doc): BlockProjection[] {
  return BLOCK_KEYS.map((key) => projectBlock(doc, key));
}

export function projectBlock(doc: Y.Doc, key: BlockKey): BlockProjection {
  const registers = registersOf(doc, key);
  const block = { fields: {}, drafts: {}, notes: projectNotes(doc, key) } as Pick<
    BlockProjection,
    "fields" | "drafts" | "notes"
  >;
  for (const field of [...blockOf(key).fields, HIDDEN_COSTS]) projectField(doc, key, field, block);

  const agreed = registers.get(AGREED);
  const isEmpty = [block.fields, block.drafts, block.notes].every((part) => Object.keys(part).length === 0);
  const isAgreed =
    !isEmpty &&
    Object.keys(block.drafts).length === 0 &&
    agreed !== undefined &&
    agreed === signatureOf(block);
  return {
    key,
    status: isEmpty ? "empty" : isAgreed ? "agreed" : "draft",
    agreeAgain: !isEmpty && !isAgreed && typeof agreed === "string" && agreed !== "",
    ownerId: readText(registers.get(OWNER_ID)) || null,
    ...block,
  };
}

function projectField(
  doc: Y.Doc,
  key: BlockKey,
  field: Field,
  into: Pick<BlockProjection, "fields" | "drafts">,
): void {
  if (field.kind === "list") {
    const items = projectList(doc, key, field, into.drafts);
    if (items.length > 0) into.fields[field.key] = items;
    return;
  }
  const isText = field.kind === "text" || field.kind === "longtext";
  const typed = readText(isText ? textOf(doc, key, field.key) : registersOf(doc, key).get(field.key));
  const value = judge(field, typed, field.key, into.drafts);
  if (value !== undefined) into.fields[field.key] = value;
}

function judge(
  field: CellField,
  typed: string,
  path: string,
  drafts: Record<string, Draft>,
): string | number | undefined {
  if (typed.trim() === "") return undefined;
  const judgement = judgeCell(field, typed);
  if (judgement.ok) return judgement.value;
  drafts[path] = { value: typed, reason: judgement.reason };
  return undefined;
}

function projectList(doc: Y.Doc, key: BlockKey, field: ListField, drafts: Record<string, Draft>): ListItem[] {
  const items: ListItem[] = [];
  for (const map of itemsOf(doc, key, field.key)) {
    const id = readText(map.get("id"));
    const item: ListItem = { id };
    for (const column of field.columns) {
      const value = judge(column, readText(map.get(column.key)), `${field.key}.${id}.${column.key}`, drafts);
      if (value !== undefined) item[column.key] = value;
    }
    if (Object.keys(item).length > 1) items.push(item);
  }
  return items;
}

function projectNotes(doc: Y.Doc, key: BlockKey): Note[] {
  return itemsOf(doc, key, NOTES)
    .map((map) => ({
      id: readText(map.get("id")),
      text: readText(map.get("text")).trim(),
      authorId: readText(map.get("authorId")),
    }))
    .filter((note) => note.text !== "");
}

/** The items of a list in their order; of two that carry the same id the first counts. */
export function itemsOf(doc: Y.Doc, key: BlockKey, list: string): Y.Map<unknown>[] {
  const seen = new Set<string>();
  return listOf(doc, key, list)
    .toArray()
    .filter((item) => {
      const id = item instanceof Y.Map ? readText(item.get("id")) : "";
      if (id === "" || seen.has(id)) return false;
      seen.add(id);
      return true;
    });
}
