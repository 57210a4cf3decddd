import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import type { AutoTask } from "../auto/task.ts";
import { createRng } from "../rng.ts";
import { contextOf, panelOf } from "../testing/panels.ts";
import { startTensorflow } from "../testing/tensorflow.ts";
import { MEDIAN_INDEX, type Panel, QUANTILE_LEVELS } from "../types.ts";
import { fitNetwork, loadNetwork } from "./index.ts";
import { DEFAULT_RECIPE, type NetworkRecipe } from "./recipe.ts";
import { computeNetworkTask } from "./task.ts";

const LEVELS = QUANTILE_LEVELS.length;
const context = contextOf();
const CUTOFF = 71;
const HORIZON = 6;
const recipe: NetworkRecipe = {
  ...DEFAULT_RECIPE,
  ...{
    family: "nbeats",
    scaling: "log",
    seesLevel: false,
    width: 32,
    blocks: 3,
    batch: 64,
    recentHorizons: 20,
  },
};
const task: AutoTask = {
  candidate: { kind: "network", key: "network-12", recipe, lookbackSteps: 12, trainingSteps: 150 },
  ...{
    panel: "all",
    cutoffIndex: CUTOFF,
    horizonSteps: HORIZON,
    seasonLength: 6,
    from: 0,
    to: 20,
    seed: 1,
    member: 0,
  },
};

beforeAll(async () => {
  await startTensorflow();
});

/** Twenty series from 1 to a million, each growing by its own 0 to 2 % a period, with a season of 40 %. */
function growing(after: (value: number) => number = (value) => value): Panel {
  const rng = createRng(4);
  return panelOf(
    Object.fromEntries(
      Array.from({ length: 20 }, (_, s) => {
        const [level, growth] = [10 ** ((6 * s) / 19), 1 + 0.02 * rng()];
        const values = Array.from({ length: CUTOFF + 1 + HORIZON }, (_, t) => {
          const value =
            level * growth ** t * (1 + 0.4 * Math.sin((2 * Math.PI * t) / 6)) * (1 + 0.05 * (rng() - 0.5));
          return t > CUTOFF ? after(value) : value;
        });
        return [`S${s}`, values];
      }),
    ),
    { frequency: { unit: "int", multiple: 1 } },
  );
}

const symmetric = (panel: Panel, point: (s: number, h: number) => number): number => {
  let sum = 0;
  for (let s = 0; s < 20; s += 1)
    for (let h = 0; h < HORIZON; h += 1) {
      const y = panel.values[(panel.offsets[s] as number) + CUTOFF + 1 + h] as number;
      sum += (200 * Math.abs(y - point(s, h))) / (y + point(s, h));
    }
  return sum / (20 * HORIZON);
};

describe("N-BEATS in logarithms", () => {
  it("errs less than seasonal naive over six orders of magnitude, and stays above zero", async () => {
    const panel = growing();
    const { quantiles } = await computeNetworkTask({ task, panel, context });
    const own = symmetric(panel, (s, h) => quantiles[(s * HORIZON + h) * LEVELS + MEDIAN_INDEX] as number);
    const naive = symmetric(
      panel,
      (s, h) => panel.values[(panel.offsets[s] as number) + CUTOFF + 1 + h - 6] as number,
    );
    expect(own).toBeLessThan(0.8 * naive);
    for (let i = 0; i < quantiles.length; i += 1) {
      expect(quantiles[i]).toBeGreaterThan(0);
      if (i % LEVELS > 0) expect(quantiles[i]).toBeGreaterThanOrEqual(quantiles[i - 1] as number);
    }
  });

  it("is the same for the same seed whatever comes after the cutoff, another for another member, and leaks no tensor", async () => {
    const first = await computeNetworkTask({ task, panel: growing(), context });
    const tensors = tf.memory().numTensors;
    const again = await computeNetworkTask({ task, panel: growing((value) => 7 * value), context });
    expect(again.quantiles).toEqual(first.quantiles);
    const other = await computeNetworkTask({ task: { ...task, member: 1 }, panel: growing(), context });
    expect(other.quantiles).not.toEqual(first.quantiles);
    expect(tf.memory().numTensors).toBe(tensors);
  });

  it("forecasts the same after it was stored and opened again", async () => {
    const panel = growing();
    const fitted = await fitNetwork({
      ...{ panel, cutoffIndex: CUTOFF, member: 0, recipe, context },
      spec: {
        ...{ horizonSteps: HORIZON, seasonLength: 6, seed: 1 },
        network: { trainingSteps: 20, members: 1, lookbackSteps: 12 },
      },
    });
    const before = await fitted.predict({ panel, cutoffIndex: CUTOFF, context });
    const stored = await fitted.save();
    fitted.dispose();
    const opened = await loadNetwork({ ...stored, plan: JSON.parse(JSON.stringify(stored.plan)) });
    const after = await opened.predict({ panel, cutoffIndex: CUTOFF, context });
    opened.dispose();
    expect(after.quantiles).toEqual(before.quantiles);
  });
});
