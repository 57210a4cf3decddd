import { describe, expect, it } from "vitest";
import { bandPath, linearScale, linePath, niceTicks, spreadLabels } from "./scale.ts";

describe("axis values", () => {
  it.each([
    [0, 117, [0, 25, 50, 75, 100, 125]],
    [0, 5, [0, 1, 2, 3, 4, 5]],
    [0, 0.3, [0, 0.1, 0.2, 0.3]],
    [-3, 8, [-5, -2.5, 0, 2.5, 5, 7.5, 10]],
  ])("encloses %d to %d with round numbers", (low, high, expected) => {
    const ticks = niceTicks(low, high);
    expect(ticks[0]).toBeLessThanOrEqual(low);
    expect(ticks.at(-1)).toBeGreaterThanOrEqual(high);
    if (low >= 0) expect(ticks).toEqual(expected);
  });

  it("keeps to few lines over twelve orders of magnitude", () => {
    for (let power = -6; power <= 6; power += 1) {
      for (const lead of [1, 1.7, 3.3, 7.9]) {
        const ticks = niceTicks(0, lead * 10 ** power);
        expect(ticks.length).toBeGreaterThanOrEqual(3);
        expect(ticks.length).toBeLessThanOrEqual(7);
      }
    }
  });

  it("answers something drawable for a flat or an unknown range", () => {
    expect(niceTicks(0, 0)).toHaveLength(6);
    expect(niceTicks(Number.NaN, 3)).toEqual([0, 1]);
    expect(linearScale([2, 2], [0, 10])(2)).toBe(5);
  });
});

describe("labels at the line's end", () => {
  it("keeps their order and stands at least 13 apart inside the room", () => {
    const placed = spreadLabels([50, 52, 51, 99], { gap: 13, min: 0, max: 100 });
    const sorted = [...placed].sort((a, b) => a - b);
    for (let i = 1; i < sorted.length; i += 1)
      expect((sorted[i] as number) - (sorted[i - 1] as number)).toBeGreaterThanOrEqual(13);
    expect(Math.max(...placed)).toBeLessThanOrEqual(100);
    expect(
      (placed[0] as number) < (placed[2] as number) && (placed[2] as number) < (placed[1] as number),
    ).toBe(true);
  });
});

describe("missing values", () => {
  it("break a line in two instead of running through zero", () => {
    const path = linePath([{ x: 0, y: 1 }, { x: 1, y: 2 }, null, { x: 3, y: 4 }]);
    expect(path).toBe("M0 1L1 2M3 4h0");
    expect(path).not.toContain("2 0");
  });

  it("break a band in two closed pieces", () => {
    const path = bandPath([
      { x: 0, low: 1, high: 2 },
      null,
      { x: 2, low: 1, high: 3 },
      { x: 3, low: 1, high: 3 },
    ]);
    expect(path.match(/Z/g)).toHaveLength(2);
  });
});
