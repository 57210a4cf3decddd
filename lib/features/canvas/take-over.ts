import { randomUUID } from "node:crypto";
import * as Y from "yjs";
import { assertMay } from "#lib/features/workspaces/authorise.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import type { BlockKey } from "#lib/platform/prisma/enums.ts";
import { storeChange } from "./accept.ts";
import { blockOf } from "./blocks/index.ts";
import { addItem, editText, setRegister } from "./document/edit.ts";
import { itemsOf } from "./document/project.ts";
import { readText, textOf } from "./document/shape.ts";

/** A row that another part of the product has something for: the one of this name, or a new one. */
export interface RowWish {
  block: BlockKey;
  list: string;
  /** The cell by which the row is found, whatever its case. */
  by: string;
  cells: Readonly<Record<string, string>>;
}

/** Texts of a block that another part of the product has something for. */
export interface TextWish {
  block: BlockKey;
  fields: Readonly<Record<string, string>>;
}

/**
 * Writes what somebody took over by a click, under the canvas's lock: only these cells and fields, by the smallest edit, so
 * that what others type meanwhile stays. Doing it again changes nothing.
 */
export async function takeOver(
  actor: ProjectActor,
  wish: { row?: RowWish; texts?: TextWish },
): Promise<{ seq: string }> {
  assertMay(actor, "edit_plan");
  return storeChange({
    actor,
    clientId: randomUUID(),
    bytes: (stored) => {
      const before = Y.encodeStateVector(stored);
      let changed = false;
      stored.on("update", () => {
        changed = true;
      });
      if (wish.row) putRow(stored, wish.row);
      for (const [field, value] of Object.entries(wish.texts?.fields ?? {}))
        editText(textOf(stored, (wish.texts as TextWish).block, field), value);
      return changed ? Y.encodeStateAsUpdate(stored, before) : null;
    },
  });
}

function putRow(doc: Y.Doc, { block, list: name, by, cells }: RowWish): void {
  const list = blockOf(block).fields.find((field) => field.key === name);
  if (list?.kind !== "list") throw new TypeError(`${block}.${name} is no list.`);
  const sameName = (text: string) => text.trim().toLowerCase() === (cells[by] ?? "").trim().toLowerCase();
  const item = itemsOf(doc, block, name).find((each) => sameName(readText(each.get(by))));
  if (!item) {
    addItem(doc, { block, list, id: randomUUID(), cells });
    return;
  }
  for (const column of list.columns) {
    const value = cells[column.key];
    // The name stays as people write it.
    if (value === undefined || column.key === by) continue;
    const present = item.get(column.key);
    if (present instanceof Y.Text) editText(present, value);
    else setRegister(item, column.key, value);
  }
}
