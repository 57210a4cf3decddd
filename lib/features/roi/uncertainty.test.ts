import { describe, expect, it } from "vitest";
import { computeRoi } from "./compute.ts";
import { EMPTY_ROI, type RoiInputs } from "./inputs.ts";
import type { MeasuredSaving } from "./measured.ts";
import type { Ranges } from "./ranges.ts";
import { simulate, tornado, triangularAt, type UncertainCase, uncertainInputs } from "./uncertainty.ts";

const INPUTS: RoiInputs = {
  ...EMPTY_ROI,
  unitsAYear: 200_000,
  wapePercent: 60,
  shortSharePercent: 25,
  savingPercent: 30,
  adoptionPercent: 80,
  otherBenefits: 1200,
  labourSaved: 800,
  growthPercent: 4,
  buildRoles: [{ role: "Data scientist", days: 10, dayRate: 400 }],
  buildCost: 2000,
  dataCost: 1000,
  runningCost: 1200,
  licenceCost: 300,
  upkeepCost: 600,
};
const CASE: UncertainCase = {
  inputs: INPUTS,
  unitCosts: { under: 0.5, over: 0.2 },
  ranges: {},
  measured: null,
};
const MEASURED: MeasuredSaving = {
  verdictId: "v",
  run: 7,
  method: "the network",
  testPeriods: "56 days",
  quantile: 0.75,
  prices: { under: 0.5, over: 0.2 },
  yearly: { unitsShort: 30_000, unitsOver: 90_000 },
  share: 0.25,
  foldShares: [0.2, 0.25, 0.3],
  sentence: "Use ML.",
};
const fixed = (keys: readonly string[], but: Ranges): Ranges =>
  ({
    ...Object.fromEntries(keys.map((key) => [key, { shape: "fixed", low: 0, high: 0 }])),
    ...but,
  }) as Ranges;
const KEYS = uncertainInputs(CASE).map(({ key }) => key);

describe("triangular distribution", () => {
  // Kotz and van Dorp (2004): F(mode) = (mode − low) / (high − low); over (0, 0.25, 1) that is 1/4.
  it.each([
    [0, 0],
    [0.25, 0.25],
    [1, 1],
    // 1 − sqrt(0.5 · 1 · 0.75)
    [0.5, 0.3876275643],
    // sqrt(0.1 · 1 · 0.25)
    [0.1, 0.158113883],
  ])("at %d is %d", (u, value) => {
    expect(triangularAt(u, { low: 0, mode: 0.25, high: 1 })).toBeCloseTo(value, 9);
  });
  it("of no width is its one value", () => {
    expect(triangularAt(0.7, { low: 5, mode: 5, high: 5 })).toBe(5);
  });
});

describe("tornado", () => {
  it("at each end has the NPV that the whole computation gives", () => {
    const bars = tornado(CASE);
    expect(bars.map(({ key }) => key).toSorted()).toEqual(KEYS.toSorted());
    for (const { key, low, high, npvAtLow, npvAtHigh } of bars) {
      for (const [value, npv] of [
        [low, npvAtLow],
        [high, npvAtHigh],
      ] as const) {
        const inputs = key in INPUTS ? { ...INPUTS, [key]: value } : INPUTS;
        if (key === "buildCost") inputs.buildRoles = [];
        const unitCosts = {
          under: key === "costUnder" ? value : 0.5,
          over: key === "costOver" ? value : 0.2,
        };
        const whole = computeRoi(inputs, unitCosts)!.npv;
        expect(Math.abs(npv - whole)).toBeLessThan(1e-9 * Math.max(1, Math.abs(whole)));
      }
    }
  });
  it("is sorted by spread and leaves fixed inputs out", () => {
    const bars = tornado({ ...CASE, ranges: fixed(["adoptionPercent"], {}) });
    const spreads = bars.map((bar) => Math.abs(bar.npvAtHigh - bar.npvAtLow));
    expect(spreads).toEqual(spreads.toSorted((a, b) => b - a));
    expect(bars.some(({ key }) => key === "adoptionPercent")).toBe(false);
  });
  it("is empty while the case is not whole", () => {
    expect(tornado({ ...CASE, inputs: EMPTY_ROI })).toEqual([]);
    expect(simulate({ ...CASE, inputs: EMPTY_ROI }, { draws: 10, seed: 1 })).toBeNull();
  });
});

describe("Monte-Carlo", () => {
  it("gives the same numbers for the same seed, others for another", () => {
    const once = simulate(CASE, { draws: 500, seed: 1 });
    expect(simulate(CASE, { draws: 500, seed: 1 })).toEqual(once);
    expect(simulate(CASE, { draws: 500, seed: 2 })?.median).not.toBe(once?.median);
  });
  it("with everything fixed is the NPV of the case", () => {
    const all = { ...CASE, ranges: fixed(KEYS, {}) };
    const { npv } = computeRoi(INPUTS, CASE.unitCosts)!;
    const result = simulate(all, { draws: 50, seed: 1 })!;
    for (const value of [result.low, result.median, result.high, result.mean])
      expect(value).toBeCloseTo(npv, 8);
    expect(result.lossShare).toBe(npv < 0 ? 1 : 0);
  });
  it("of one uniform input has the exact share of losses: the NPV is linear in other benefits", () => {
    const at = (otherBenefits: number) => computeRoi({ ...INPUTS, otherBenefits }, CASE.unitCosts)!.npv;
    // NPV(b) = NPV(0) + b · slope is 0 at:
    const zero = -at(0) / (at(1) - at(0));
    const range = { shape: "uniform", low: zero - 300, high: zero + 700 } as const;
    const all = { ...CASE, ranges: fixed(KEYS, { otherBenefits: range }) };
    const result = simulate(all, { draws: 20_000, seed: 3 })!;
    // Standard error of a share of 0.3 over 20,000 draws: 0.0032.
    expect(Math.abs(result.lossShare - 0.3)).toBeLessThan(0.013);
    expect(Math.abs(result.low - at(zero - 250))).toBeLessThan(0.02 * (at(zero + 700) - at(zero - 300)));
  });
  it("counts every draw once, in bins that meet at 0", () => {
    const { bins, draws, lossShare } = simulate(CASE, { draws: 2_000, seed: 5 })!;
    expect(bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(draws);
    const below = bins.filter(({ to }) => to <= 0).reduce((sum, bin) => sum + bin.count, 0);
    expect(below / draws).toBe(lossShare);
    expect(bins.length).toBeLessThan(40);
  });
  it("takes a measured saving's spread from its folds", () => {
    const given = { ...CASE, measured: MEASURED };
    const saving = uncertainInputs(given).find(({ key }) => key === "savingPercent");
    // Sample standard deviation of 20, 25, 30 is 5.
    expect(saving).toMatchObject({ likely: 25, shape: "normal", from: "measured" });
    expect(saving!.low).toBeCloseTo(25 - 1.6448536 * 5, 6);
    const only = {
      ...given,
      ranges: fixed(
        uncertainInputs(given).map(({ key }) => key),
        {},
      ),
    };
    const { low, high } = simulate(only, { draws: 10_000, seed: 1 })!;
    const npvAt = (savingPercent: number) =>
      computeRoi(
        { ...INPUTS, basis: "units", unitsShort: 30_000, unitsOver: 90_000, savingPercent },
        CASE.unitCosts,
      )!.npv;
    const width = npvAt(saving!.high) - npvAt(saving!.low);
    expect(Math.abs(low - npvAt(saving!.low))).toBeLessThan(0.04 * width);
    expect(Math.abs(high - npvAt(saving!.high))).toBeLessThan(0.04 * width);
  });
});
