import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { forecastFold, planFolds } from "../backtest.ts";
import { LEVEL_COUNT } from "../quantiles.ts";
import { createRng, normalFrom } from "../rng.ts";
import { scoreForecasts } from "../scores.ts";
import { contextOf, panelOf, specOf } from "../testing/panels.ts";
import { startTensorflow } from "../testing/tensorflow.ts";
import type { EngineContext, Fold, Panel } from "../types.ts";
import { fitNetwork, forecastNetworkFold, loadNetwork, type NetworkArtifacts } from "./index.ts";
import { installFastMatMul } from "./kernels.ts";

const context = contextOf();
const fold: Fold = { fold: 0, role: "test", cutoffIndex: 62 };
const spec = specOf();

beforeAll(async () => {
  await startTensorflow();
});

/** Demand that doubles on promotion days, with a gap, and a covariate that only the past knows. */
function demand(options: { after?: (t: number) => number; promoKnown?: boolean } = {}): Panel {
  const rng = createRng(9);
  const length = 70;
  const promo = Array.from({ length: 10 * length }, (_, i) => Number((i * 7919) % 5 === 0));
  const series: Record<string, (number | null)[]> = {};
  const weather: number[] = [];
  for (let s = 0; s < 10; s += 1) {
    series[`S${s}`] = Array.from({ length }, (_, t) => {
      const sky = rng();
      const error = normalFrom(rng);
      weather.push(t > fold.cutoffIndex && options.after ? 1e6 : sky);
      if (t === 20 + s) return null;
      if (t > fold.cutoffIndex && options.after) return options.after(t);
      return Math.round((10 + s + (t % 7)) * (1 + (promo[s * length + t] ?? 0)) + error);
    });
  }
  const known = (i: number) => options.promoKnown !== false || i % length <= fold.cutoffIndex;
  const region = Float64Array.from({ length: 10 * length }, (_, i) => Math.floor(i / length) % 2);
  return panelOf(series, {
    covariates: [
      {
        name: "promo",
        availability: "known_ahead",
        kind: "numeric",
        values: Float64Array.from(promo, (value, i) => (known(i) ? value : Number.NaN)),
      },
      { name: "weather", availability: "past_only", kind: "numeric", values: Float64Array.from(weather) },
      {
        name: "region",
        availability: "static",
        kind: "categorical",
        values: region,
        categories: ["north", "south"],
      },
    ],
  });
}

const bytes = (forecast: { quantiles: Float32Array }) => Buffer.from(forecast.quantiles.buffer);

