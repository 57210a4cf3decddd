import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffWords } from "./words.ts";

const side = (before: string, after: string, without: "added" | "removed") =>
  diffWords(before, after)
    .filter((stretch) => stretch.kind !== without)
    .map((stretch) => stretch.text)
    .join("");

describe("the difference of two texts by words", () => {
  it("says which words went and came, in whole words", () => {
    expect(diffWords("Order pasta every day by 06:30", "Order pasta and rice every Monday by 06:30")).toEqual(
      [
        { kind: "same", text: "Order pasta " },
        { kind: "added", text: "and rice " },
        { kind: "same", text: "every " },
        { kind: "removed", text: "day" },
        { kind: "added", text: "Monday" },
        { kind: "same", text: " by 06:30" },
      ],
    );
    // A common beginning ends before the word that differs, never within it.
    expect(diffWords("forecast", "forecasts")).toEqual([
      { kind: "removed", text: "forecast" },
      { kind: "added", text: "forecasts" },
    ]);
  });

  it("joins to both texts again, whatever the script, and parts no pair", () => {
    const unit = fc.constantFrom("a", "b", " ", "\n", "😀", "👩‍👩‍👧", "شهر", "の", "é", "<b>", "\u202e");
    const text = fc.string({ unit, maxLength: 60 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(side(before, after, "added")).toBe(before);
        expect(side(before, after, "removed")).toBe(after);
        for (const stretch of diffWords(before, after)) expect(stretch.text.isWellFormed()).toBe(true);
      }),
      { numRuns: 150, seed: 1 },
    );
  });

  it("finds as few changed words as there are (Wagner and Fischer's table as the judge)", () => {
    const word = fc.constantFrom("a", "b", "c");
    const list = fc.array(word, { maxLength: 9 });
    fc.assert(
      fc.property(list, list, (one, two) => {
        // Every word with a mark of its own behind it, so that no space is shared.
        const changed = diffWords(one.join("\n"), two.join("\n"))
          .filter((stretch) => stretch.kind !== "same")
          .reduce((sum, stretch) => sum + stretch.text.length, 0);
        expect(changed).toBe(fewest([...one.join("\n")], [...two.join("\n")]));
      }),
      { numRuns: 150, seed: 2 },
    );
  });

  it("takes the longest texts that a field holds, also when they share nothing", () => {
    const long = (word: string) =>
      Array.from({ length: 3300 }, (_, i) => `${word}${i}`)
        .join(" ")
        .slice(0, 20_000);
    const [one, two] = [long("a"), long("b")];
    const stretches = diffWords(`Same. ${one}`, `Same. ${two}`);
    expect(stretches.map((stretch) => stretch.kind)).toEqual(["same", "removed", "added"]);
    expect(side(`Same. ${one}`, `Same. ${two}`, "removed")).toBe(`Same. ${two}`);
  });
});

/** Insertions and deletions alone, by the whole table. */
function fewest(a: readonly string[], b: readonly string[]): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (const [i, x] of a.entries()) {
    const next = [i + 1];
    for (const [j, y] of b.entries()) {
      next.push(x === y ? (row[j] ?? 0) : 1 + Math.min(row[j + 1] ?? 0, next[j] ?? 0));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
