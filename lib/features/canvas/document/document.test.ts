import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { HIDDEN_COSTS } from "../blocks/index.ts";
import { demoCanvas } from "../demo.ts";
import { OpenCanvas } from "../live/open-canvas.ts";
import { changeFor } from "../patch.ts";
import { posterOf } from "../view.ts";
import { addItem, addNote, agree, editText, removeItem, setRegister } from "./edit.ts";
import { faultOf } from "./inspect.ts";
import { projectBlock, projectDocument } from "./project.ts";
import { listOf, registersOf, textOf } from "./shape.ts";

function docOf(clientId: number): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = clientId;
  return doc;
}

function ids(): () => string {
  let n = 0;
  return () => `id-${n++}`;
}

describe("the projection", () => {
  it("gives typed values of what zod accepts and keeps the rest as typed, with the reason", () => {
    const doc = docOf(1);
    const registers = registersOf(doc, "offline_evaluation");
    setRegister(registers, "costUnder", " 0.54 ");
    setRegister(registers, "costOver", "0,18");
    setRegister(registers, "folds", "2.5");
    setRegister(registers, "metric", "accuracy");
    const block = projectBlock(doc, "offline_evaluation");
    expect(block.fields).toEqual({ costUnder: 0.54 });
    expect(block.drafts).toMatchObject({
      costOver: { value: "0,18", reason: expect.stringContaining("point") },
      folds: { value: "2.5", reason: "Write a whole number." },
      metric: { value: "accuracy", reason: "Choose one of the list." },
    });
    expect(block.status).toBe("draft");
  });

  it.each(["1e309", "NaN", "Infinity", "-1", "0", "0x10", "1 000", "9".repeat(25)])(
    "takes no cost of %s",
    (typed) => {
      const doc = docOf(1);
      setRegister(registersOf(doc, "offline_evaluation"), "costUnder", typed);
      const block = projectBlock(doc, "offline_evaluation");
      expect(block.fields).toEqual({});
      expect(block.drafts.costUnder?.value).toBe(typed);
    },
  );

  it("holds nothing that PostgreSQL's jsonb refuses", () => {
    const doc = docOf(1);
    editText(textOf(doc, "decisions", "decision"), "a\0b");
    setRegister(registersOf(doc, "prediction_task"), "kind", "\ud800");
    expect(projectBlock(doc, "decisions").fields.decision).toBe("a\ufffdb");
    expect(projectBlock(doc, "prediction_task").drafts.kind?.value).toBe("\ufffd");
  });

  it("leaves out empty rows and the second of two rows with one id", () => {
    const doc = docOf(1);
    addItem(doc, { block: "decisions", list: HIDDEN_COSTS, id: "a", cells: { label: "Review", amount: 5 } });
    addItem(doc, { block: "decisions", list: HIDDEN_COSTS, id: "a", cells: { label: "Other" } });
    addItem(doc, { block: "decisions", list: HIDDEN_COSTS, id: "b" });
    expect(projectBlock(doc, "decisions").fields).toEqual({
      hiddenCosts: [{ id: "a", label: "Review", amount: 5 }],
    });
  });

  it("ends an agreement when the content changes, also by somebody who was apart, and takes it up again", () => {
    const doc = docOf(1);
    editText(textOf(doc, "decisions", "decision"), "Order");
    expect(agree(doc, "decisions", "user-1")).toBe(true);
    expect(projectBlock(doc, "decisions")).toMatchObject({ status: "agreed", agreeAgain: false });
    editText(textOf(doc, "decisions", "decision"), "Order more");
    expect(projectBlock(doc, "decisions")).toMatchObject({ status: "draft", agreeAgain: true });
    editText(textOf(doc, "decisions", "decision"), "Order");
    expect(projectBlock(doc, "decisions").status).toBe("agreed");
  });

  it("agrees neither to nothing nor to drafts", () => {
    const doc = docOf(1);
    expect(agree(doc, "decisions", "user-1")).toBe(false);
    setRegister(registersOf(doc, "decisions"), "quantile", "1.5");
    expect(agree(doc, "decisions", "user-1")).toBe(false);
  });
});

