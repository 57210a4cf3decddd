import { describe, expect, it } from "vitest";
import { pairedBootstrap } from "./bootstrap.ts";
import { combineMembers } from "./combine.ts";
import { criticalQuantile, stockCost, timeBlocks } from "./cost.ts";
import * as metrics from "./metrics.ts";
import { empiricalQuantile, LEVEL_COUNT, normalQuantile, quantileAt } from "./quantiles.ts";
import { createRng } from "./rng.ts";
import { scoreForecasts } from "./scores.ts";
import { selectMethods } from "./select.ts";
import { panelOf } from "./testing/panels.ts";
import { type Fold, type FoldForecast, type ModelKey, QUANTILE_LEVELS } from "./types.ts";

/** One series, horizon 2, every level the same number. */
function flat(model: ModelKey, fold: number, points: readonly number[]): FoldForecast {
  return {
    model,
    fold,
    cutoffIndex: 3,
    horizonSteps: points.length,
    seriesIndexes: Int32Array.of(0),
    quantiles: Float32Array.from(points.flatMap((point) => QUANTILE_LEVELS.map(() => point))),
    notes: [],
  };
}

describe("metrics", () => {
  const actual = [100, 200, 0, Number.NaN];
  const forecast = [110, 180, 0, 5];
  it("follow their formulas, worked by hand", () => {
    expect(metrics.meanAbsoluteError(actual, forecast)).toBeCloseTo(10, 12);
    expect(metrics.rootMeanSquareError(actual, forecast)).toBeCloseTo(Math.sqrt(500 / 3), 12);
    expect(metrics.weightedAbsolutePercentageError(actual, forecast)).toBeCloseTo(30 / 300, 12);
    expect(metrics.relativeBias(actual, forecast)).toBeCloseTo(-10 / 300, 12);
    // (200·10/210 + 200·20/380 + 0)/3, the pair of zeros counting as perfect.
    expect(metrics.symmetricPercentageError(actual, forecast)).toBeCloseTo((2000 / 210 + 4000 / 380) / 3, 12);
    expect(metrics.coverage(actual, [100, 0, 1, 0], [100, 199, 2, 9])).toBeCloseTo(1 / 3, 12);
  });

  it("scale by the seasonal naive error in sample", () => {
    expect(metrics.maseScale([1, 5, 2, 8, Number.NaN, 9], 2)).toBeCloseTo((1 + 3 + 1) / 3, 12);
    expect(metrics.maseScale([1, 3], 7)).toBe(2);
    expect(metrics.maseScale([4, 4, 4], 1)).toBeNaN();
  });

  it("answer NaN where nothing is defined", () => {
    expect(metrics.weightedAbsolutePercentageError([0, 0], [1, 1])).toBeNaN();
    expect(metrics.relativeBias([1, -1], [1, 1])).toBeNaN();
    expect(metrics.meanAbsoluteError([], [])).toBeNaN();
    expect(metrics.coverage([Number.NaN], [0], [1])).toBeNaN();
  });

  it("charge a quantile by its side", () => {
    expect(metrics.pinballLoss(10, 8, 0.9)).toBeCloseTo(1.8, 12);
    expect(metrics.pinballLoss(8, 10, 0.9)).toBeCloseTo(0.2, 12);
  });
});

describe("quantiles", () => {
  it("agree with R 4: quantile(1:10, 0.33) and quantile(c(1, 2, 4), 0.9), type 7", () => {
    expect(empiricalQuantile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.33)).toBeCloseTo(3.97, 12);
    expect(empiricalQuantile([1, 2, 4], 0.9)).toBeCloseTo(3.6, 12);
  });
  it("agree with the normal table: 1.959964 at 0.975, −1.281552 at 0.1, −3.090232 at 0.001", () => {
    expect(normalQuantile(0.975)).toBeCloseTo(1.9599639845, 8);
    expect(normalQuantile(0.1)).toBeCloseTo(-1.2815515655, 8);
    expect(normalQuantile(0.001)).toBeCloseTo(-3.0902323062, 8);
  });
  it("are read linearly between levels and held at the ends", () => {
    expect(quantileAt([0.1, 0.5, 0.9], [0, 10, 30], 0.7)).toBeCloseTo(20, 12);
    expect(quantileAt([0.1, 0.5, 0.9], [0, 10, 30], 0.99)).toBe(30);
    expect(quantileAt([0.1, 0.5, 0.9], [0, 10, 30], 0)).toBe(0);
    expect(() => quantileAt([0.5], [1], 1.5)).toThrow(/not a probability/);
  });
});

