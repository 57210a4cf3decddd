import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRng, normalFrom } from "../rng.ts";
import { contextOf, panelOf } from "../testing/panels.ts";
import { MEDIAN_INDEX, type Panel, QUANTILE_LEVELS } from "../types.ts";
import { chooseShares } from "./choose.ts";
import { computeTask } from "./compute.ts";
import { forecastPanel } from "./forecast.ts";
import { measureForecasts, scoreAgainst, truthAt } from "./judge.ts";
import type { OpenExecutor } from "./task.ts";

const LEVELS = QUANTILE_LEVELS.length;
const context = contextOf();

const open: OpenExecutor = (panels) => ({
  threads: 1,
  run: (tasks) =>
    Promise.all(
      tasks.map(async (task) => ({
        ...(await computeTask({ task, panel: panels[task.panel], context })),
        milliseconds: 1,
      })),
    ),
});

const ask = (panel: Panel, over: Partial<Parameters<typeof forecastPanel>[0]> = {}) =>
  forecastPanel({
    ...{ panel, cutoffIndex: panel.times.length - 1, horizonSteps: 4, seasonLength: 7, models: "auto" },
    ...{ folds: null, seed: 1, budgetMs: 60_000, plan: null, open, context },
    ...over,
  });

const series = (length: number) =>
  fc.array(
    fc.oneof(
      { weight: 6, arbitrary: fc.double({ min: 0, max: 100, noNaN: true }) },
      { weight: 1, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.constant(null) },
      { weight: 1, arbitrary: fc.double({ min: -1e6, max: 1e6, noNaN: true }) },
    ),
    { minLength: length, maxLength: length },
  );

describe("auto", () => {
  test("answers every step of any panel, in order, and never worse than the baseline on its own backtest", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc
          .integer({ min: 1, max: 60 })
          .chain((length) => fc.array(series(length), { minLength: 1, maxLength: 3 })),
        async (lists) => {
          const known = lists.map((list) => [...list.slice(0, -1), list.at(-1) ?? 1]);
          const panel = panelOf(Object.fromEntries(known.map((list, s) => [`S${s}`, list])));
          const { quantiles, report } = await ask(panel);
          expect(quantiles.length).toBe(panel.ids.length * 4 * LEVELS);
          for (let i = 0; i < quantiles.length; i += 1) {
            expect(Number.isFinite(quantiles[i])).toBe(true);
            if (i % LEVELS > 0) expect(quantiles[i]).toBeGreaterThanOrEqual(quantiles[i - 1] as number);
          }
          if (report.chosen) expect(report.chosen.score).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 40, seed: 7 },
    );
  });

  test("says the same with the same plan", async () => {
    const rng = createRng(3);
    const list = () => Array.from({ length: 90 }, (_, t) => 20 + 5 * Math.sin((2 * Math.PI * t) / 7) + rng());
    const panel = panelOf({ A: list(), B: list(), C: list(), D: list() });
    const first = await ask(panel);
    const again = await ask(panel, { plan: JSON.parse(JSON.stringify(first.report.plan)), budgetMs: 1 });
    expect(again.quantiles).toEqual(first.quantiles);
    expect(again.report.chosen).toEqual(first.report.chosen);
    expect(again.report.intervals).toEqual(first.report.intervals);
    expect(first.report.intervals.coverage.map(({ step }) => step)).toEqual([1, 2, 3, 4]);
    expect(first.report.tried.map(({ model }) => model)).toContain("ridge");
  });

  test("returns the baseline where nothing is better, and says so", async () => {
    // Seven values that come back exactly: nothing can err less than the seasonal naive.
    const panel = panelOf({
      A: Array.from({ length: 70 }, (_, t) => [3, 9, 4, 8, 1, 7, 5][t % 7] as number),
    });
    const { report, quantiles } = await ask(panel, { models: ["naive", "mean"] });
    expect(report.chosen?.shares).toEqual({ seasonal_naive: 1 });
    expect(report.chosen?.reason).toContain("Nothing was better than seasonal_naive");
    expect([0, 1, 2, 3].map((h) => quantiles[h * LEVELS + MEDIAN_INDEX])).toEqual([3, 9, 4, 8]);
  });

  test("a method that cannot learn from the data has no answer, and says why", async () => {
    const panel = panelOf({ A: [1, 2, 3], B: [4, 5, 6] });
    const { quantiles, notes } = await computeTask({
      task: {
        candidate: { kind: "ridge", key: "ridge", lookbackSteps: 2, scaling: "auto" },
        ...{
          panel: "all",
          cutoffIndex: 2,
          horizonSteps: 4,
          seasonLength: 1,
          from: 0,
          to: 2,
          seed: 1,
          member: 0,
        },
      },
      panel,
      context,
    });
    expect(quantiles.length).toBe(2 * 4 * LEVELS);
    expect(quantiles.every(Number.isNaN)).toBe(true);
    expect(notes.join()).toContain("ridge had no answer: No series is longer");
  });

  test("keeps within a small budget by leaving methods out", async () => {
    const panel = panelOf({ A: Array.from({ length: 80 }, (_, t) => 10 + (t % 7)) });
    const { report } = await ask(panel, { budgetMs: 1 });
    expect(report.left.length).toBeGreaterThan(0);
    expect(report.plan.candidates[0]).toEqual({ kind: "local", key: "seasonal_naive" });
  });

  test("refuses a model that there is none of, and folds that do not fit", async () => {
    const panel = panelOf({ A: Array.from({ length: 20 }, (_, t) => t) });
    await expect(ask(panel, { models: ["oracle"] })).rejects.toMatchObject({ code: "bad_spec" });
    await expect(ask(panel, { folds: 9 })).rejects.toMatchObject({ code: "bad_spec" });
  });
});