describe("edits of two people who are apart", () => {
  type Step = {
    who: 0 | 1;
    do: "type" | "erase" | "note" | "row" | "remove" | "number" | "meet";
    at: number;
  };
  const step: fc.Arbitrary<Step> = fc.record({
    who: fc.constantFrom(0, 1),
    do: fc.constantFrom("type", "type", "erase", "note", "row", "remove", "number", "meet"),
    at: fc.nat({ max: 40 }),
  });

  it("converge however they interleave, and lose no character that nobody erased", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const docs = [docOf(1), docOf(2)] as const;
        const typed = new Set<string>();
        let next = 0;
        for (const { who, do: what, at } of steps) {
          const doc = docs[who];
          const text = textOf(doc, "value_proposition", "problem");
          const now = text.toString();
          if (what === "type") {
            const mark = String.fromCodePoint(0x4e00 + next++);
            typed.add(mark);
            const index = Math.min(at, now.length);
            editText(text, now.slice(0, index) + mark + now.slice(index), index + 1);
          } else if (what === "erase" && now.length > 0) {
            const index = at % now.length;
            typed.delete(now.charAt(index));
            editText(text, now.slice(0, index) + now.slice(index + 1), index);
          } else if (what === "note") {
            addNote(doc, { block: "decisions", id: `n${next++}`, authorId: `u${who}`, text: "note" });
          } else if (what === "row") {
            addItem(doc, { block: "decisions", list: HIDDEN_COSTS, id: `r${next++}`, cells: { amount: at } });
          } else if (what === "remove") {
            const rows = listOf(doc, "decisions", HIDDEN_COSTS.key);
            const id = rows.length > 0 ? String(rows.get(at % rows.length).get("id")) : "none";
            removeItem(doc, { block: "decisions", list: HIDDEN_COSTS.key, id });
          } else if (what === "number") {
            setRegister(registersOf(doc, "decisions"), "quantile", `0.${at + 1}`);
          } else {
            Y.applyUpdate(docs[0], Y.encodeStateAsUpdate(docs[1], Y.encodeStateVector(docs[0])));
          }
        }
        Y.applyUpdate(docs[0], Y.encodeStateAsUpdate(docs[1]));
        Y.applyUpdate(docs[1], Y.encodeStateAsUpdate(docs[0]));
        expect(projectDocument(docs[1])).toEqual(projectDocument(docs[0]));
        expect(new Set(textOf(docs[0], "value_proposition", "problem").toString())).toEqual(typed);
        expect(faultOf(docs[0])).toBeNull();
      }),
      { numRuns: 200, seed: 2 },
    );
  });

  it("keep both texts when both write first into the same field", () => {
    const [a, b] = [docOf(1), docOf(2)];
    editText(textOf(a, "decisions", "decision"), "Order quantity. ");
    editText(textOf(b, "decisions", "decision"), "Staffing. ");
    Y.applyUpdate(a, Y.encodeStateAsUpdate(b));
    const merged = textOf(a, "decisions", "decision").toString();
    expect(merged).toContain("Order quantity. ");
    expect(merged).toContain("Staffing. ");
  });
});

