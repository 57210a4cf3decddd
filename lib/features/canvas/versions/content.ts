import type * as Y from "yjs";
import { z } from "zod";
import type { BlockKey } from "#lib/platform/prisma/enums.ts";
import { BLOCK_KEYS, BLOCKS, HIDDEN_COSTS, NOTES } from "../blocks/index.ts";
import { itemsOf } from "../document/project.ts";
import { readText, registersOf, textOf } from "../document/shape.ts";

const RowSchema = z.record(z.string(), z.string()).and(z.object({ id: z.string() }));
const RawBlockSchema = z.object({
  registers: z.record(z.string(), z.string()),
  texts: z.record(z.string(), z.string()),
  lists: z.record(z.string(), z.array(RowSchema)),
});
const ContentSchema = z.partialRecord(z.enum(BLOCK_KEYS as [BlockKey, ...BlockKey[]]), RawBlockSchema);

/** One block word for word: what was typed, not what the schema made of it. What is empty is absent. */
export type RawBlock = z.output<typeof RawBlockSchema>;
export type RawCanvas = z.output<typeof ContentSchema>;

/** Everything that the document says, without how it came about. */
export function contentOf(doc: Y.Doc): RawCanvas {
  const content: RawCanvas = {};
  for (const { key, fields } of BLOCKS) {
    const block: RawBlock = { registers: {}, texts: {}, lists: {} };
    const registers = registersOf(doc, key);
    for (const name of [...registers.keys()].sort()) {
      const value = readText(registers.get(name));
      if (value !== "") block.registers[name] = value;
    }
    for (const field of fields) {
      if (field.kind !== "text" && field.kind !== "longtext") continue;
      const text = readText(textOf(doc, key, field.key));
      if (text !== "") block.texts[field.key] = text;
    }
    for (const name of [...fields.filter(isList).map((field) => field.key), HIDDEN_COSTS.key, NOTES]) {
      const rows = itemsOf(doc, key, name).map(rowOf);
      if (rows.length > 0) block.lists[name] = rows;
    }
    const parts = [block.registers, block.texts, block.lists];
    if (parts.some((part) => Object.keys(part).length > 0)) content[key] = block;
  }
  return content;
}

const isList = (field: { kind: string }) => field.kind === "list";

function rowOf(item: Y.Map<unknown>): { id: string } & Record<string, string> {
  const row: { id: string } & Record<string, string> = { id: readText(item.get("id")) };
  for (const column of [...item.keys()].sort()) {
    const value = readText(item.get(column));
    if (value !== "") row[column] = value;
  }
  return row;
}

/** The same content is the same text, whatever the order in which it was typed: keys are sorted above. */
export function contentText(content: RawCanvas): string {
  return JSON.stringify(content);
}

/** @throws Error when the text is not what `contentText` writes: the store is broken then, not the reader. */
export function parseContent(text: string): RawCanvas {
  return ContentSchema.parse(JSON.parse(text));
}
