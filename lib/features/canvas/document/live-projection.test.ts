import { expect, it } from "vitest";
import * as Y from "yjs";
import { HIDDEN_COSTS, NOTES } from "../blocks/index.ts";
import { addItem, addNote, editText, removeItem, setRegister } from "./edit.ts";
import { LiveProjection } from "./live-projection.ts";
import { itemsOf, projectDocument } from "./project.ts";
import { registersOf, textOf } from "./shape.ts";

it("says what the document says after every kind of change, and reads only the block that changed", () => {
  const doc = new Y.Doc();
  const live = new LiveProjection(doc);
  const far = new Y.Doc();
  const changes: (() => void)[] = [
    () => editText(textOf(doc, "decisions", "decision"), "Order"),
    () => setRegister(registersOf(doc, "decisions"), "quantile", "0.7"),
    () => addNote(doc, { block: "decisions", id: "n", authorId: "u", text: "x" }),
    () => editText(itemsOf(doc, "decisions", NOTES)[0]?.get("text") as Y.Text, "x and more"),
    () => addItem(doc, { block: "decisions", list: HIDDEN_COSTS, id: "r", cells: { label: "a", amount: 1 } }),
    () => setRegister(itemsOf(doc, "decisions", HIDDEN_COSTS.key)[0] as Y.Map<unknown>, "amount", "x"),
    () => removeItem(doc, { block: "decisions", list: HIDDEN_COSTS.key, id: "r" }),
    () => {
      Y.applyUpdate(far, Y.encodeStateAsUpdate(doc));
      editText(textOf(far, "decisions", "fallback"), "Naive");
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(far));
    },
  ];
  for (const change of changes) {
    const before = live.blocks;
    change();
    expect(live.blocks).toEqual(projectDocument(doc));
    const other = (block: { key: string }) => block.key !== "decisions";
    for (const [i, block] of live.blocks.entries()) if (other(block)) expect(block).toBe(before[i]);
  }
});
