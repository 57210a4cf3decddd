import { describe, expect, it } from "vitest";
import { createRng, normalFrom } from "./rng.ts";
import { dieboldMariano } from "./significance.ts";

describe("dieboldMariano", () => {
  it("answers what two equal methods deserve", () => {
    expect(dieboldMariano({ first: [1, 2, 3], second: [1, 2, 3], horizon: 1 })).toMatchObject({
      statistic: 0,
      pValue: 1,
      meanDifference: 0,
    });
  });
  it("is certain of a difference that never varies", () => {
    expect(dieboldMariano({ first: [1, 2, 3], second: [2, 3, 4], horizon: 1 })).toMatchObject({
      statistic: Number.NEGATIVE_INFINITY,
      pValue: 0,
    });
  });
  it("leaves out periods that one of them has no loss of, and says nothing about one period", () => {
    expect(dieboldMariano({ first: [1, Number.NaN, 3], second: [2, 5, Number.NaN], horizon: 1 })).toEqual({
      n: 1,
      meanDifference: -1,
      statistic: Number.NaN,
      pValue: Number.NaN,
      isOneStepVariance: false,
    });
  });
  it("falls back to one step's variance where overlapping ones cancel", () => {
    const first = Array.from({ length: 20 }, (_, t) => (t % 2 === 0 ? 2 : -1));
    const second = first.map(() => 0);
    expect(dieboldMariano({ first, second, horizon: 2 }).isOneStepVariance).toBe(true);
  });
  it("refuses losses of different periods and a horizon as long as them", () => {
    expect(() => dieboldMariano({ first: [1], second: [1, 2], horizon: 1 })).toThrow(/same periods/);
    expect(() => dieboldMariano({ first: [1, 2], second: [2, 2.5], horizon: 2 })).toThrow(
      /more than that many/,
    );
  });

  // Under equal accuracy a 10 % test refuses in 10 % of cases; 400 draws leave ±3 points (two deviations).
  it("rejects equal methods about as often as it says", () => {
    const rng = createRng(17);
    let rejected = 0;
    for (let run = 0; run < 400; run += 1) {
      const noise = () => Array.from({ length: 30 }, () => Math.abs(normalFrom(rng)));
      if (dieboldMariano({ first: noise(), second: noise(), horizon: 1 }).pValue < 0.1) rejected += 1;
    }
    expect(Math.abs(rejected / 400 - 0.1)).toBeLessThan(0.03);
  });
});
