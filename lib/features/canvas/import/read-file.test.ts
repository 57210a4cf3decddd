import { describe, expect, it } from "vitest";
import { AppError } from "#lib/platform/errors.ts";
import { canvasJson } from "../export/json.ts";
import { blocksOf, DEMO, FACTS } from "../export/testing/blocks.ts";
import { readCanvasJson } from "./read-file.ts";

interface File {
  blocks: {
    fields: Record<string, unknown>;
    drafts: Record<string, unknown>;
    notes: { id: string; text: string; authorId: string }[];
    ownerId: unknown;
  }[];
}
const good = canvasJson(blocksOf(DEMO), FACTS);
const change = (edit: (file: File) => void) => {
  const file = JSON.parse(good) as File;
  edit(file);
  return JSON.stringify(file);
};
const block = (file: File, i: number) => file.blocks[i] ?? expect.fail("no such block");
const set = (i: number, name: string, value: unknown) =>
  change((file) => Object.assign(block(file, i).fields, { [name]: value }));

describe("a file that is no canvas of ours", () => {
  const note = { id: "n", text: "x", authorId: "a" };
  it.each([
    ["nothing", "", "empty"],
    ["cut off", good.slice(0, good.length / 2), "cut off"],
    ["a picture", "\x89PNG\r\n\x1a\n\0\0", "not JSON"],
    ["a list", "[]", "input"],
    ["another program's", '{"nodes":[],"edges":[]}', "not a canvas of Forecanvas"],
    ["a million brackets", "[".repeat(400_000) + "]".repeat(400_000), /nested deeper|not JSON/],
    ["a hostile key", good.replace('"fields": {', '"fields": {"__proto__": {"x": 1}, '), "“__proto__”"],
    ["another hostile key", good.replace('"people": {', '"people": {"constructor": "x", '), "“constructor”"],
    [
      "a text that is too long",
      set(0, "problem", "x".repeat(4001)),
      "Value proposition, Problem, and why it matters (blocks.0.fields.problem): At most 4000",
    ],
    [
      "a script as a number",
      set(6, "costUnder", "<script>alert(1)</script>"),
      "Cost of one unit short (blocks.6.fields.costUnder): Here belongs a number",
    ],
    ["a negative price", set(6, "costUnder", -1), "Must be above 0"],
    ["a choice of another program", set(1, "frequency", "fortnight"), "Choose one of the list"],
    ["a number for a text", set(0, "persona", 7), "Here belongs a text"],
    ["a text for a list", set(3, "sources", "x"), "Here belongs a list"],
    ["a column that is none", set(3, "sources", [{ id: "a", salary: 1 }]), "no such column"],
    [
      "two rows with one id",
      set(3, "sources", [
        { id: "a", name: "x" },
        { id: "a", name: "y" },
      ]),
      "Another row has this id",
    ],
    [
      "201 rows",
      set(
        3,
        "sources",
        Array.from({ length: 201 }, (_, i) => ({ id: `${i}`, name: "x" })),
      ),
      "At most 200 rows",
    ],
    [
      "201 notes",
      change(
        (file) => (block(file, 2).notes = Array.from({ length: 201 }, (_, i) => ({ ...note, id: `${i}` }))),
      ),
      "At most 200 notes",
    ],
    [
      "a draft of no field",
      change((file) => Object.assign(block(file, 2).drafts, { salary: { value: "1", reason: "" } })),
      "no such field",
    ],
    [
      "an owner without an id",
      change((file) => Object.assign(block(file, 2), { ownerId: "" })),
      "not the id of a person",
    ],
  ])("is refused: %s", (_what, text, words) => {
    const read = () => readCanvasJson(text);
    expect(read).toThrow(AppError);
    expect(read).toThrow(words);
    expect(read).toThrow("Nothing was changed.");
  });

  it("is refused by its size before it is read", () => {
    const large = `${good.slice(0, -2)}, "x": "${"y".repeat(1_000_000)}"}`;
    expect(() => readCanvasJson(large)).toThrow(expect.objectContaining({ code: "too_large" }));
  });

  it("says how much more is wrong, each with its path", () => {
    const text = change((file) => {
      block(file, 0).fields.persona = 1;
      block(file, 1).fields.unit = 2;
    });
    try {
      readCanvasJson(text);
      expect.fail("it was read");
    } catch (error) {
      expect(error).toMatchObject({
        message: expect.stringContaining("1 more of its parts"),
        details: {
          fields: {
            "blocks.0.fields.persona": expect.any(String),
            "blocks.1.fields.unit": expect.any(String),
          },
        },
      });
    }
  });

  it("may begin with a byte order mark, as some editors write it", () => {
    expect(readCanvasJson(`\uFEFF${good}`).blocks).toHaveLength(10);
  });
});
