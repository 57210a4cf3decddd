import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCanvasJson } from "../import/read-file.ts";
import { canvasFile, canvasJson } from "./json.ts";
import { blocksOf, DEMO, FACTS, OWNER, SCIENTIST } from "./testing/blocks.ts";

const DRAFTS = { offline_evaluation: { fields: { costUnder: "12,5", folds: "many" } } };

describe("a canvas as JSON", () => {
  it.each([
    ["an empty one", []],
    ["the demo", [DEMO]],
    ["one with drafts and blocks to agree again", [DEMO, DRAFTS]],
  ])("is read in again without a loss: %s", (_what, patches) => {
    const blocks = blocksOf(...patches);
    const file = readCanvasJson(canvasJson(blocks, FACTS));
    expect(file.blocks).toEqual(blocks);
    expect(file).toMatchObject({
      format: "forecanvas.canvas",
      version: 1,
      exportedAt: "2026-11-26T09:00:00.000Z",
      project: { name: "Pasta demand", currency: "EUR" },
    });
    expect(canvasJson(file.blocks, FACTS)).toBe(canvasJson(blocks, FACTS));
  });

  it("keeps any text in any place", () => {
    const text = fc.string({ unit: "binary", maxLength: 60 });
    fc.assert(
      fc.property(text, text, text, (problem, note, source) => {
        const blocks = blocksOf({
          value_proposition: { fields: { problem }, notes: [note] },
          data_sources: {
            fields: { sources: [{ name: source }] },
            hiddenCosts: [{ label: note, amount: source }],
          },
        });
        expect(readCanvasJson(canvasJson(blocks, FACTS)).blocks).toEqual(blocks);
      }),
    );
  }, 60_000);

  it("names the people in it, and nobody else", () => {
    expect(canvasFile(blocksOf(DEMO), FACTS).people).toEqual({
      [OWNER]: "Giulia Ferri",
      [SCIENTIST]: "Tomas Lind",
    });
  });

  const change = (edit: (file: Record<string, unknown>) => void) => {
    const file = JSON.parse(canvasJson(blocksOf(DEMO), FACTS));
    edit(file);
    return JSON.stringify(file);
  };
  it.each([
    ["no JSON", "{", "not JSON"],
    ["another format", change((file) => Object.assign(file, { format: "x" })), "not a canvas"],
    ["a later version", change((file) => Object.assign(file, { version: 2 })), "another version"],
    ["a field too many", change((file) => Object.assign(file, { workspaceId: "x" })), "workspaceId"],
    ["a block too few", change((file) => (file.blocks as unknown[]).pop()), "ten blocks"],
    [
      "a field that no block has",
      change((file) => Object.assign((file.blocks as { fields: object }[])[0]?.fields ?? {}, { salary: 1 })),
      "no such field",
    ],
    ["a text for a block", change((file) => Object.assign(file, { blocks: ["x"] })), "blocks"],
    ["null", "null", "input"],
  ])("is refused as %s, with what is wrong", (_what, text, words) => {
    expect(() => readCanvasJson(text)).toThrow(words);
  });
});
