import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { maseScale } from "../metrics.ts";
import { LEVEL_COUNT } from "../quantiles.ts";
import { createRng, normalFrom } from "../rng.ts";
import { contextOf, panelOf } from "../testing/panels.ts";
import { startTensorflow } from "../testing/tensorflow.ts";
import { MEDIAN_INDEX, type Panel } from "../types.ts";
import { familyOf, NETWORK_FAMILIES, type NetworkFamily } from "./families.ts";
import { fitNetwork, loadNetwork, type NetworkArtifacts } from "./index.ts";
import { LAYERED } from "./layered/build.ts";
import { DEFAULT_RECIPE, type NetworkRecipe } from "./recipe.ts";

const [SERIES, LENGTH, HORIZON, LOOKBACK] = [12, 126, 7, 14] as const;
const CUTOFF = LENGTH - HORIZON - 1;
const context = contextOf();

beforeAll(async () => {
  await startTensorflow();
});

/** A weekly pattern of its own size in each series, doubled on promotion days, with noise of a tenth and some gaps. */
function shop(options: { promoAhead?: number; after?: number } = {}): Panel {
  const rng = createRng(11);
  const promo: number[] = [];
  const series: Record<string, (number | null)[]> = {};
  for (let s = 0; s < SERIES; s += 1) {
    const size = 20 * 2 ** (s % 4);
    series[`S${s}`] = Array.from({ length: LENGTH }, (_, t) => {
      const flag = rng() < 0.2 ? 1 : 0;
      const noise = 1 + 0.1 * normalFrom(rng);
      promo.push(t > CUTOFF ? (options.promoAhead ?? flag) : flag);
      if (t > CUTOFF && options.after !== undefined) return options.after;
      if ((t * 31 + s * 17) % 37 === 0 && t > 0 && t <= CUTOFF) return null;
      return Math.max(0, size * (1 + ((t + s) % 7) / 4) * (1 + flag) * noise);
    });
  }
  const numeric = (name: string, availability: "known_ahead" | "past_only", values: number[]) => ({
    ...{ name, availability, kind: "numeric" as const, values: Float64Array.from(values) },
  });
  return panelOf(series, {
    covariates: [
      numeric("promo", "known_ahead", promo),
      numeric(
        "sky",
        "past_only",
        promo.map((_, i) => Math.sin(i)),
      ),
      {
        ...{ name: "region", availability: "static", kind: "categorical", categories: ["north", "south"] },
        values: Float64Array.from(promo, (_, i) => Math.floor(i / LENGTH) % 2),
      },
    ],
  });
}

const recipeOf = (key: string): NetworkRecipe => {
  const family = familyOf(key);
  if (!family) throw new Error(`There is no ${key}.`);
  const { blocks } = family;
  const width = Math.min(24, family.width);
  return { ...DEFAULT_RECIPE, family: family.key, width, blocks, peakRate: 8e-3, batch: 32 };
};

/** Enough to be well ahead of the baseline, few enough to take a second. */
const STEPS: Partial<Record<NetworkFamily, number>> = { mlp: 200, nbeats: 400, gru: 100, tcn: 180 };

const train = (panel: Panel, key: string, options: { steps?: number; member?: number } = {}) =>
  fitNetwork({
    ...{ panel, cutoffIndex: CUTOFF, member: options.member ?? 0, recipe: recipeOf(key), context },
    spec: {
      ...{ horizonSteps: HORIZON, seasonLength: 7, seed: 1 },
      network: { trainingSteps: options.steps ?? 5, members: 1, lookbackSteps: LOOKBACK },
    },
  });

/** Trains, forecasts, and frees. */
async function forecast(panel: Panel, key: string, options: { steps?: number; member?: number } = {}) {
  const fitted = await train(panel, key, options);
  const { quantiles } = await fitted.predict({ panel, cutoffIndex: CUTOFF, context });
  fitted.dispose();
  return quantiles;
}

function maseOf(panel: Panel, point: (s: number, h: number) => number): number {
  let sum = 0;
  for (let s = 0; s < SERIES; s += 1) {
    const own = panel.values.subarray(panel.offsets[s], panel.offsets[s + 1]);
    const scale = maseScale(own.subarray(0, CUTOFF + 1), 7);
    for (let h = 0; h < HORIZON; h += 1)
      sum += Math.abs((own[CUTOFF + 1 + h] as number) - point(s, h)) / scale;
  }
  return sum / (SERIES * HORIZON);
}

const median = (quantiles: Float32Array) => (s: number, h: number) =>
  quantiles[(s * HORIZON + h) * LEVEL_COUNT + MEDIAN_INDEX] as number;

