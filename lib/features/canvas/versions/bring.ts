import * as Y from "yjs";
import type { BlockKey } from "#lib/platform/prisma/enums.ts";
import { BLOCKS, HIDDEN_COSTS, NOTES } from "../blocks/index.ts";
import { editText, setRegister } from "../document/edit.ts";
import { AGREED, AGREED_BY, listOf, OWNER_ID, readText, registersOf, textOf } from "../document/shape.ts";
import type { RawBlock, RawCanvas } from "./content.ts";

/** Whose names they are is not the restorer's to sign: an agreement holds again by itself when its content is back. */
const NOT_CONTENT = new Set([AGREED, AGREED_BY]);

type Row = { id: string } & Record<string, string>;

/**
 * Edits the document until it says what the content says, by the smallest edits, as a person would: whoever types
 * meanwhile keeps what they type. Owners come back only when they are among `ownerIds`; null takes them all.
 */
export function bringTo(
  doc: Y.Doc,
  content: RawCanvas,
  options: { ownerIds: ReadonlySet<string> | null },
): void {
  doc.transact(() => {
    for (const { key, fields } of BLOCKS) {
      const block = content[key] ?? { registers: {}, texts: {}, lists: {} };
      bringRegisters(doc, { key, block, ownerIds: options.ownerIds });
      for (const field of fields) {
        if (field.kind === "text" || field.kind === "longtext") {
          const text = textOf(doc, key, field.key);
          const wanted = block.texts[field.key] ?? "";
          // A text with characters that are stored as U+FFFD is left alone while it reads the same.
          if (readText(text) !== wanted) editText(text, wanted);
        } else if (field.kind === "list") {
          bringList(listOf(doc, key, field.key), {
            rows: block.lists[field.key] ?? [],
            texts: textsOf(field),
          });
        }
      }
      const costs = block.lists[HIDDEN_COSTS.key] ?? [];
      bringList(listOf(doc, key, HIDDEN_COSTS.key), { rows: costs, texts: textsOf(HIDDEN_COSTS) });
      bringList(listOf(doc, key, NOTES), { rows: block.lists[NOTES] ?? [], texts: ["text"] });
    }
  });
}

function textsOf(list: { columns: readonly { key: string; kind: string }[] }): string[] {
  return list.columns.filter(({ kind }) => kind === "text" || kind === "longtext").map(({ key }) => key);
}

function bringRegisters(
  doc: Y.Doc,
  to: { key: BlockKey; block: RawBlock; ownerIds: ReadonlySet<string> | null },
): void {
  const map = registersOf(doc, to.key);
  for (const name of new Set([...map.keys(), ...Object.keys(to.block.registers)])) {
    if (NOT_CONTENT.has(name)) continue;
    const value = to.block.registers[name] ?? "";
    const isLeaver = name === OWNER_ID && value !== "" && to.ownerIds?.has(value) === false;
    if (!isLeaver) setRegister(map, name, value);
  }
}

function bringList(
  list: Y.Array<Y.Map<unknown>>,
  to: { rows: readonly Row[]; texts: readonly string[] },
): void {
  const wanted = new Set(to.rows.map((row) => row.id));
  const idAt = (index: number) => readText(list.get(index)?.get("id"));
  const seen = new Set<string>();
  for (let i = 0; i < list.length; i++) {
    const id = idAt(i);
    if (wanted.has(id) && !seen.has(id)) seen.add(id);
    else list.delete(i--);
  }
  for (const [at, row] of to.rows.entries()) {
    if (at < list.length && idAt(at) === row.id) {
      bringRow(list.get(at), row, to.texts);
      continue;
    }
    // Yjs cannot move a row: it goes and comes again.
    for (let i = at; i < list.length; i++) if (idAt(i) === row.id) list.delete(i--);
    list.insert(at, [newRow(row, to.texts)]);
  }
}

function newRow(row: Row, texts: readonly string[]): Y.Map<unknown> {
  const item = new Y.Map<unknown>();
  // All texts at once: made together, no two people can replace each other's.
  for (const name of texts) item.set(name, new Y.Text(row[name] ?? ""));
  for (const [name, value] of Object.entries(row)) if (!texts.includes(name)) item.set(name, value);
  return item;
}

function bringRow(item: Y.Map<unknown>, row: Row, texts: readonly string[]): void {
  for (const name of new Set([...item.keys(), ...Object.keys(row), ...texts])) {
    const value = row[name] ?? "";
    const cell = item.get(name);
    if (readText(cell) === value) continue;
    if (cell instanceof Y.Text) editText(cell, value);
    else if (texts.includes(name)) item.set(name, new Y.Text(value));
    else setRegister(item, name, value);
  }
}

/** A document that says what the content says, to be read by the same rules as the living one. */
export function documentOf(content: RawCanvas): Y.Doc {
  const doc = new Y.Doc();
  bringTo(doc, content, { ownerIds: null });
  for (const { key } of BLOCKS) {
    for (const [name, value] of Object.entries(content[key]?.registers ?? {}))
      registersOf(doc, key).set(name, value);
  }
  return doc;
}
