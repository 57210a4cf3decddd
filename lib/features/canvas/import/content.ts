import type { BlockKey } from "#lib/platform/prisma/enums.ts";
import type { Field, ListField } from "../blocks/field.ts";
import { BLOCK_KEYS, blockOf, HIDDEN_COSTS } from "../blocks/index.ts";
import type { BlockProjection } from "../document/project.ts";
import type { Template } from "../templates/template.ts";
import { idInDraft } from "./check-block.ts";
import { decimalText } from "./decimal-text.ts";

/** Everything that a block shall say, as texts: what fits its field and what does not. */
export interface BlockContent {
  key: BlockKey;
  /** By field; what is absent is empty. */
  cells: Record<string, string>;
  lists: Record<string, { id: string; cells: Record<string, string> }[]>;
  notes: { id: string; text: string }[];
  /** Null leaves the owner as it is. */
  ownerId: string | null;
  agreement: "agreed" | "again" | null;
}

const textOf = (value: string | number) => (typeof value === "number" ? decimalText(value) : value);
const fieldsOf = (key: BlockKey): readonly Field[] => [...blockOf(key).fields, HIDDEN_COSTS];

/** A block of a file, or of another project, with its drafts and with the ids of its rows. */
export function contentOfBlock(block: BlockProjection): BlockContent {
  const content: BlockContent = {
    key: block.key,
    cells: {},
    lists: {},
    notes: block.notes.map(({ id, text }) => ({ id, text })),
    ownerId: block.ownerId,
    agreement: block.status === "agreed" ? "agreed" : block.agreeAgain ? "again" : null,
  };
  for (const field of fieldsOf(block.key)) {
    const value = block.fields[field.key];
    if (field.kind === "list") {
      const rows = listContent(field, block);
      if (rows.length > 0) content.lists[field.key] = rows;
    } else if (typeof value === "string" || typeof value === "number") {
      content.cells[field.key] = textOf(value);
    } else {
      const draft = block.drafts[field.key];
      if (draft) content.cells[field.key] = draft.value;
    }
  }
  return content;
}

/** Rows of which nothing fits its field stand in the drafts alone: they come last. */
function listContent(list: ListField, block: BlockProjection): BlockContent["lists"][string] {
  const rows = new Map<string, Record<string, string>>();
  const items = block.fields[list.key];
  for (const { id, ...cells } of Array.isArray(items) ? items : []) {
    rows.set(id, Object.fromEntries(Object.entries(cells).map(([name, value]) => [name, textOf(value)])));
  }
  for (const [name, { value }] of Object.entries(block.drafts)) {
    if (!name.startsWith(`${list.key}.`)) continue;
    const column = list.columns.find((one) => name.endsWith(`.${one.key}`));
    if (!column) continue;
    const id = idInDraft(name, list, column);
    rows.set(id, { ...rows.get(id), [column.key]: value });
  }
  return [...rows].map(([id, cells]) => ({ id, cells }));
}

export function contentOfTemplate(template: Template, newId: () => string): BlockContent[] {
  return BLOCK_KEYS.map((key) => {
    const { fields = {}, hiddenCosts = [], notes = [] } = template.blocks[key];
    const content: BlockContent = { key, cells: {}, lists: {}, notes: [], ownerId: null, agreement: null };
    for (const [name, value] of Object.entries({ ...fields, [HIDDEN_COSTS.key]: hiddenCosts })) {
      if (typeof value === "string" || typeof value === "number") content.cells[name] = textOf(value);
      else if (value.length > 0) {
        content.lists[name] = value.map((row) => ({
          id: newId(),
          cells: Object.fromEntries(Object.entries(row).map(([column, cell]) => [column, textOf(cell)])),
        }));
      }
    }
    content.notes = notes.map((text) => ({ id: newId(), text }));
    return content;
  });
}
