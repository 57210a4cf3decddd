import type { CellField, Field, ListField } from "../blocks/field.ts";
import { blockOf, HIDDEN_COSTS, MAX_NOTES } from "../blocks/index.ts";
import { judgeCell } from "../document/judge.ts";
import type { BlockProjection, ListItem } from "../document/project.ts";
import { decimalText } from "./decimal-text.ts";

export interface BlockFault {
  /** Below the block: `["fields", "sources", 0, "grain"]`. */
  path: (string | number)[];
  message: string;
}

/** What the document takes, whatever a field asks for (see `document/inspect.ts`). */
const LONGEST_TEXT = 20_000;
const LONGEST_REGISTER = 1_000;
const LONGEST_ID = 200;

/** Whether a block of a file says what a block of ours can say; the schema has seen its shape before. */
export function faultsOfBlock(block: BlockProjection): BlockFault[] {
  const fields: readonly Field[] = [...blockOf(block.key).fields, HIDDEN_COSTS];
  return [
    ...fields.flatMap((field) => valueFaults(field, block.fields[field.key])),
    ...draftFaults(block, fields),
    ...noteFaults(block.notes),
    ...(block.ownerId !== null && (block.ownerId === "" || block.ownerId.length > LONGEST_ID)
      ? [{ path: ["ownerId"], message: "This is not the id of a person." }]
      : []),
  ];
}

function valueFaults(field: Field, value: BlockProjection["fields"][string] | undefined): BlockFault[] {
  if (value === undefined) return [];
  if (field.kind === "list") {
    if (!Array.isArray(value)) return [{ path: ["fields", field.key], message: "Here belongs a list." }];
    return listFaults(field, value);
  }
  return cellFaults(field, value, ["fields", field.key]);
}

function listFaults(list: ListField, items: readonly ListItem[]): BlockFault[] {
  const path = ["fields", list.key];
  if (items.length > list.maxItems) return [{ path, message: `At most ${list.maxItems} rows.` }];
  const known = new Map<string, CellField>(list.columns.map((column) => [column.key, column]));
  return [
    ...idFaults(items, path),
    ...items.flatMap((item, i) =>
      Object.entries(item).flatMap(([name, value]) => {
        if (name === "id") return [];
        const column = known.get(name);
        if (!column) return [{ path: [...path, i, name], message: "This list has no such column." }];
        return cellFaults(column, value, [...path, i, name]);
      }),
    ),
  ];
}

function cellFaults(field: CellField, value: unknown, path: BlockFault["path"]): BlockFault[] {
  const wanted = field.kind === "number" ? "number" : "string";
  if (typeof value !== wanted) {
    return [{ path, message: wanted === "number" ? "Here belongs a number." : "Here belongs a text." }];
  }
  const judgement = judgeCell(field, typeof value === "number" ? decimalText(value) : String(value));
  return judgement.ok ? [] : [{ path, message: judgement.reason }];
}

function draftFaults(block: BlockProjection, fields: readonly Field[]): BlockFault[] {
  return Object.entries(block.drafts).flatMap(([name, { value }]) => {
    const path = ["drafts", name];
    const field = draftField(name, fields);
    if (!field) return [{ path, message: "This block has no such field." }];
    const isText = field.kind === "text" || field.kind === "longtext";
    const longest = isText ? LONGEST_TEXT : LONGEST_REGISTER;
    return value.length > longest ? [{ path, message: `At most ${longest} characters.` }] : [];
  });
}

/** A draft stands under its field, or under `list.itemId.column`; an id may have points in it. */
function draftField(name: string, fields: readonly Field[]): CellField | null {
  for (const field of fields) {
    if (field.kind !== "list") {
      if (field.key === name) return field;
    } else if (name.startsWith(`${field.key}.`)) {
      const column = field.columns.find((one) => name.endsWith(`.${one.key}`));
      if (column && idInDraft(name, field, column) !== "") return column;
    }
  }
  return null;
}

export function idInDraft(name: string, list: ListField, column: CellField): string {
  return name.slice(list.key.length + 1, -column.key.length - 1);
}

function noteFaults(notes: BlockProjection["notes"]): BlockFault[] {
  if (notes.length > MAX_NOTES) return [{ path: ["notes"], message: `At most ${MAX_NOTES} notes.` }];
  return [
    ...idFaults(notes, ["notes"]),
    ...notes.flatMap(({ text }, i) =>
      text.length > LONGEST_TEXT
        ? [{ path: ["notes", i, "text"], message: `At most ${LONGEST_TEXT} characters.` }]
        : [],
    ),
  ];
}

function idFaults(items: readonly { id: string }[], path: BlockFault["path"]): BlockFault[] {
  const seen = new Set<string>();
  return items.flatMap(({ id }, i) => {
    const isNew = !seen.has(id);
    seen.add(id);
    if (id === "" || id.length > LONGEST_ID) {
      return [{ path: [...path, i, "id"], message: "An id has 1 to 200 characters." }];
    }
    return isNew ? [] : [{ path: [...path, i, "id"], message: "Another row has this id." }];
  });
}
