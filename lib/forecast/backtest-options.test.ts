import { beforeAll, describe, expect, it } from "vitest";
import { forecastFold, futureFold, type LocalModelKey, planFolds } from "./backtest.ts";
import { type fitNetwork, forecastNetworkFold } from "./neural/index.ts";
import { createRng } from "./rng.ts";
import { contextOf, panelOf, specOf } from "./testing/panels.ts";
import { startTensorflow } from "./testing/tensorflow.ts";
import type { BacktestSpec, Fold, FoldForecast, Panel } from "./types.ts";
import { panelFrom, seenIndexOf } from "./window.ts";

const context = contextOf();
const MODELS: LocalModelKey[] = [
  "naive",
  "seasonal_naive",
  "theta",
  "ses",
  "comb",
  "tsb",
  "ridge",
  "trees",
  "today",
];
const LENGTH = 90;

function panelWith(change: (value: number, t: number) => number = (value) => value): Panel {
  const rng = createRng(5);
  const list = (level: number) =>
    Array.from({ length: LENGTH }, (_, t) =>
      change(level + 5 * Math.sin((2 * Math.PI * t) / 7) + 3 * rng(), t),
    );
  const lists = { A: list(20), B: list(40), C: list(60) };
  const flat = Object.values(lists).flat();
  return panelOf(lists, { today: flat.map((value, i) => value + ((i * 7) % 3)) });
}

const quiet = (forecast: FoldForecast) => Array.from(forecast.quantiles);
const of = (panel: Panel, spec: BacktestSpec, model: LocalModelKey, fold: Fold) =>
  forecastFold({ panel, spec, model, fold, context });

describe("a gap", () => {
  const spec = specOf({ gapSteps: 3 });
  const panel = panelWith();

  it("lies between what a fold may see and its first step, and the tested periods stay where they are", () => {
    expect(planFolds(panel, spec)).toEqual(planFolds(panel, specOf()));
    const [fold] = planFolds(panel, spec);
    expect(seenIndexOf(fold as Fold, spec)).toBe((fold as Fold).cutoffIndex - 3);
    // The last known period is 89; the first that is forecast 93.
    expect(futureFold(panel, spec)).toEqual({ fold: -1, role: "future", cutoffIndex: LENGTH - 1 + 3 });
    const short = panelWith();
    const needed = 8 + 3 + 7 + 2 * 7;
    expect(() => planFolds(panelFrom(short, LENGTH - needed), spec)).not.toThrow();
    expect(() => planFolds(panelFrom(short, LENGTH - needed + 1), spec)).toThrow(/a gap of 3/);
  });

  it.each(MODELS.filter((model) => model !== "today"))("hides its actuals from %s", async (model) => {
    const [fold] = planFolds(panel, spec) as [Fold];
    const before = await of(panel, spec, model, fold);
    const hidden = panelWith((value, t) => (t > fold.cutoffIndex - 3 ? 1e6 : value));
    expect(quiet(await of(hidden, spec, model, fold))).toEqual(quiet(before));
    // And the last period before it is seen.
    const seen = panelWith((value, t) => (t === fold.cutoffIndex - 3 ? 3 * value : value));
    expect(quiet(await of(seen, spec, model, fold))).not.toEqual(quiet(before));
    expect(before.quantiles.length).toBe(3 * 7 * 21);
  });

  it("is skipped: the naive forecast of a season later is the one of the same weekday", async () => {
    const [fold] = planFolds(panel, spec) as [Fold];
    const { quantiles } = await of(panel, spec, "seasonal_naive", fold);
    const same = fold.cutoffIndex + 1 - 7;
    expect(quantiles[10]).toBeCloseTo(panel.values[same] as number, 4);
  });
});

