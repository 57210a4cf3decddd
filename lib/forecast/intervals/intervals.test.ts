import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { blendTried, crossChosen } from "../auto/cross-chosen.ts";
import { measureForecasts, type Truth } from "../auto/judge.ts";
import { LEVEL_COUNT, NORMAL_QUANTILES } from "../quantiles.ts";
import { createRng, normalFrom } from "../rng.ts";
import { MEDIAN_INDEX, QUANTILE_LEVELS } from "../types.ts";
import { chooseIntervals } from "./choose.ts";
import { coverageBySteps } from "./coverage.ts";
import { type Evidence, learnSpread } from "./learn.ts";
import { applySpread } from "./spread.ts";

const HORIZON = 6;

interface World {
  series: number;
  folds: number;
  /** What comes in a series h steps ahead, h from 1. */
  draw: (h: number, series: number) => number;
  /** What the models say at a level. */
  say: (level: number, h: number, series: number) => number;
}

function worldOf({ series, folds, draw, say }: World): Evidence {
  const each = <T>(make: (h: number, s: number) => T): T[] =>
    Array.from({ length: series * HORIZON }, (_, i) => make((i % HORIZON) + 1, Math.floor(i / HORIZON)));
  const forecast = Float32Array.from(
    each((h, s) => QUANTILE_LEVELS.map((_, level) => say(level, h, s))).flat(),
  );
  const truths = Array.from(
    { length: folds },
    (_, k): Truth => ({
      cutoffIndex: k,
      actual: Float64Array.from(each(draw)),
      scale: new Float64Array(series).fill(1),
      maseScales: new Float64Array(series).fill(1),
      nonNegative: new Uint8Array(series),
    }),
  );
  return { truths, forecasts: truths.map(() => forecast), horizonSteps: HORIZON };
}

/** The chosen way on another draw of the same world. */
function tryAgain(world: World, isNonNegative = () => false) {
  const past = worldOf(world);
  const future = worldOf({ ...world, folds: 1 });
  const choice = chooseIntervals(past);
  const quantiles = future.forecasts[0] as Float32Array;
  const { spread } = choice;
  const made = spread
    ? applySpread({
        ...{ quantiles, spread, horizonSteps: HORIZON, isNonNegative },
        scales: (future.truths[0] as Truth).maseScales,
      })
    : quantiles;
  const evidence = { ...future, forecasts: [made] };
  return { choice, made, evidence, measures: measureForecasts(future.truths, [made], HORIZON) };
}

function gaussian(seed: number): () => number {
  const rng = createRng(seed);
  return () => normalFrom(rng);
}

