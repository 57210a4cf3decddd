import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { createRng, normalFrom } from "../../rng.ts";
import { startTensorflow } from "../../testing/tensorflow.ts";
import { HEAD_LEVELS, HEADS } from "../heads.ts";
import type { NetworkPlan } from "../plan.ts";
import { openTapeTrainer } from "../tape-trainer.ts";
import { buildLayered, LAYERED } from "./build.ts";

beforeAll(async () => {
  await startTensorflow();
});

const [LOOKBACK, HORIZON, ROWS, SEASON] = [9, 4, 5, 3] as const;

/** With all that a window may have: covariates of each kind, a year ago, a calendar, constants. */
function planOf(isStepwise: boolean): NetworkPlan {
  const channel = { name: "x", category: null, mean: 0, deviation: 1, flag: false };
  const calendarSteps = isStepwise ? HORIZON : 1;
  return {
    ...{ version: 1, lookback: LOOKBACK, horizon: HORIZON, season: SEASON, scaling: "ratio", yearLag: 52 },
    channels: [
      { ...channel, knownAhead: true },
      { ...channel, knownAhead: false },
    ],
    statics: [{ name: "s", category: null, mean: 0, deviation: 1 }],
    ...{ calendar: ["phase"], calendarSteps, width: 6 },
    inputs: 4 * LOOKBACK + HORIZON + 2 * HORIZON + SEASON * calendarSteps + 1 + 4,
  };
}

describe.each(Object.entries(LAYERED))("%s", (key, build) => {
  const plan = planOf(["tsmixer", "gru", "tcn"].includes(key));
  const rng = createRng(8);
  const draw = (size: number) => Float32Array.from({ length: size }, () => normalFrom(rng));
  const open = () => buildLayered({ build, plan, width: 6, blocks: 3, seed: 2 });

  it("has gradients that agree with differences of the loss along them, for every weight", () => {
    const { model, variables } = open();
    for (const variable of variables)
      variable.assign(
        tf.tidy(() =>
          tf.add(
            variable,
            tf.tensor(
              draw(variable.size).map((v) => v / 4),
              variable.shape,
            ),
          ),
        ),
      );
    const x = draw(ROWS * plan.inputs);
    const by = draw(ROWS * HORIZON * HEADS);
    const value = () =>
      tf.sum(
        tf.mul(
          model.apply(tf.tensor2d(x, [ROWS, plan.inputs])) as tf.Tensor,
          tf.tensor2d(by, [ROWS, HORIZON * HEADS]),
        ),
      ) as tf.Scalar;
    const read = () => tf.tidy(() => value().dataSync()[0] as number);
    const gradients = tf.tidy(() => {
      const { grads } = tf.variableGrads(value, [...variables]);
      return variables.map(({ name }) => (grads[name] as tf.Tensor).dataSync().slice());
    });
    variables.forEach((variable, i) => {
      const own = gradients[i] as Float32Array;
      const size = Math.sqrt(own.reduce((sum, each) => sum + each * each, 0));
      expect(size).toBeGreaterThan(0);
      const start = variable.dataSync().slice();
      const along = (step: number) => {
        variable.assign(
          tf.tidy(() =>
            tf.tensor(
              start.map((each, k) => each + (step * (own[k] as number)) / size),
              variable.shape,
            ),
          ),
        );
        return read();
      };
      const step = 0.004;
      const slope = (along(step) - along(-step)) / (2 * step);
      expect(Math.abs(slope / size - 1)).toBeLessThan(0.05);
      along(0);
    });
    model.dispose();
  });

  it("trains what is to be trained, and leaves fixed maps as they are", () => {
    const network = open();
    const { model, variables } = network;
    const names = new Set(variables.map(({ name }) => name));
    const fixed = () =>
      model.weights.flatMap((weight) => {
        const variable = weight.read() as tf.Variable;
        return names.has(variable.name) ? [] : [variable.dataSync().slice()];
      });
    const before = fixed();
    const tensors = tf.memory().numTensors;
    const trainer = openTapeTrainer({ network, levels: Float32Array.from(HEAD_LEVELS) });
    const [x, y] = [draw(ROWS * plan.inputs), draw(ROWS * HORIZON)];
    const batch = { rows: ROWS, x, y, w: new Float32Array(ROWS * HORIZON).fill(0.1) };
    const first = trainer.loss(batch);
    for (let step = 0; step < 40; step += 1) trainer.step(batch, 0.01);
    expect(trainer.loss(batch)).toBeLessThan(0.7 * first);
    trainer.dispose();
    expect(tf.memory().numTensors).toBe(tensors);
    expect(fixed()).toEqual(before);
    model.dispose();
  });
});
