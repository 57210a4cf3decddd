import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { HIDDEN_COSTS } from "../blocks/index.ts";
import { demoCanvas } from "../demo.ts";
import { addItem, addNote, agree, editText, removeItem, setOwner, setRegister } from "../document/edit.ts";
import { faultOf } from "../document/inspect.ts";
import { projectBlock, projectDocument } from "../document/project.ts";
import { listOf, registersOf, textOf } from "../document/shape.ts";
import { changeFor } from "../patch.ts";
import { bringTo, documentOf } from "./bring.ts";
import { contentOf, contentText, parseContent } from "./content.ts";
import { differenceOf } from "./difference.ts";

function docOf(clientId: number): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = clientId;
  return doc;
}

function demoDoc(clientId: number): Y.Doc {
  let n = 0;
  const doc = docOf(clientId);
  changeFor(doc, {
    patches: demoCanvas({ productOwnerId: "p", dataScientistId: "d" }),
    authorId: "p",
    newId: () => `id-${n++}`,
  });
  return doc;
}

const ALL = { ownerIds: null };
/** Everything but agreements, which a restore leaves to the people. */
const said = (doc: Y.Doc) => projectDocument(doc).map(({ status: _, agreeAgain: __, ...rest }) => rest);

type Step = {
  do: "type" | "note" | "row" | "cell" | "remove" | "number" | "owner";
  at: number;
  text: string;
};
const step: fc.Arbitrary<Step> = fc.record({
  do: fc.constantFrom("type", "note", "row", "cell", "remove", "number", "owner"),
  at: fc.nat({ max: 12 }),
  text: fc.string({ unit: fc.constantFrom("a", " ", "😀", "ش", "<script>", "0", ".", "\0"), maxLength: 8 }),
});

let made = 0;
function take(doc: Y.Doc, { do: what, at, text }: Step): void {
  const rows = listOf(doc, "decisions", HIDDEN_COSTS.key);
  if (what === "type") editText(textOf(doc, "decisions", "decision"), text);
  else if (what === "note") addNote(doc, { block: "decisions", id: `n${made++}`, authorId: "u", text });
  else if (what === "row") {
    addItem(doc, {
      block: "decisions",
      list: HIDDEN_COSTS,
      id: `r${made++}`,
      cells: { label: text, amount: text },
    });
  } else if (what === "number") setRegister(registersOf(doc, "decisions"), "quantile", text);
  else if (what === "owner") setOwner(doc, "decisions", text || null);
  else if (rows.length > 0) {
    const row = rows.get(at % rows.length);
    if (what === "remove")
      removeItem(doc, { block: "decisions", list: HIDDEN_COSTS.key, id: String(row.get("id")) });
    else editText(row.get("label") as Y.Text, text);
  }
}

describe("what a canvas says", () => {
  it("is kept word for word and read by the same rules: drafts, rows, notes, owners, agreements", () => {
    const doc = demoDoc(1);
    setRegister(registersOf(doc, "offline_evaluation"), "costUnder", "0,54");
    addItem(doc, { block: "decisions", list: HIDDEN_COSTS, id: "only-a-draft", cells: { amount: "much" } });
    const text = contentText(contentOf(doc));
    expect(projectDocument(documentOf(parseContent(text)))).toEqual(projectDocument(doc));
    expect(contentText(contentOf(documentOf(parseContent(text))))).toBe(text);
    expect(contentOf(docOf(2))).toEqual({});
  });

  it("comes back whatever happened since, leaves a canvas, and nothing to do a second time", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), fc.array(step, { maxLength: 12 }), (first, then) => {
        const doc = docOf(1);
        for (const each of first) take(doc, each);
        const kept = parseContent(contentText(contentOf(doc)));
        const was = said(doc);
        for (const each of then) take(doc, each);
        bringTo(doc, kept, ALL);
        expect(said(doc)).toEqual(was);
        expect(faultOf(doc)).toBeNull();
        let isChanged = false;
        doc.on("update", () => {
          isChanged = true;
        });
        bringTo(doc, kept, ALL);
        expect(isChanged).toBe(false);
      }),
      { numRuns: 30, seed: 5 },
    );
  });

  it("comes back beside somebody who types at that moment and loses nothing of theirs", () => {
    const doc = docOf(1);
    editText(textOf(doc, "decisions", "decision"), "Order quantity per item");
    const kept = contentOf(doc);
    editText(textOf(doc, "decisions", "decision"), "Order quantity per shop and item");
    const other = docOf(2);
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
    editText(textOf(other, "decisions", "decision"), "Order quantity per shop and item, daily", 39);
    addNote(other, { block: "decisions", id: "n", authorId: "u", text: "Typed meanwhile" });
    bringTo(doc, kept, ALL);
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
    expect(textOf(doc, "decisions", "decision").toString()).toBe("Order quantity per item, daily");
    expect(projectBlock(other, "decisions")).toEqual(projectBlock(doc, "decisions"));
    expect(projectBlock(doc, "decisions").notes).toHaveLength(1);
  });

  it("brings an agreement back by its content alone, and no owner who has left", () => {
    const doc = docOf(1);
    editText(textOf(doc, "decisions", "decision"), "Order");
    setOwner(doc, "decisions", "gone");
    agree(doc, "decisions", "u");
    const kept = contentOf(doc);
    editText(textOf(doc, "decisions", "decision"), "Staff");
    setOwner(doc, "decisions", "here");
    bringTo(doc, kept, { ownerIds: new Set(["here"]) });
    expect(projectBlock(doc, "decisions")).toMatchObject({ status: "agreed", ownerId: "here" });
    editText(textOf(doc, "decisions", "decision"), "Staff");
    agree(doc, "decisions", "u");
    bringTo(doc, kept, ALL);
    expect(projectBlock(doc, "decisions")).toMatchObject({ status: "draft", agreeAgain: true });
  });
});

describe("the difference of two states", () => {
  it("names block, field and words, rows cell by cell, drafts, notes, owner and status", () => {
    const before = demoDoc(1);
    const after = docOf(2);
    Y.applyUpdate(after, Y.encodeStateAsUpdate(before));
    editText(textOf(after, "decisions", "decision"), "Order quantity per item and shop");
    setRegister(registersOf(after, "offline_evaluation"), "costUnder", "0,6");
    setOwner(after, "live_monitoring", "gone");
    addNote(after, { block: "data_sources", id: "new", authorId: "d", text: "=cmd|calc <b>שלום</b>" });
    const found = differenceOf(projectDocument(before), projectDocument(after), {
      currency: "EUR",
      names: { p: "Paola", d: "Dario" },
    });
    const lines = found.flatMap((block) =>
      block.changes.map(
        ({ label, kind, stretches }) =>
          `${block.title} / ${label}: ${kind}: ${stretches.map(({ kind: k, text }) => (k === "added" ? `+${text}+` : k === "removed" ? `-${text}-` : text)).join("")}`,
      ),
    );
    expect(lines).toContain("Data sources / Note of Dario: added: +=cmd|calc <b>שלום</b>+");
    expect(lines.find((line) => line.startsWith("Decisions / Decision"))).toContain("-day-+shop+");
    expect(lines.filter((line) => line.startsWith("Offline evaluation / Cost of one unit short"))).toEqual([
      expect.stringMatching(/draft\): changed: -.*\+0,6\+/),
    ]);
    expect(lines.find((line) => line.includes("onitoring / Owner"))).toContain("Former member");
    expect(
      differenceOf(projectDocument(before), projectDocument(before), { currency: "EUR", names: {} }),
    ).toEqual([]);
  });
});
