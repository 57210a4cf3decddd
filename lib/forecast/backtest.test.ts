import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { forecastFold, futureFold, type LocalModelKey, planFolds } from "./backtest.ts";
import { naive } from "./models/naive.ts";
import { seasonalNaive } from "./models/seasonal-naive.ts";
import { LEVEL_COUNT } from "./quantiles.ts";
import { pointsOf } from "./testing/local.ts";
import { contextOf, panelOf, specOf } from "./testing/panels.ts";
import { type Fold, MEDIAN_INDEX, type Panel } from "./types.ts";

const LOCAL: LocalModelKey[] = ["naive", "seasonal_naive", "theta", "today"];
const context = contextOf();
const wave = (n: number, level = 20) =>
  Array.from({ length: n }, (_, t) => level + (t % 7) * 3 + ((t * 37) % 11));

describe("planFolds", () => {
  it("counts back from the last known target, last folds for the test", () => {
    const panel = panelOf({ a: [...wave(40), null, null], b: wave(38) });
    expect(planFolds(panel, specOf())).toEqual([
      { fold: 0, role: "selection", cutoffIndex: 18 },
      { fold: 1, role: "selection", cutoffIndex: 25 },
      { fold: 2, role: "test", cutoffIndex: 32 },
    ]);
    expect(futureFold(panel)).toEqual({ fold: -1, role: "future", cutoffIndex: 39 });
  });

  it("says what would fit when the data is too short", () => {
    const panel = panelOf({ a: wave(24) });
    expect(() => planFolds(panel, specOf())).toThrow(
      /spans 24 periods.*need 29.*2 folds with this horizon, or a horizon of 2/,
    );
    expect(() => planFolds(panelOf({ a: wave(10) }), specOf({ horizonSteps: 9 }))).toThrow(
      /one fold with a horizon of 2/,
    );
    expect(() => planFolds(panelOf({ a: wave(6) }), specOf())).toThrow(/Nothing would fit/);
  });

  it.each([
    ["a horizon of zero", { horizonSteps: 0 }],
    ["half a season", { seasonLength: 3.5 }],
    ["no folds", { selectionFolds: 0, testFolds: 0 }],
    ["a seed of NaN", { seed: Number.NaN }],
  ] as const)("refuses %s", (_, over) => {
    expect(() => planFolds(panelOf({ a: wave(60) }), specOf(over))).toThrow(/bad_spec/);
  });
});

describe("naive models", () => {
  it("repeat the last value and the last season, over gaps", () => {
    const history = Float64Array.of(1, 2, 3, 4, Number.NaN, 6);
    expect(pointsOf(naive, history, { horizon: 2 })).toEqual([6, 6]);
    // Season 3: phases are 1,4 / 2,NaN / 3,6; the missing one falls back to its own phase, a season earlier.
    expect(pointsOf(seasonalNaive, history, { horizon: 4, season: 3 })).toEqual([4, 2, 6, 4]);
    expect(pointsOf(seasonalNaive, [5], { horizon: 2, season: 7 })).toEqual([5, 5]);
  });
});

