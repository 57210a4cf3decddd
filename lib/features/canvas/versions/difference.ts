import type { BlockKey } from "#lib/platform/prisma/enums.ts";
import type { CellField, ListField } from "../blocks/field.ts";
import { blockOf, HIDDEN_COSTS } from "../blocks/index.ts";
import type { BlockProjection, ListItem } from "../document/project.ts";
import { planDefaultsOf } from "../plan.ts";
import { valueInWords } from "../view.ts";
import { diffWords, type Stretch } from "./words.ts";

/** What became of one field, one row or one note. */
export interface Change {
  /** Stable within its block: the field's name, `sources.<id>.name`, `notes.<id>` … */
  path: string;
  /** "Decision", "Sources, Point-of-sale: Delay", "Note of Mia". */
  label: string;
  kind: "added" | "removed" | "changed";
  /** In order; joined without what was added they are the text before, without what was removed the text after. */
  stretches: Stretch[];
}

export interface BlockDifference {
  key: BlockKey;
  title: string;
  changes: Change[];
}

export interface DifferenceContext {
  currency: string;
  names: Readonly<Record<string, string>>;
}

const STATUS = { empty: "empty", draft: "draft", agreed: "agreed" } as const;

/** What differs between two states of the canvas: the blocks that differ, in reading order, and in each what changed. */
export function differenceOf(
  before: readonly BlockProjection[],
  after: readonly BlockProjection[],
  context: DifferenceContext,
): BlockDifference[] {
  const [was, is] = [before, after].map((blocks) => {
    const plan = planDefaultsOf(blocks);
    return new Map(blocks.map((block) => [block.key, linesOf(block, { plan, ...context })]));
  });
  return after.flatMap(({ key }) => {
    const changes = changesOf(was?.get(key) ?? new Map(), is?.get(key) ?? new Map());
    return changes.length > 0 ? [{ key, title: blockOf(key).title, changes }] : [];
  });
}

interface Line {
  label: string;
  text: string;
}

interface Words extends DifferenceContext {
  plan: ReturnType<typeof planDefaultsOf>;
}

function changesOf(was: ReadonlyMap<string, Line>, is: ReadonlyMap<string, Line>): Change[] {
  return [...new Set([...is.keys(), ...was.keys()])].flatMap((path): Change[] => {
    const [one, two] = [was.get(path), is.get(path)];
    const label = (two ?? one)?.label ?? path;
    if (one && !two)
      return [{ path, label, kind: "removed", stretches: [{ kind: "removed", text: one.text }] }];
    if (two && !one) return [{ path, label, kind: "added", stretches: [{ kind: "added", text: two.text }] }];
    if (!one || !two || one.text === two.text) return [];
    return [{ path, label, kind: "changed", stretches: diffWords(one.text, two.text) }];
  });
}

/** A block as lines of text, by their path: fields, then rows cell by cell, notes, owner and status. */
function linesOf(block: BlockProjection, words: Words): Map<string, Line> {
  const lines = new Map<string, Line>();
  for (const field of [...blockOf(block.key).fields, HIDDEN_COSTS]) {
    if (field.kind === "list") addRows(lines, { block, list: field, words });
    else
      addCell(lines, {
        path: field.key,
        label: field.label,
        field,
        value: block.fields[field.key],
        block,
        words,
      });
  }
  for (const note of block.notes) {
    const author = words.names[note.authorId] ?? "a former member";
    lines.set(`notes.${note.id}`, { label: `Note of ${author}`, text: note.text });
  }
  if (block.ownerId !== null) {
    lines.set("ownerId", { label: "Owner", text: words.names[block.ownerId] ?? "Former member" });
  }
  if (block.status !== "empty") lines.set("status", { label: "Status", text: STATUS[block.status] });
  return lines;
}

function addRows(
  lines: Map<string, Line>,
  from: { block: BlockProjection; list: ListField; words: Words },
): void {
  const { block, list, words } = from;
  const value = block.fields[list.key];
  const items: ListItem[] = Array.isArray(value) ? [...value] : [];
  // A row of which nothing but drafts is left stands among the drafts only.
  for (const path of Object.keys(block.drafts)) {
    const [name, id] = path.split(".");
    if (name === list.key && id && !items.some((item) => item.id === id)) items.push({ id });
  }
  for (const [i, item] of items.entries()) {
    const first = list.columns[0];
    const name = first && typeof item[first.key] === "string" ? String(item[first.key]) : `row ${i + 1}`;
    for (const field of list.columns) {
      addCell(lines, {
        path: `${list.key}.${item.id}.${field.key}`,
        label: field === first ? list.label : `${list.label}, ${name}: ${field.label}`,
        field,
        value: item[field.key],
        block,
        words,
      });
    }
  }
}

function addCell(
  lines: Map<string, Line>,
  cell: {
    path: string;
    label: string;
    field: CellField;
    value: unknown;
    block: BlockProjection;
    words: Words;
  },
): void {
  const draft = cell.block.drafts[cell.path];
  if (draft) lines.set(cell.path, { label: `${cell.label} (draft)`, text: draft.value });
  else if (typeof cell.value === "string" || typeof cell.value === "number") {
    lines.set(cell.path, { label: cell.label, text: valueInWords(cell.field, cell.value, cell.words) });
  }
}