describe("stock cost", () => {
  const fold: Fold = { fold: 0, role: "test", cutoffIndex: 3 };

  // Nahmias, Production and Operations Analysis, the newsstand: bought at 25 ¢, sold at 75 ¢, returned for 10 ¢; weekly
  // demand normal with mean 11.73 and deviation 4.74. The book: critical ratio 0.77, order 15.24 (with z = 0.74).
  it("orders what the textbook's newsstand orders", () => {
    const ratio = criticalQuantile(0.75 - 0.25, 0.25 - 0.1);
    expect(ratio).toBeCloseTo(0.77, 2);
    expect(11.73 + 4.74 * normalQuantile(ratio)).toBeCloseTo(15.24, 1);
    const grid = QUANTILE_LEVELS.map((level) => 11.73 + 4.74 * normalQuantile(level));
    expect(quantileAt(QUANTILE_LEVELS, grid, ratio)).toBeCloseTo(15.24, 1);
  });

  it("charges each side by its unit cost and leaves out stock-outs and unknown periods", () => {
    const panel = panelOf({ a: [1, 1, 1, 1, 10, 3] });
    const forecasts = [flat("naive", 0, [6, 8])];
    const cost = stockCost({ panel, folds: [fold], forecasts, unitCosts: { under: 2, over: 0.5 } });
    expect(cost.totals).toEqual({
      unitsShort: 4,
      unitsOver: 5,
      costShort: 8,
      costOver: 2.5,
      cost: 10.5,
      demand: 13,
      periods: 2,
    });
    expect([...cost.costByPeriod]).toEqual([8, 2.5]);
    const masked = stockCost({
      panel,
      folds: [fold],
      forecasts,
      unitCosts: { under: 2, over: 0.5 },
      maskStockouts: Uint8Array.of(0, 0, 0, 0, 1, 0),
    });
    expect(masked.totals).toMatchObject({ cost: 2.5, periods: 1 });
    const short = panelOf({ a: [1, 1, 1, 1, 10] });
    expect(
      stockCost({ panel: short, folds: [fold], forecasts, unitCosts: { under: 2, over: 0.5 } }).totals
        .periods,
    ).toBe(1);
  });

  it("counts only periods that every compared method answered", () => {
    const panel = panelOf({ a: [1, 1, 1, 1, 10, 3] });
    const other = flat("theta", 0, [6, Number.NaN]);
    const cost = stockCost({
      panel,
      folds: [fold],
      forecasts: [flat("naive", 0, [6, 8])],
      comparedWith: [other],
      unitCosts: { under: 1, over: 1 },
    });
    expect(cost.totals.periods).toBe(1);
  });

  it("leaves a fold out for all when one compared method has no forecast of it", () => {
    const panel = panelOf({ a: [1, 1, 1, 1, 10, 3] });
    const later: Fold = { fold: 1, role: "test", cutoffIndex: 4 };
    const naive = [flat("naive", 0, [6]), { ...flat("naive", 1, [6]), cutoffIndex: 4 }];
    const today = [{ ...flat("today", 1, [6]), cutoffIndex: 4 }];
    const options = { panel, folds: [fold, later], unitCosts: { under: 1, over: 1 } };
    const one = stockCost({ ...options, forecasts: naive, comparedWith: today });
    const other = stockCost({ ...options, forecasts: today, comparedWith: naive });
    // Both err by 3 in the one period that both foretold; naive's error of 4 before it is not held against it.
    expect([one.totals.cost, other.totals.cost]).toEqual([3, 3]);
    expect([...one.scoredByPeriod]).toEqual([0, 1]);
  });

  it("takes a cost a series, and refuses costs that decide nothing", () => {
    const panel = panelOf({ a: [1, 1, 1, 1, 10, 3] });
    const forecasts = [flat("naive", 0, [6, 8])];
    const cost = stockCost({
      panel,
      folds: [fold],
      forecasts,
      unitCosts: { under: Float64Array.of(3), over: 1 },
    });
    expect(cost.totals.costShort).toBe(12);
    expect(() => criticalQuantile(0, 0)).toThrow(/not both zero/);
    expect(() => criticalQuantile(-1, 2)).toThrow(/zero or more/);
  });

  it("makes time blocks within folds", () => {
    expect([...timeBlocks(Float64Array.of(1, 2, 3, 10, 20, 30), 3, 2)]).toEqual([3, 3, 30, 30]);
  });
});