describe("the network", () => {
  it("never sees past the cutoff: wild changes after it leave its forecast byte-identical", async () => {
    const one = await forecastNetworkFold({ panel: demand(), spec, fold, member: 0, context });
    for (const after of [() => 1e6, () => Number.NaN, () => -5.5]) {
      const two = await forecastNetworkFold({ panel: demand({ after }), spec, fold, member: 0, context });
      expect(Buffer.compare(bytes(one), bytes(two))).toBe(0);
    }
  });

  it("gives the same numbers for one seed and others for another seed or member", async () => {
    const run = (seed: number, member: number) =>
      forecastNetworkFold({ panel: demand(), spec: specOf({ seed }), fold, member, context });
    const first = await run(1, 0);
    expect(Buffer.compare(bytes(first), bytes(await run(1, 0)))).toBe(0);
    expect(Buffer.compare(bytes(first), bytes(await run(1, 1)))).not.toBe(0);
    expect(Buffer.compare(bytes(first), bytes(await run(2, 0)))).not.toBe(0);
  });

  it("forecasts the same after it was stored and opened again, and standard TensorFlow.js opens its layers", async () => {
    const panel = demand();
    const fitted = await fitNetwork({ panel, spec, cutoffIndex: fold.cutoffIndex, member: 0, context });
    const before = await fitted.predict({ panel, cutoffIndex: fold.cutoffIndex, context });
    const stored = await fitted.save();
    fitted.dispose();
    const opened: NetworkArtifacts = {
      ...(JSON.parse(JSON.stringify({ ...stored, weightData: null })) as NetworkArtifacts),
      weightData: stored.weightData.slice(0),
    };
    const again = await loadNetwork(opened);
    const after = await again.predict({ panel, cutoffIndex: fold.cutoffIndex, context });
    again.dispose();
    expect(Buffer.compare(bytes(before), bytes(after))).toBe(0);
    await expect(loadNetwork({ ...opened, plan: { ...opened.plan, inputs: 3 } })).rejects.toThrow(
      /its plan 3/,
    );
  });

  it.each(["relaxed_simd", "explicit_transpose", "stock"] as const)(
    "forecasts with %s what it does with plain SIMD, within 1e-4 of the numbers' size",
    async (variant) => {
      const run = () => forecastNetworkFold({ panel: demand(), spec, fold, member: 0, context });
      const usual = await run();
      expect(installFastMatMul({ variant })).toBe(variant);
      try {
        const { quantiles } = await run();
        const mean =
          usual.quantiles.reduce((sum, value) => sum + Math.abs(value), 0) / usual.quantiles.length;
        quantiles.forEach((value, i) => {
          const other = usual.quantiles[i] ?? Number.NaN;
          expect(Math.abs(value - other)).toBeLessThan(
            1e-4 * Math.max(Math.abs(value), Math.abs(other), mean),
          );
        });
      } finally {
        installFastMatMul();
      }
    },
  );

  it("leaks no tensor, also when it is cancelled half way", async () => {
    await forecastNetworkFold({ panel: demand(), spec, fold, member: 0, context });
    const before = tf.memory().numTensors;
    await forecastNetworkFold({ panel: demand(), spec, fold, member: 0, context });
    expect(tf.memory().numTensors).toBe(before);

    const controller = new AbortController();
    const cancelling = contextOf({
      signal: controller.signal,
      onProgress: ({ loss }) => {
        if ((loss?.step ?? 0) >= 4) controller.abort();
      },
    });
    await expect(
      forecastNetworkFold({ panel: demand(), spec, fold, member: 0, context: cancelling }),
    ).rejects.toThrow(/cancelled/);
    expect(tf.memory().numTensors).toBe(before);
  });

  it("lets a cancel in while it trains, within a second", async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 200);
    const timed: EngineContext = {
      ...contextOf({ signal: controller.signal }),
      clock: () => performance.now(),
    };
    const long = specOf({ network: { trainingSteps: 100_000, members: 1, lookbackSteps: null } });
    const start = performance.now();
    await expect(
      forecastNetworkFold({ panel: demand(), spec: long, fold, member: 0, context: timed }),
    ).rejects.toThrow(/cancelled/);
    expect(performance.now() - start).toBeLessThan(1200);
  });

  it("says which covariate it had to guess ahead, and how", async () => {
    const { notes } = await forecastNetworkFold({
      panel: demand({ promoKnown: false }),
      spec,
      fold,
      member: 0,
      context,
    });
    expect(notes).toEqual([
      '"promo" is not known for every period ahead of "S0", "S1", "S2" and 7 more; where it is missing, the series\' own past share is used.',
    ]);
  });

  it("learns: 120 steps halve the error of seasonal naive on demand that promotions drive", async () => {
    const panel = demand();
    const real = specOf({
      selectionFolds: 0,
      testFolds: 1,
      network: { trainingSteps: 120, members: 1, lookbackSteps: null },
    });
    const folds = planFolds(panel, real);
    const network = await forecastNetworkFold({
      panel,
      spec: real,
      fold: folds[0] as Fold,
      member: 0,
      context,
    });
    const naive = await forecastFold({
      panel,
      spec: real,
      model: "seasonal_naive",
      fold: folds[0] as Fold,
      context,
    });
    const { rows } = scoreForecasts({
      panel,
      spec: real,
      folds,
      forecasts: [naive, network],
    });
    const mase = (model: string) =>
      rows.find((row) => row.model === model && row.scope.kind === "test")?.mase ?? Number.NaN;
    expect(mase("network")).toBeLessThan(0.5 * mase("seasonal_naive"));
  });
});

describe("the network on odd series", () => {
  const length = 70;
  const odd: Record<string, (number | null)[]> = {
    constant: Array.from({ length }, () => 5),
    zero: Array.from({ length }, () => 0),
    missing: Array.from({ length }, () => null),
    one: Array.from({ length }, (_, t) => (t === 60 ? 4 : null)),
    negative: Array.from({ length }, (_, t) => -t),
    outlier: Array.from({ length }, (_, t) => (t === 50 ? 1e29 : 1 + (t % 7))),
    gaps: Array.from({ length }, (_, t) => (t % 9 < 4 ? null : t)),
  };

  it("answers finite, ordered quantiles for each, and NaN with a note where nothing is known", async () => {
    const panel = panelOf(odd);
    const { quantiles, notes } = await forecastNetworkFold({ panel, spec, fold, member: 0, context });
    panel.ids.forEach((id, s) => {
      const own = quantiles.subarray(s * 7 * LEVEL_COUNT, (s + 1) * 7 * LEVEL_COUNT);
      if (id === "missing") expect(own.every(Number.isNaN)).toBe(true);
      else {
        expect(own.every(Number.isFinite)).toBe(true);
        own.forEach((value, i) => {
          if (i % LEVEL_COUNT > 0) expect(value).toBeGreaterThanOrEqual(own[i - 1] ?? Number.NaN);
        });
      }
    });
    expect(notes).toContain('No forecast for "missing": nothing is known before the cutoff.');
  });

  it.each(Object.keys(odd).filter((name) => name !== "missing" && name !== "one"))(
    "trains on nothing but %s",
    async (name) => {
      const panel = panelOf({ [name]: odd[name] ?? [] });
      const { quantiles } = await forecastNetworkFold({ panel, spec, fold, member: 0, context });
      expect(quantiles.every(Number.isFinite)).toBe(true);
    },
  );

  it("refuses 1e300 by name, and data that teaches nothing", async () => {
    const huge = panelOf({ a: Array.from({ length }, (_, t) => (t === 3 ? 1e300 : 1)) });
    await expect(forecastNetworkFold({ panel: huge, spec, fold, member: 0, context })).rejects.toThrow(
      /Series "a" holds 1e\+300/,
    );
    const lonely = panelOf({ a: odd.one ?? [] });
    await expect(
      forecastNetworkFold({ panel: lonely, spec, fold: { ...fold, cutoffIndex: 60 }, member: 0, context }),
    ).rejects.toThrow(/too_short/);
  });
});