describe("a sliding window", () => {
  const spec = specOf({ window: { kind: "sliding", windowSteps: 30 } });
  const panel = panelWith();

  it.each(MODELS)("of 30 steps is exactly what %s sees", async (model) => {
    const [fold] = planFolds(panel, spec) as [Fold];
    const before = await of(panel, spec, model, fold);
    const older = panelWith((value, t) => (t <= fold.cutoffIndex - 30 ? -1e6 : value));
    expect(quiet(await of(older, spec, model, fold))).toEqual(quiet(before));
    if (model === "naive" || model === "seasonal_naive" || model === "today") return;
    const first = panelWith((value, t) => (t === fold.cutoffIndex - 29 ? 40 * value : value));
    expect(quiet(await of(first, spec, model, fold))).not.toEqual(quiet(before));
  });

  it("is at least a season and a step long", () => {
    expect(() => planFolds(panel, specOf({ window: { kind: "sliding", windowSteps: 7 } }))).toThrow(
      /The window/,
    );
  });

  it("keeps the positions and times of what is left, and says nothing of a series that ended before", () => {
    const uneven = panelOf({ A: [1, 2, 3, 4, 5], B: [1, 2] });
    const view = panelFrom(uneven, 3);
    expect(Array.from(view.values)).toEqual([4, 5]);
    expect(Array.from(view.starts)).toEqual([3, 0]);
    expect(view.times).toBe(uneven.times);
    expect(panelFrom(uneven, 3)).toBe(view);
  });
});

describe("training once", () => {
  beforeAll(async () => {
    await startTensorflow();
  });
  const spec = specOf({ refit: "once", window: { kind: "sliding", windowSteps: 40 } });
  const panel = panelWith();
  const folds = planFolds(panel, spec);
  const fittedIndex = (folds[0] as Fold).cutoffIndex;

  it("gives every fold the same weights, which later values do not change", async () => {
    const made: Float32Array[] = [];
    const kept: Awaited<ReturnType<typeof fitNetwork>>[] = [];
    let trainings = 0;
    const keep = async (make: () => ReturnType<typeof fitNetwork>) => {
      if (!kept[0]) {
        trainings += 1;
        kept.push(await make());
      }
      const network = kept[0] as (typeof kept)[number];
      made.push(new Float32Array((await network.save()).weightData));
      return network;
    };
    const forecasts = [];
    for (const fold of folds)
      forecasts.push(await forecastNetworkFold({ panel, spec, fold, member: 0, fittedIndex, keep, context }));
    expect(trainings).toBe(1);
    expect(new Set(made.map((weights) => Buffer.from(weights.buffer).toString("base64"))).size).toBe(1);
    // Who trains it again gets the same, and forecasts the same.
    const last = folds.at(-1) as Fold;
    const again = await forecastNetworkFold({ panel, spec, fold: last, member: 0, fittedIndex, context });
    expect(quiet(again)).toEqual(quiet(forecasts.at(-1) as FoldForecast));
    // New values are forecast from, without being learnt from.
    const later = panelWith((value, t) => (t > fittedIndex ? 2 * value : value));
    const other = await forecastNetworkFold({
      panel: later,
      spec,
      fold: last,
      member: 0,
      fittedIndex,
      keep,
      context,
    });
    expect(quiet(other)).not.toEqual(quiet(again));
    for (const network of kept) network.dispose();
  });

  it("holds for the regression: other values after the first fold change no coefficient", async () => {
    const last = folds.at(-1) as Fold;
    const ask = (from: Panel, fold: Fold) =>
      forecastFold({ panel: from, spec, model: "ridge", fold, fittedIndex, context });
    // What lies between the first fold's cutoff and the window that the last one forecasts from.
    const between = panelWith((value, t) =>
      t > fittedIndex && t <= last.cutoffIndex - 40 ? 9 * value : value,
    );
    expect(quiet(await ask(between, last))).toEqual(quiet(await ask(panel, last)));
    const anew = await forecastFold({ panel, spec, model: "ridge", fold: last, context });
    expect(quiet(anew)).not.toEqual(quiet(await ask(panel, last)));
  });
});