describe("scores", () => {
  const folds: Fold[] = [
    { fold: 0, role: "selection", cutoffIndex: 3 },
    { fold: 1, role: "test", cutoffIndex: 3 },
  ];
  const panel = panelOf({ a: [1, 2, 3, 4, 10, 20] });

  it("score every model on the steps that all of them answered", () => {
    const table = scoreForecasts({
      panel,
      spec: { seasonLength: 1, horizonSteps: 2 },
      folds,
      forecasts: [flat("naive", 1, [8, 8]), flat("theta", 1, [9, Number.NaN])],
    });
    const test = table.rows.filter((row) => row.scope.kind === "test");
    expect(test.map((row) => [row.model, row.n, row.mae, row.mase])).toEqual([
      ["naive", 1, 2, 2],
      ["theta", 1, 1, 1],
    ]);
    expect(table.droppedSteps).toBe(1);
    expect(table.perSeries.find((entry) => entry.model === "theta" && entry.scope === "test")?.mae[0]).toBe(
      1,
    );
  });

  it("take an actual in the precision of its quantiles, and keep the sign of a bias", () => {
    const test: Fold[] = [{ fold: 1, role: "test", cutoffIndex: 3 }];
    const score = (value: number, point: number) =>
      scoreForecasts({
        panel: panelOf({ a: [value, value, value, value, value, value] }),
        spec: { seasonLength: 1, horizonSteps: 2 },
        folds: test,
        forecasts: [flat("naive", 1, [point, point])],
      }).rows[0];
    // 0.1 is not a single-precision number; the forecast of it is right all the same.
    expect(score(0.1, 0.1)).toMatchObject({ coverage50: 1, coverage95: 1 });
    // −10 foretold as −8 is too much, as 10 foretold as 12 is.
    expect([score(-10, -8)?.bias, score(10, 12)?.bias]).toEqual([0.2, 0.2]);
  });

  it("leave out a fold that one of the compared models has no forecast of", () => {
    const two: Fold[] = [
      { fold: 1, role: "test", cutoffIndex: 3 },
      { fold: 2, role: "test", cutoffIndex: 4 },
    ];
    const table = scoreForecasts({
      panel,
      spec: { seasonLength: 1, horizonSteps: 1 },
      folds: two,
      forecasts: [flat("naive", 1, [0]), { ...flat("naive", 2, [18]), cutoffIndex: 4 }].concat([
        { ...flat("today", 2, [19]), cutoffIndex: 4 },
      ]),
    });
    const test = table.rows.filter((row) => row.scope.kind === "test");
    // Only the second period, 20: naive's error of 10 in the first, which today's method did not foretell, is left out.
    expect(test.map((row) => [row.model, row.n, row.mae])).toEqual([
      ["naive", 1, 2],
      ["today", 1, 1],
    ]);
    expect(table.droppedSteps).toBe(1);
  });

  it("choose by selection folds alone: a disaster on the test folds changes nothing", () => {
    const forecasts = [
      flat("theta", 0, [10, 20]),
      flat("seasonal_naive", 0, [0, 0]),
      flat("network", 0, [10, 19]),
    ];
    const choose = (point: number) =>
      selectMethods(
        scoreForecasts({
          panel,
          spec: { seasonLength: 1, horizonSteps: 2 },
          folds,
          forecasts: [...forecasts, flat("theta", 1, [point, point]), flat("network", 1, [10, 20])],
        }),
      );
    expect(choose(1e6)).toEqual(choose(10));
    expect(choose(10)).toMatchObject({
      bestStatistical: "theta",
      bestNetwork: "network",
      bestBaseline: "seasonal_naive",
    });
  });
});

