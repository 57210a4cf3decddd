import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { beside, type Label, pair, roomFor, widthOf } from "./drawn-labels.ts";

const edges = ({ text, x, anchor }: Label) => {
  const from = anchor === "start" ? x : anchor === "end" ? x - widthOf(text) : x - widthOf(text) / 2;
  return [from, from + widthOf(text)] as const;
};

describe("words of a drawing", () => {
  it("stand on the wanted side of a line, and on the other where that has no room", () => {
    const room = { min: 0, max: 400 };
    expect(beside("loss in 74 %", { ...room, x: 200, side: "left" }).anchor).toBe("end");
    expect(beside("loss in 74 %", { ...room, x: 20, side: "left" }).anchor).toBe("start");
    expect(beside("median €1", { ...room, x: 390, side: "right" }).anchor).toBe("end");
  });

  it("never touch at the two ends of a bracket, and stay inside", () => {
    const place = fc.double({ min: 0, max: 500, noNaN: true });
    const text = fc.constantFrom("€0", "−€12,935", "€1,234,567");
    fc.assert(
      fc.property(place, place, text, text, (a, b, low, high) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        const labels = pair([low, high], { from, to, min: 0, max: 500 });
        for (const label of labels) {
          const [start, end] = edges(label);
          expect(start).toBeGreaterThanOrEqual(-1e-9);
          expect(end).toBeLessThanOrEqual(500 + 1e-9);
        }
        const [first, second] = labels;
        if (first && second) expect(edges(first)[1]).toBeLessThan(edges(second)[0]);
        else expect(first?.text).toBe(`${low} to ${high}`);
      }),
      { numRuns: 300, seed: 5 },
    );
  });

  it("leave out ticks that have no room, evenly", () => {
    const ticks = [-20_000, -10_000, 0, 10_000, 20_000];
    const texts = ticks.map((tick) => `€${tick}`);
    expect(roomFor(ticks, texts, (tick) => tick / 100)).toEqual(ticks);
    expect(roomFor(ticks, texts, (tick) => tick / 200)).toEqual([-20_000, 0, 20_000]);
    expect(roomFor(ticks, texts, () => 0)).toEqual([-20_000]);
    expect(roomFor([], [], () => 0)).toEqual([]);
  });
});