describe("intervals of auto", () => {
  /** What the last four of 64 periods say of intervals made before them. */
  const held = async (count: number, draw: (t: number, s: number) => number, models: readonly string[]) => {
    const list = (s: number) => Array.from({ length: 64 }, (_, t) => draw(t, s));
    const panel = panelOf(Object.fromEntries(Array.from({ length: count }, (_, s) => [`S${s}`, list(s)])));
    const question = { cutoffIndex: 59, horizonSteps: 4, seasonLength: 7 };
    const { quantiles, report } = await ask(panel, { ...question, models });
    return { quantiles, report, ...measureForecasts([truthAt({ panel, ...question })], [quantiles], 4) };
  };

  test("hold what comes: noise around a season, of series that are loud and quiet", async () => {
    const rng = createRng(21);
    const draw = (t: number, s: number) => 100 + 10 * (t % 7) + (1 + (s % 5)) * normalFrom(rng);
    const { report, coverage80, coverage95 } = await held(200, draw, ["theta", "mean"]);
    expect(report.intervals.compared.map(({ method }) => method)).toContain("blend");
    // 800 actuals: standard errors of 0.014 and 0.008.
    expect(Math.abs(coverage80 - 0.8)).toBeLessThan(0.045);
    expect(Math.abs(coverage95 - 0.95)).toBeLessThan(0.025);
  });

  test("hold what comes: counts that are mostly zero", async () => {
    const rng = createRng(22);
    const draw = () => (rng() < 0.7 ? 0 : 1 + Math.floor(4 * rng()));
    const { quantiles, coverage80, coverage95 } = await held(200, draw, ["tsb", "croston_sba"]);
    expect(quantiles.every((value) => value >= 0)).toBe(true);
    // Between two counts there is nothing: the interval may hold more than it says.
    expect(coverage80).toBeGreaterThan(0.76);
    expect(coverage95).toBeGreaterThan(0.925);
  });
});

describe("choosing on a backtest", () => {
  const panel = panelOf({ A: [1, 5, 2, 6, 3, 7, 4, 8], B: [4, 4, 5, 5, 6, 6, 7, 7] });
  const truth = truthAt({ panel, cutoffIndex: 5, horizonSteps: 2, seasonLength: 1 });
  const forecast = (points: readonly number[]) =>
    Float32Array.from({ length: points.length * LEVELS }, (_, i) => points[Math.floor(i / LEVELS)] as number);

  test("is never worse than the baseline, whatever the candidates say", () => {
    const points = fc.array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(points, { minLength: 1, maxLength: 5 }), (all) => {
        const tried = all.map((each, i) => ({ key: `m${i}`, forecasts: [forecast(each)] }));
        const choice = chooseShares({ tried, truths: [truth], horizonSteps: 2, isPositive: true });
        const baseline = measureForecasts([truth], tried[0]?.forecasts ?? [], 2);
        expect(scoreAgainst(choice.measures, baseline, true)).toBeLessThanOrEqual(1);
        expect(Object.values(choice.shares).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
      }),
    );
  });

  test("blends two that err to either side", () => {
    const tried = [
      { key: "baseline", forecasts: [forecast([0, 0, 0, 0])] },
      { key: "above", forecasts: [forecast([6, 10, 9, 9])] },
      { key: "below", forecasts: [forecast([2, 6, 5, 5])] },
    ];
    const choice = chooseShares({ tried, truths: [truth], horizonSteps: 2, isPositive: true });
    expect(choice.shares).toEqual({ above: 0.5, below: 0.5 });
    expect(choice.score).toBe(0);
  });

  test("leaves out a candidate without an answer for every step", () => {
    const tried = [
      { key: "baseline", forecasts: [forecast([0, 0, 0, 0])] },
      { key: "silent", forecasts: [forecast([4, 8, Number.NaN, Number.NaN])] },
    ];
    expect(chooseShares({ tried, truths: [truth], horizonSteps: 2, isPositive: true }).shares).toEqual({
      baseline: 1,
    });
  });
});