describe("the best statistical method", () => {
  const folds: Fold[] = [{ fold: 0, role: "selection", cutoffIndex: 3 }];
  const panel = panelOf({ a: [1, 2, 3, 4, 10, 20] });
  it("is sought among all of them, and croston may be it", () => {
    const table = scoreForecasts({
      panel,
      spec: { seasonLength: 1, horizonSteps: 2 },
      folds,
      forecasts: [
        flat("seasonal_naive", 0, [10, 20]),
        flat("theta", 0, [9, 18]),
        flat("comb", 0, [9, 19]),
        flat("croston_sba", 0, [10, 19.5]),
        flat("ets", 0, [8, 8]),
      ],
    });
    const selection = selectMethods(table);
    expect(selection.bestStatistical).toBe("croston_sba");
    expect(selection.ranking.map(({ model }) => model)).toEqual([
      "seasonal_naive",
      "croston_sba",
      "comb",
      "theta",
      "ets",
    ]);
  });
});

describe("combineMembers", () => {
  it("averages in order, and keeps a low level at zero when a member stands there", () => {
    const one = flat("network", 0, [4, 0]);
    const two = flat("network", 0, [6, 1]);
    const mixed = combineMembers([one, two]);
    expect(mixed.quantiles[0]).toBe(5);
    expect([...mixed.quantiles.slice(LEVEL_COUNT)]).toEqual(
      QUANTILE_LEVELS.map((level) => (level < 0.5 ? 0 : 0.5)),
    );
  });
  it("refuses members of different folds", () => {
    expect(() => combineMembers([flat("network", 0, [1]), flat("network", 1, [1])])).toThrow(/same thing/);
  });
});

describe("pairedBootstrap", () => {
  it("is near the normal interval of a mean, and the same for one seed", () => {
    const rng = createRng(5);
    const differences = Array.from({ length: 400 }, () => 1 + normalQuantile(rng() * 0.999 + 0.0005));
    const result = pairedBootstrap({ differences, seed: 1 });
    const half = 1.645 / Math.sqrt(400);
    expect(result.upper - result.mean).toBeCloseTo(half, 1);
    expect(result.mean - result.lower).toBeCloseTo(half, 1);
    expect(pairedBootstrap({ differences, seed: 1 })).toEqual(result);
    expect(pairedBootstrap({ differences, seed: 2 })).not.toEqual(result);
  });
  it("leaves NaN out and answers NaN for nothing", () => {
    expect(pairedBootstrap({ differences: [1, Number.NaN, 1], seed: 1 })).toMatchObject({
      units: 2,
      mean: 1,
      lower: 1,
      upper: 1,
    });
    expect(pairedBootstrap({ differences: [], seed: 1 }).lower).toBeNaN();
  });
});

it("draws evenly and tells seeds apart", () => {
  const rng = createRng(1);
  const counts = new Array<number>(10).fill(0);
  for (let i = 0; i < 10_000; i += 1) {
    const bin = Math.floor(rng() * 10);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  // Chi-square with 9 degrees of freedom: 27.9 is its 99.9 % point.
  expect(counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)).toBeLessThan(27.9);
  expect(createRng(1)()).not.toBe(createRng(2)());
  expect(createRng(1, 2)()).not.toBe(createRng(2, 1)());
});