describe.each(NETWORK_FAMILIES.map(({ key }) => key))("%s", (key) => {
  it("learns: a fifth less error than seasonal naive's, and that promotions ahead double the demand", async () => {
    const panel = shop();
    const fitted = await train(panel, key, { steps: STEPS[key] ?? 150 });
    const read = async (from: Panel) =>
      median((await fitted.predict({ panel: from, cutoffIndex: CUTOFF, context })).quantiles);
    const point = await read(panel);
    const naive = (s: number, h: number) => {
      for (let t = CUTOFF + 1 + h - 7; ; t -= 7) {
        const value = panel.values[(panel.offsets[s] as number) + t] as number;
        if (!Number.isNaN(value)) return value;
      }
    };
    expect(maseOf(panel, point)).toBeLessThan(0.8 * maseOf(panel, naive));
    const [without, with_] = [await read(shop({ promoAhead: 0 })), await read(shop({ promoAhead: 1 }))];
    let ratio = 0;
    for (let s = 0; s < SERIES; s += 1)
      for (let h = 0; h < HORIZON; h += 1) ratio += with_(s, h) / without(s, h) / (SERIES * HORIZON);
    expect(ratio).toBeGreaterThan(1.6);
    expect(ratio).toBeLessThan(2.4);
    fitted.dispose();
  });

  it("gives the same bits again, whatever comes after the cutoff, others for another member, and leaks no tensor", async () => {
    const first = await forecast(shop(), key);
    const before = tf.memory().numTensors;
    const again = await forecast(shop({ after: 1e6 }), key);
    expect(tf.memory().numTensors).toBe(before);
    expect(Buffer.compare(Buffer.from(again.buffer), Buffer.from(first.buffer))).toBe(0);
    if (key.endsWith("linear")) return;
    expect(await forecast(shop(), key, { member: 1 })).not.toEqual(first);
  });

  it("is opened by tf.loadLayersModel, and forecasts the same bits after it was stored as JSON and bytes", async () => {
    const panel = shop();
    const fitted = await train(panel, key);
    const { quantiles } = await fitted.predict({ panel, cutoffIndex: CUTOFF, context });
    const stored = await fitted.save();
    const inputs = fitted.plan.inputs;
    fitted.dispose();
    const before = tf.memory().numTensors;
    const opened: NetworkArtifacts = {
      ...(JSON.parse(JSON.stringify({ ...stored, weightData: null })) as NetworkArtifacts),
      weightData: stored.weightData.slice(0),
    };
    const { modelTopology, weightSpecs, weightData } = opened;
    const model = await tf.loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs, weightData }));
    expect(model.inputs[0]?.shape).toEqual([null, inputs]);
    expect(model.outputs[0]?.shape?.[1]).toBeGreaterThan(HORIZON);
    model.dispose();
    const again = await loadNetwork(opened);
    const after = await again.predict({ panel, cutoffIndex: CUTOFF, context });
    again.dispose();
    expect(after.quantiles).toEqual(quantiles);
    expect(tf.memory().numTensors).toBe(before);
  });

  it("answers finite, ordered quantiles for odd series, in a horizon of one too", async () => {
    const odd = panelOf({
      constant: Array.from({ length: 60 }, () => 5),
      zero: Array.from({ length: 60 }, () => 0),
      negative: Array.from({ length: 60 }, (_, t) => -t),
      gaps: Array.from({ length: 60 }, (_, t) => (t % 9 < 4 ? null : t)),
      outlier: Array.from({ length: 60 }, (_, t) => (t === 50 ? 1e29 : 1 + (t % 7))),
      short: Array.from({ length: 60 }, (_, t) => (t < 57 ? null : t)),
    });
    for (const horizonSteps of [5, 1]) {
      const fitted = await fitNetwork({
        ...{ panel: odd, cutoffIndex: 59, member: 0, recipe: recipeOf(key), context },
        spec: {
          ...{ horizonSteps, seasonLength: 7, seed: 1 },
          network: { trainingSteps: 5, members: 1, lookbackSteps: 8 },
        },
      });
      const { quantiles } = await fitted.predict({ panel: odd, cutoffIndex: 59, context });
      fitted.dispose();
      expect(quantiles).toHaveLength(6 * horizonSteps * LEVEL_COUNT);
      quantiles.forEach((value, i) => {
        expect(Number.isFinite(value)).toBe(true);
        if (i % LEVEL_COUNT > 0) expect(value).toBeGreaterThanOrEqual(quantiles[i - 1] as number);
      });
    }
  });
});

it.each(Object.keys(LAYERED))("%s lets a cancel in while it trains, within a second", async (key) => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 100);
  const timed = { ...contextOf({ signal: controller.signal }), clock: () => performance.now() };
  const before = tf.memory().numTensors;
  const start = performance.now();
  await expect(
    fitNetwork({
      ...{ panel: shop(), cutoffIndex: CUTOFF, member: 0, recipe: recipeOf(key), context: timed },
      spec: {
        ...{ horizonSteps: HORIZON, seasonLength: 7, seed: 1 },
        network: { trainingSteps: 100_000, members: 1, lookbackSteps: LOOKBACK },
      },
    }),
  ).rejects.toThrow(/cancelled/);
  expect(performance.now() - start).toBeLessThan(1_100);
  expect(tf.memory().numTensors).toBe(before);
});
