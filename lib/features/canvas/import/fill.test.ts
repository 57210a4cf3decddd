import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { type BlockProjection, projectDocument } from "../document/project.ts";
import { textOf } from "../document/shape.ts";
import { canvasJson } from "../export/json.ts";
import { blocksOf, DEMO, FACTS, OWNER, SCIENTIST } from "../export/testing/blocks.ts";
import { contentOfBlock } from "./content.ts";
import { fillDocument } from "./fill.ts";
import { readCanvasJson } from "./read-file.ts";

const BY = {
  authorId: SCIENTIST,
  replace: [],
  agreements: true,
  owners: new Set([OWNER, SCIENTIST]),
} as const;

function imported(blocks: readonly BlockProjection[], doc = new Y.Doc()): BlockProjection[] {
  const file = readCanvasJson(canvasJson(blocks, FACTS));
  fillDocument(doc, file.blocks.map(contentOfBlock), BY);
  return projectDocument(doc);
}

const DRAFTS = { offline_evaluation: { fields: { costUnder: "12,5", folds: "many" } } };

describe("a canvas that was exported and is imported into an empty one", () => {
  it.each([
    ["an empty one", []],
    ["the demo, with its owners and agreements", [DEMO]],
    ["drafts, and blocks to agree again", [DEMO, DRAFTS]],
  ])("says the same: %s", (_what, patches) => {
    const blocks = blocksOf(...patches);
    expect(imported(blocks)).toEqual(blocks);
    expect(canvasJson(imported(blocks), FACTS)).toBe(canvasJson(blocks, FACTS));
  });

  it("says the same whatever stands in it", () => {
    const text = fc.string({ unit: "binary", maxLength: 40 });
    const number = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
      fc.stringMatching(/^-?[0-9]{0,12}\.?[0-9]{1,11}$/),
      fc.constantFrom("0.0000000000000000000012", ".00000000000000000000012", "999999999999999999999999"),
      text,
    );
    fc.assert(
      fc.property(text, text, number, number, text, (problem, note, cost, amount, cell) => {
        const blocks = blocksOf({
          value_proposition: { fields: { problem, todayYearlyCost: cost }, notes: [note, cell] },
          offline_evaluation: { fields: { costUnder: cost, metric: "wape", folds: amount } },
          data_sources: {
            fields: {
              sources: [
                { name: cell, storageCost: amount },
                { kind: "api", storageCost: cost },
              ],
            },
            hiddenCosts: [{ label: note, amount, per: "year" }, { amount: cell }],
          },
        });
        expect(imported(blocks)).toEqual(blocks);
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});

describe("what stands in a canvas already", () => {
  const written = () => {
    const doc = new Y.Doc();
    textOf(doc, "value_proposition", "problem").insert(0, "Typed with care.");
    return doc;
  };
  const demo = blocksOf(DEMO).map(contentOfBlock);

  it("stays, and the other blocks are filled", () => {
    const doc = written();
    const before = projectDocument(doc)[0];
    const { filled, kept } = fillDocument(doc, demo, BY);
    expect(kept).toEqual(["value_proposition"]);
    expect(filled).toHaveLength(9);
    expect(projectDocument(doc)[0]).toEqual(before);
  });

  it("is replaced where that was said, and taken back alone: what somebody typed after it stays", () => {
    const base = written();
    const stored = Y.encodeStateAsUpdate(base);
    const server = new Y.Doc();
    Y.applyUpdate(server, stored);
    const { change, undo } = fillDocument(server, demo, { ...BY, replace: ["value_proposition"] });
    const reader = new Y.Doc();
    Y.applyUpdate(reader, stored);
    Y.applyUpdate(reader, change ?? new Uint8Array());
    expect(projectDocument(reader)[0]?.fields.persona).toBe("The buyer of the pasta category");
    textOf(reader, "decisions", "decision").insert(0, "Later: ");
    Y.applyUpdate(reader, undo ?? new Uint8Array());
    const after = projectDocument(reader);
    expect(after[0]?.fields).toEqual({ problem: "Typed with care." });
    expect(after.find((block) => block.key === "decisions")?.fields.decision).toBe("Later:");
    expect(after.filter((block) => block.status !== "empty")).toHaveLength(2);
  });

  it("keeps everybody's notes when a block is replaced", () => {
    const doc = written();
    fillDocument(doc, demo, { ...BY, authorId: OWNER });
    const notes = projectDocument(doc).flatMap((block) => block.notes);
    const all = projectDocument(doc).map((block) => block.key);
    fillDocument(doc, demo, { ...BY, replace: all });
    expect(projectDocument(doc).flatMap((block) => block.notes)).toEqual(expect.arrayContaining(notes));
  });
});
