import { describe, expect, it } from "vitest";
import { parseFrequency } from "../frequency.ts";
import { classifyDemand } from "./demand-class.ts";
import { seasonsOf } from "./seasons.ts";
import { decomposeStl } from "./stl.ts";

describe("seasonsOf", () => {
  it.each([
    ["h", 24, 1000, [24, 168]],
    ["h", 24, 300, [24]],
    ["h", 168, 1000, [168]],
    ["15min", 96, 3000, [96, 672]],
    ["D", 7, 1000, [7]],
    ["M", 12, 23, []],
    ["M", 12, 24, [12]],
    ["W", 1, 500, []],
    ["int", 4, 40, [4]],
  ] as const)("%s, season %i, %i periods", (frequency, season, length, expected) => {
    expect(seasonsOf({ frequency: parseFrequency(frequency), season, length })).toEqual(expected);
  });
});

describe("decomposeStl", () => {
  const wave = Float64Array.from(
    { length: 84 },
    (_, t) => 50 + 0.2 * t + 8 * Math.sin((2 * Math.PI * t) / 12),
  );
  it("gives gaps no say: hiding a tenth of a clean wave moves its season by less than 0.2", () => {
    const holes = wave.map((value, t) => (t % 10 === 4 ? Number.NaN : value));
    const options = { period: 12, seasonalWindow: 11, seasonalDegree: 0 } as const;
    const whole = decomposeStl(wave, options).season;
    const bridged = decomposeStl(holes, options).season;
    whole.forEach((value, t) => {
      expect(Math.abs((bridged[t] as number) - value)).toBeLessThan(0.2);
    });
  });
});

describe("classifyDemand", () => {
  // Bounds of Syntetos, Boylan & Croston (2005): ADI 1.32, CV² 0.49.
  it.each([
    ["smooth", [5, 6, 5, 6]],
    ["erratic", [1, 1, 1, 20]],
    ["intermittent", [5, 0, 0, 6, 0, 5, 0, 0, 6]],
    ["lumpy", [1, 0, 0, 20, 0, 1, 0, 0, 1]],
    ["none", [0, 0, Number.NaN]],
  ] as const)("%s", (kind, values) => {
    expect(classifyDemand(values).kind).toBe(kind);
  });
  it("leaves out missing periods", () => {
    expect(classifyDemand([2, Number.NaN, 0, 2]).interval).toBe(1.5);
  });
});