describe("choosing intervals", () => {
  it("lets the models' own stand where they hold what they say", () => {
    const noise = gaussian(1);
    const { choice, measures } = tryAgain({
      ...{ series: 300, folds: 3, draw: () => 10 + noise() },
      say: (level) => 10 + (NORMAL_QUANTILES[level] as number),
    });
    expect(choice.spread).toBeNull();
    expect(choice.method).toContain("The models' own quantiles: their 80 and 95 % held");
    // 1,800 draws: standard errors of 0.009 and 0.005.
    expect(Math.abs(measures.coverage80 - 0.8)).toBeLessThan(0.03);
    expect(Math.abs(measures.coverage95 - 0.95)).toBeLessThan(0.015);
  });

  it("follows noise that grows with the horizon, where the models say that it does not", () => {
    const noise = gaussian(2);
    const { choice, evidence, measures } = tryAgain({
      ...{ series: 400, folds: 4, draw: (h) => 50 + Math.sqrt(h) * noise() },
      say: (level) => 50 + 0.7 * (NORMAL_QUANTILES[level] as number),
    });
    expect(choice.spread?.ownShare).toBeLessThan(1);
    expect(Math.abs(measures.coverage80 - 0.8)).toBeLessThan(0.03);
    expect(Math.abs(measures.coverage95 - 0.95)).toBeLessThan(0.015);
    // 400 draws a step: standard errors of 0.02 and 0.011.
    for (const { coverage80, coverage95 } of coverageBySteps(evidence)) {
      expect(Math.abs(coverage80 - 0.8)).toBeLessThan(0.07);
      expect(Math.abs(coverage95 - 0.95)).toBeLessThan(0.035);
    }
    const own = choice.compared.find(({ method }) => method === "own");
    expect(own?.measures.coverage80).toBeLessThan(0.55);
    expect(choice.coverage.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6]);
    // What the backtest promised is what came.
    for (const { coverage80 } of choice.coverage) expect(Math.abs(coverage80 - 0.8)).toBeLessThan(0.06);
  });

  it("covers scarce counts without going below zero", () => {
    const rng = createRng(3);
    const count = (mean: number) => {
      let [n, left] = [0, Math.exp(-mean)];
      for (let p = rng(); p > left; n += 1) p *= rng();
      return n;
    };
    const { made, measures, evidence } = tryAgain(
      {
        ...{ series: 300, folds: 2, draw: (_h, s) => count(s % 2 === 0 ? 0.5 : 4) },
        say: (level, _h, s) =>
          Math.max(0, (s % 2 === 0 ? 0.4 : 3.8) * (1 + 0.5 * (NORMAL_QUANTILES[level] as number))),
      },
      () => true,
    );
    expect(made.every((value) => value >= 0)).toBe(true);
    for (let i = 1; i < made.length; i += 1)
      if (i % LEVEL_COUNT > 0) expect(made[i]).toBeGreaterThanOrEqual(made[i - 1] as number);
    // A count may hold more than it says, for there is nothing between two counts.
    expect(measures.coverage80).toBeGreaterThan(0.77);
    expect(measures.coverage95).toBeGreaterThan(0.935);
    expect(measures.coverage95).toBeLessThan(0.99);
    expect(coverageBySteps(evidence).every(({ n }) => n === 300)).toBe(true);
  });

  it("says so where too little was scored, and where nothing was", () => {
    const noise = gaussian(4);
    const world = { draw: () => noise(), say: (level: number) => 0.1 * (NORMAL_QUANTILES[level] as number) };
    for (const size of [
      { series: 2, folds: 3 },
      { series: 20, folds: 0 },
      { series: 7, folds: 1 },
    ]) {
      const choice = chooseIntervals(worldOf({ ...world, ...size }));
      expect(choice.spread).toBeNull();
      expect(choice.method).toContain("too few to measure coverage");
      expect(choice.compared).toEqual([]);
    }
  });

  it("trusts few folds of few series little, and a fold alone half", () => {
    const noise = gaussian(5);
    const world = { draw: () => noise(), say: (level: number) => 0.5 * (NORMAL_QUANTILES[level] as number) };
    const widest = (size: { series: number; folds: number }) =>
      learnSpread(worldOf({ ...world, ...size }), 1, () => true)?.widths[0] as number;
    // Twice as wide is right. Of log 2, a fold of 1,000 series is trusted with 1,000/1,020 · 1/2, nine of them with 9,000/9,020 · 9/10.
    expect(widest({ series: 1_000, folds: 1 })).toBeCloseTo(2 ** ((1_000 / 1_020) * 0.5), 1);
    expect(widest({ series: 1_000, folds: 9 })).toBeCloseTo(2 ** ((9_000 / 9_020) * 0.9), 1);
    // Whatever five folds of one series say, they are five observations: 5/25 · 5/6 of the way.
    expect(widest({ series: 1, folds: 5 })).toBeLessThanOrEqual(4 ** ((5 / 25) * (5 / 6)) + 1e-12);
  });

  it("is the same for the same backtest, also through JSON", () => {
    const world = () => {
      const noise = gaussian(6);
      return worldOf({
        ...{ series: 60, folds: 2, draw: (h) => h * noise() },
        say: (level) => NORMAL_QUANTILES[level] as number,
      });
    };
    const [first, again] = [chooseIntervals(world()), chooseIntervals(world())];
    expect(again).toEqual(first);
    expect(first.spread).not.toBeNull();
    expect(JSON.parse(JSON.stringify(first.spread))).toEqual(first.spread);
  });
});