describe("forecastFold", () => {
  const fold: Fold = { fold: 0, role: "test", cutoffIndex: 29 };
  const values = fc.array(
    fc.option(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { nil: null, freq: 6 }),
    {
      minLength: 37,
      maxLength: 37,
    },
  );

  it("never sees past the cutoff: any change after it leaves every forecast byte-identical", async () => {
    await fc.assert(
      fc.asyncProperty(values, values, values, values, async (a, after, today, weather) => {
        const start = [1, 2, ...a.slice(2)];
        const build = (tail: readonly (number | null)[]): Panel =>
          panelOf(
            { a: [...start.slice(0, 30), ...tail.slice(30)] },
            {
              today,
              covariates: [
                {
                  name: "weather",
                  availability: "past_only",
                  kind: "numeric",
                  values: Float64Array.from(
                    [...weather.slice(0, 30), ...tail.slice(30)],
                    (v) => v ?? Number.NaN,
                  ),
                },
              ],
            },
          );
        for (const model of LOCAL) {
          const one = await forecastFold({ panel: build(start), spec: specOf(), model, fold, context });
          const two = await forecastFold({ panel: build(after), spec: specOf(), model, fold, context });
          expect(Buffer.compare(Buffer.from(one.quantiles.buffer), Buffer.from(two.quantiles.buffer))).toBe(
            0,
          );
        }
      }),
      { numRuns: 40, seed: 11 },
    );
  });

  it("never crosses, never NaN where something is known, never below zero for a series that never was", async () => {
    await fc.assert(
      fc.asyncProperty(values, fc.integer({ min: 1, max: 40 }), async (raw, seasonLength) => {
        const list = [3, ...raw.slice(1)];
        const nonNegative = list.slice(0, 30).every((value) => value === null || value >= 0);
        const panel = panelOf({ a: list });
        for (const model of LOCAL.slice(0, 3)) {
          const { quantiles } = await forecastFold({
            panel,
            spec: specOf({ seasonLength }),
            model,
            fold,
            context,
          });
          quantiles.forEach((value, i) => {
            expect(value).not.toBeNaN();
            if (i % LEVEL_COUNT > 0) expect(value).toBeGreaterThanOrEqual(quantiles[i - 1] ?? Number.NaN);
            if (nonNegative) expect(value).toBeGreaterThanOrEqual(0);
          });
        }
      }),
      { numRuns: 60, seed: 12 },
    );
  });

  it.each([
    ["constant", Array.from({ length: 30 }, () => 5)],
    ["all zero", Array.from({ length: 30 }, () => 0)],
    ["one point", [4]],
    ["two points", [4, 6]],
    ["negative", Array.from({ length: 30 }, (_, t) => -t)],
    ["one huge outlier", Array.from({ length: 30 }, (_, t) => (t === 9 ? 1e29 : 1))],
  ] as const)("forecasts a series that is %s", async (_, list) => {
    const panel = panelOf({ a: list, other: wave(37) });
    for (const model of LOCAL.slice(0, 3)) {
      const { quantiles } = await forecastFold({ panel, spec: specOf(), model, fold, context });
      expect(quantiles.every(Number.isFinite)).toBe(true);
    }
  });

  it("names series it cannot forecast, and those it cannot bound", async () => {
    const panel = panelOf({ gone: Array.from({ length: 37 }, () => null), one: [4], full: wave(37) });
    const { quantiles, notes } = await forecastFold({ panel, spec: specOf(), model: "theta", fold, context });
    expect(quantiles.subarray(0, 7 * LEVEL_COUNT).every(Number.isNaN)).toBe(true);
    expect(notes).toEqual([
      'No forecast for "gone": nothing is known before the cutoff.',
      '"one": too short for Theta, so the last value is repeated.',
      'No interval for "one": too few past errors, so every quantile is the point forecast.',
    ]);
  });

  it("takes today's method from its column, with the spread of its own past errors", async () => {
    const actual = wave(37);
    const today = actual.map((value, t) => value + (t % 2 === 0 ? 2 : -2));
    const panel = panelOf({ a: actual }, { today });
    const { quantiles } = await forecastFold({ panel, spec: specOf(), model: "today", fold, context });
    expect(quantiles[MEDIAN_INDEX]).toBe(today[30]);
    expect(quantiles[LEVEL_COUNT - 1]).toBe((today[30] ?? 0) + 2);
    await expect(
      forecastFold({ panel: panelOf({ a: actual }), spec: specOf(), model: "today", fold, context }),
    ).rejects.toThrow(/no column/);
  });

  it("answers a shard as it answers the whole", async () => {
    const panel = panelOf({ a: wave(37), b: wave(37, 50), c: wave(37, 90) });
    const whole = await forecastFold({ panel, spec: specOf(), model: "theta", fold, context });
    const part = await forecastFold({
      panel,
      spec: specOf(),
      model: "theta",
      fold,
      seriesIndexes: Int32Array.of(2),
      context,
    });
    expect([...part.quantiles]).toEqual([...whole.quantiles.subarray(2 * 7 * LEVEL_COUNT)]);
  });

  it("stops when it is cancelled", async () => {
    const panel = panelOf({ a: wave(37) });
    const stopped = contextOf({ signal: AbortSignal.abort() });
    await expect(
      forecastFold({ panel, spec: specOf(), model: "theta", fold, context: stopped }),
    ).rejects.toThrow(/cancelled/);
  });
});