describe("a change from outside", () => {
  const by = (bytes: Uint8Array) => ({ bytes, authorId: "user-1" });
  const changeOf = (edit: (doc: Y.Doc) => void) => {
    const doc = docOf(7);
    edit(doc);
    return Y.encodeStateAsUpdate(doc);
  };
  const refusal = (bytes: Uint8Array) => {
    try {
      new OpenCanvas([]).apply(by(bytes));
    } catch (error) {
      return (error as { code?: string }).code ?? String(error);
    }
    return "accepted";
  };

  it("is refused when it is garbage, of any bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(["invalid_input", "conflict", "accepted"]).toContain(refusal(bytes));
      }),
      { numRuns: 500, seed: 3 },
    );
    expect(refusal(new Uint8Array())).toBe("invalid_input");
    expect(refusal(new Uint8Array(1000).fill(255))).toBe("invalid_input");
  });

  it("is refused when bits of a good one are flipped, or it is still a canvas", () => {
    const good = changeOf((doc) => {
      changeFor(doc, {
        patches: demoCanvas({ productOwnerId: "p", dataScientistId: "d" }),
        authorId: "user-1",
        newId: ids(),
      });
    });
    fc.assert(
      fc.property(fc.nat({ max: good.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, mask) => {
        const bad = good.slice();
        bad[at] = (bad[at] ?? 0) ^ mask;
        expect(["invalid_input", "conflict", "accepted", "forbidden"]).toContain(refusal(bad));
      }),
      { numRuns: 300, seed: 4 },
    );
  });

  it.each<[string, (doc: Y.Doc) => void]>([
    ["an unknown root", (doc) => doc.getMap("admin").set("role", "owner")],
    ["__proto__ as a root", (doc) => doc.getMap("__proto__").set("polluted", "yes")],
    ["a number in a register", (doc) => doc.getMap("decisions").set("quantile", 0.5)],
    ["an operator object in a register", (doc) => doc.getMap("decisions").set("ownerId", { not: "" })],
    [
      "5,000 levels of nesting",
      (doc) => {
        let deep: unknown = "x";
        for (let i = 0; i < 5000; i++) deep = [deep];
        doc.getMap("decisions").set("quantile", deep);
      },
    ],
    ["a document in a document", (doc) => doc.getMap("decisions").set("quantile", new Y.Doc())],
    ["an embedded object in a text", (doc) => doc.getText("decisions/decision").insertEmbed(0, { src: "x" })],
    ["formatted text", (doc) => doc.getText("decisions/decision").insert(0, "x", { bold: true })],
    ["a string as a row", (doc) => doc.getArray("decisions/notes").push(["x"])],
    [
      "a map in a row",
      (doc) => {
        const row = new Y.Map();
        row.set("id", new Y.Map());
        doc.getArray("decisions/notes").push([row]);
      },
    ],
    [
      "201 rows",
      (doc) => doc.getArray("decisions/notes").push(Array.from({ length: 201 }, () => new Y.Map())),
    ],
    ["a text of 20,001 characters", (doc) => doc.getText("decisions/decision").insert(0, "x".repeat(20_001))],
    ["a list where a block's values belong", (doc) => doc.getArray("decisions").push(["x"])],
  ])("is refused with %s", (_name, edit) => {
    expect(refusal(changeOf(edit))).toBe("invalid_input");
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
  });

  it("is a conflict when it rests on changes that are not there", () => {
    const doc = docOf(7);
    editText(textOf(doc, "decisions", "decision"), "first");
    const between = Y.encodeStateVector(doc);
    editText(textOf(doc, "decisions", "decision"), "first, then second");
    expect(refusal(Y.encodeStateAsUpdate(doc, between))).toBe("conflict");
  });

  it("may not sign a note or an agreement in another's name", () => {
    const note = changeOf((doc) =>
      addNote(doc, { block: "decisions", id: "n", authorId: "user-2", text: "x" }),
    );
    expect(refusal(note)).toBe("forbidden");
    const agreement = changeOf((doc) => {
      editText(textOf(doc, "decisions", "decision"), "Order");
      agree(doc, "decisions", "user-2");
    });
    expect(refusal(agreement)).toBe("forbidden");
  });

  it("says nothing new when it is sent again", () => {
    const change = changeOf((doc) => editText(textOf(doc, "decisions", "decision"), "Order"));
    const canvas = new OpenCanvas([]);
    expect(canvas.apply(by(change))).toMatchObject({ agreements: [], turned: [] });
    expect(canvas.blocks.find((block) => block.key === "decisions")?.fields).toEqual({ decision: "Order" });
    expect(new OpenCanvas([change]).apply(by(change))).toBeNull();
  });
});

describe("the demo's canvas", () => {
  const write = { patches: demoCanvas({ productOwnerId: "p", dataScientistId: "d" }), authorId: "p" };

  it("fills all ten blocks without a draft, agrees to five and reads as Moore's sentence", () => {
    const doc = docOf(1);
    changeFor(doc, { ...write, newId: ids() });
    const blocks = projectDocument(doc);
    expect(blocks.flatMap((block) => Object.entries(block.drafts))).toEqual([]);
    expect(blocks.map((block) => block.status).filter((status) => status === "empty")).toEqual([]);
    expect(blocks.filter((block) => block.status === "agreed")).toHaveLength(5);
    const poster = posterOf(blocks, { currency: "EUR", names: { p: "Paola", d: "Dario" } });
    expect(poster[0]?.statement.map((part) => `${part.connective} ${part.text}`).join(" ")).toBe(
      "For the buyer of the pasta category who orders 118 items every day, our daily forecast is an order proposal with its uncertainty that weighs empty shelves against leftover stock, promotions included",
    );
    // 0.54 / (0.54 + 0.18) = 0.75
    const evaluation = poster.find((block) => block.key === "offline_evaluation");
    expect(evaluation?.rows).toContainEqual({
      label: "Quantile",
      value: "0.75, from both unit costs",
      derived: true,
    });
    expect(poster.find((block) => block.key === "prediction_task")?.rows).toContainEqual({
      label: "Horizon",
      value: "28 days",
    });
  });

  it("changes nothing when it is written a second time", () => {
    const doc = docOf(1);
    const newId = ids();
    expect(changeFor(doc, { ...write, newId })).not.toBeNull();
    expect(changeFor(doc, { ...write, newId })).toBeNull();
  });

  it("says that a kind other than forecast cannot be trained yet", () => {
    const doc = docOf(1);
    changeFor(doc, {
      patches: { prediction_task: { fields: { kind: "ranking" } } },
      authorId: "p",
      newId: ids(),
    });
    const task = posterOf(projectDocument(doc), { currency: "EUR", names: {} })[1];
    expect(task?.rows).toContainEqual({
      label: "Training",
      value: "Only forecasts can be trained so far",
      derived: true,
    });
  });
});