describe("a spread", () => {
  const numbers = (length: number, min: number, max: number) =>
    fc.array(fc.double({ min, max, noNaN: true }), { minLength: length, maxLength: length });

  it("keeps medians and the order of levels, and never falls below zero where the series did not", () => {
    fc.assert(
      fc.property(
        numbers(LEVEL_COUNT, 0, 100),
        numbers(LEVEL_COUNT, -3, 3),
        numbers(LEVEL_COUNT, 0.4, 4),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (levels, offsets, widths, ownShare) => {
          const quantiles = Float32Array.from(levels).sort();
          const made = applySpread({
            ...{ quantiles, horizonSteps: 1, scales: [7], isNonNegative: () => true },
            spread: { ownShare, offsets: [offsets], widths },
          });
          expect(made[MEDIAN_INDEX]).toBe(quantiles[MEDIAN_INDEX]);
          for (let i = 0; i < LEVEL_COUNT; i += 1) {
            expect(made[i]).toBeGreaterThanOrEqual(0);
            if (i > 0) expect(made[i]).toBeGreaterThanOrEqual(made[i - 1] as number);
          }
        },
      ),
    );
  });

  it("leaves a series alone that has no scale, and what has no forecast", () => {
    const quantiles = new Float32Array(3 * LEVEL_COUNT).fill(5);
    quantiles.fill(Number.NaN, LEVEL_COUNT, 2 * LEVEL_COUNT);
    const offsets = [QUANTILE_LEVELS.map((level) => level - 0.5)];
    const made = applySpread({
      ...{ quantiles, horizonSteps: 1, scales: [Number.NaN, 2, 2], isNonNegative: () => false },
      spread: { ownShare: 0.5, offsets, widths: QUANTILE_LEVELS.map(() => 1) },
    });
    expect(made.subarray(0, 2 * LEVEL_COUNT)).toEqual(quantiles.subarray(0, 2 * LEVEL_COUNT));
    // 5 + 0.5 · 2 · (0.975 − 0.5).
    expect(made.at(-1)).toBeCloseTo(5.475, 6);
  });
});

describe("forecasts that intervals learn from", () => {
  const noise = gaussian(7);
  const world = (level: number) =>
    worldOf({
      ...{ series: 4, folds: 3, draw: () => level + noise() },
      say: (i) => level + (NORMAL_QUANTILES[i] as number),
    });
  const { truths, horizonSteps } = world(20);
  const tried = [18, 21, 19.5].map((level, i) => ({ key: `m${i}`, forecasts: world(level).forecasts }));
  const blended = truths.map((_, k) => blendTried(tried, { m2: 1 }, k));
  const ask = (changed: readonly Truth[]) =>
    crossChosen({ tried, truths: changed, blended, horizonSteps, isPositive: true });

  it("were chosen without the fold that they are judged on, where series are few", () => {
    const other = truths.map((truth, k) =>
      k === 1 ? { ...truth, actual: truth.actual.map(() => 15) } : truth,
    );
    expect(ask(other)[1]).toEqual(ask(truths)[1]);
    expect(ask(other)[0]).not.toEqual(ask(truths)[0]);
  });

  it("are the chosen blend's own where there are many", () => {
    const many = worldOf({ series: 150, folds: 2, draw: () => 1, say: () => 1 });
    const own = [{ key: "m", forecasts: many.forecasts }];
    const same = crossChosen({
      ...{ tried: own, truths: many.truths, blended: many.forecasts, horizonSteps, isPositive: true },
    });
    expect(same).toBe(many.forecasts);
  });
});
