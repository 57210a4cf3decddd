import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { diffText, moveCaret } from "./text-diff.ts";

const apply = (before: string, edit: ReturnType<typeof diffText>) =>
  before.slice(0, edit.index) + edit.insert + before.slice(edit.index + edit.remove);

// A small alphabet with two characters outside the BMP that share a high half, so that pairs get parted easily.
const words = fc.string({ unit: fc.constantFrom("a", "b", "😀", "😁", "é"), maxLength: 12 });

describe("the smallest edit between two texts", () => {
  it("leads from one to the other, wherever the caret stands", () => {
    fc.assert(
      fc.property(words, words, fc.nat({ max: 30 }), (before, after, caret) => {
        expect(apply(before, diffText(before, after, caret))).toBe(after);
      }),
      { numRuns: 2000, seed: 1 },
    );
  });

  it("never parts a surrogate pair, which Yjs would replace", () => {
    fc.assert(
      fc.property(words, words, fc.nat({ max: 30 }), (before, after, caret) => {
        const doc = new Y.Doc();
        const text = doc.getText("t");
        text.insert(0, before);
        const edit = diffText(before, after, caret);
        text.delete(edit.index, edit.remove);
        text.insert(edit.index, edit.insert);
        expect(text.toString()).toBe(after);
      }),
      { numRuns: 2000, seed: 1 },
    );
  });

  it.each([
    ["aa", "aaa", 1, { index: 0, remove: 0, insert: "a" }],
    ["aa", "aaa", 3, { index: 2, remove: 0, insert: "a" }],
    ["aaa", "aa", 1, { index: 1, remove: 1, insert: "" }],
    ["one two", "one big two", 8, { index: 4, remove: 0, insert: "big " }],
  ])("puts the edit %s → %s where the caret %i says it was typed", (before, after, caret, expected) => {
    expect(diffText(before, after, caret)).toEqual(expected);
  });
});

describe("a caret while others type", () => {
  it.each([
    [5, [{ insert: "abc" }], 8],
    [5, [{ retain: 5 }, { insert: "abc" }], 5],
    [5, [{ retain: 2 }, { delete: 2 }], 3],
    [5, [{ retain: 4 }, { delete: 10 }], 4],
    [5, [{ retain: 1 }, { insert: "xy" }, { retain: 1 }, { delete: 1 }], 6],
  ])("moves from %i by %j to %i", (from, delta, to) => {
    expect(moveCaret(from, delta)).toBe(to);
  });
});
