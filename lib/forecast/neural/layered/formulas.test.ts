import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { createRng, normalFrom } from "../../rng.ts";
import { startTensorflow } from "../../testing/tensorflow.ts";
import { HEADS } from "../heads.ts";
import type { NetworkPlan } from "../plan.ts";
import { buildLayered, LAYERED } from "./build.ts";
import { type Node, openKit } from "./kit.ts";
import { between } from "./nhits.ts";
import { convolve } from "./tcn.ts";

beforeAll(async () => {
  await startTensorflow();
});

const [LOOKBACK, HORIZON] = [30, 4] as const;
const INPUTS = 2 * LOOKBACK + 4;
const plan: NetworkPlan = {
  ...{ version: 1, lookback: LOOKBACK, horizon: HORIZON, season: 7, scaling: "ratio", yearLag: 0 },
  ...{ channels: [], statics: [], calendar: [], width: 8, inputs: INPUTS },
};
const rng = createRng(3);
const draw = (size: number) => Float32Array.from({ length: size }, () => normalFrom(rng));

function run(model: tf.LayersModel, x: Float32Array, shape: number[]): Float32Array {
  return tf.tidy(() => (model.apply(tf.tensor(x, shape)) as tf.Tensor).dataSync() as Float32Array);
}

describe("the linear networks", () => {
  const windows = draw(3 * INPUTS);
  const value = (row: number, i: number) => windows[row * INPUTS + i] as number;

  it("NLinear starts as the naive forecast, and adds W·(x − x_L) to it", () => {
    const { model, variables } = buildLayered({ build: LAYERED.nlinear, plan, width: 1, blocks: 1, seed: 1 });
    const last = (row: number) => value(row, LOOKBACK - 1);
    run(model, windows, [3, INPUTS]).forEach((said, i) => {
      expect(said).toBeCloseTo(last(Math.floor(i / (HORIZON * HEADS))), 5);
    });
    const kernel = variables[0] as tf.Variable;
    const weights = draw(kernel.size);
    kernel.assign(tf.tidy(() => tf.tensor(weights, kernel.shape)));
    const units = HORIZON * HEADS;
    run(model, windows, [3, INPUTS]).forEach((said, i) => {
      const [row, unit] = [Math.floor(i / units), i % units];
      let wanted = last(row);
      for (let k = 0; k < INPUTS; k += 1) {
        const x = value(row, k) - (k < LOOKBACK ? last(row) : 0);
        wanted += x * (weights[k * units + unit] as number);
      }
      expect(said).toBeCloseTo(wanted, 3);
    });
    model.dispose();
  });

  it("DLinear maps a moving average over 25 steps with repeated ends, and what is left of it", () => {
    const { model, variables } = buildLayered({ build: LAYERED.dlinear, plan, width: 1, blocks: 1, seed: 1 });
    const kernel = variables[0] as tf.Variable;
    const weights = draw(kernel.size);
    kernel.assign(tf.tidy(() => tf.tensor(weights, kernel.shape)));
    const units = HORIZON * HEADS;
    run(model, windows, [3, INPUTS]).forEach((said, i) => {
      const [row, unit] = [Math.floor(i / units), i % units];
      let wanted = 0;
      for (let t = 0; t < LOOKBACK; t += 1) {
        let trend = 0;
        for (let s = t - 12; s <= t + 12; s += 1)
          trend += value(row, Math.max(0, Math.min(LOOKBACK - 1, s))) / 25;
        wanted += trend * (weights[t * units + unit] as number);
        wanted += (value(row, t) - trend) * (weights[(LOOKBACK + t) * units + unit] as number);
      }
      for (let k = LOOKBACK; k < INPUTS; k += 1)
        wanted += value(row, k) * (weights[(LOOKBACK + k) * units + unit] as number);
      expect(said).toBeCloseTo(wanted, 3);
    });
    model.dispose();
  });
});

it("N-HiTS interpolates linearly between knots that stand from the first step to the last", () => {
  const line = (knots: number[], steps: number) =>
    Array.from({ length: steps }, (_, step) =>
      knots.reduce((sum, knot, i) => sum + knot * between(knots.length, steps)(i, step), 0),
    );
  for (const [knots, wanted] of [
    [
      [0, 6, 3],
      [0, 2, 4, 6, 5, 4, 3],
    ],
    [
      [4, 2, 9],
      [4, 2, 9],
    ],
    [[5], [5, 5, 5]],
  ] as const)
    line([...knots], wanted.length).forEach((value, i) => {
      expect(value).toBeCloseTo(wanted[i] as number, 12);
    });
});

describe("TCN", () => {
  /** The paper's network in plain loops, at every step: causal convolutions of kernel 2, dilated by 1, 2, 4, … */
  function plain(options: { x: number[][]; weights: Float32Array[]; width: number; blocks: number }) {
    const { weights, width, blocks } = options;
    let x = options.x;
    const relu = (value: number) => Math.max(0, value);
    // Layers stand in the model by their depth; the next one with so many inputs is meant.
    const left = Array.from({ length: weights.length / 2 }, (_, i) => i);
    const take = (inputs: number) => {
      const [i = -1] = left.splice(
        left.findIndex((layer) => weights[2 * layer]?.length === inputs * width),
        1,
      );
      const [kernel, bias] = [weights[2 * i] as Float32Array, weights[2 * i + 1] as Float32Array];
      return (row: number[]) =>
        Array.from({ length: width }, (_, u) =>
          row.reduce((sum, value, i) => sum + value * (kernel[i * width + u] as number), bias[u] as number),
        );
    };
    for (let block = 0; block < blocks; block += 1) {
      const dilation = 2 ** block;
      const channels = x[0]?.length ?? 0;
      const none = (count: number) => new Array<number>(count).fill(0);
      const convolution = (source: number[][], map: (row: number[]) => number[]) =>
        source.map((row, t) => map([...(source[t - dilation] ?? none(row.length)), ...row]).map(relu));
      const first = convolution(x, take(2 * channels));
      const second = convolution(first, take(2 * width));
      const same = channels === width ? x : x.map(take(channels));
      x = x.map((_, t) => (second[t] as number[]).map((value, u) => relu(value + (same[t]?.[u] as number))));
    }
    return x.at(-1) as number[];
  }

  it.each([
    [31, 4],
    [15, 3],
    [7, 2],
  ])("reads %i steps as the dilated convolutions of the paper do", (steps, blocks) => {
    const [channels, width, rows] = [3, 5, 2];
    const input = tf.input({ shape: [steps, channels] });
    const model = tf.model({ inputs: input, outputs: convolve(openKit(4), input as Node, width) });
    for (const weight of model.trainableWeights) {
      const variable = weight.read() as tf.Variable;
      variable.assign(
        tf.tidy(() =>
          tf.tensor(
            draw(variable.size).map((v) => v / 2),
            variable.shape,
          ),
        ),
      );
    }
    const weights = model.trainableWeights.map((each) => each.read().dataSync() as Float32Array);
    const x = draw(rows * steps * channels);
    const said = run(model, x, [rows, steps, channels]);
    for (let row = 0; row < rows; row += 1) {
      const window = Array.from({ length: steps }, (_, t) => [
        ...x.subarray((row * steps + t) * channels, (row * steps + t + 1) * channels),
      ]);
      const wanted = plain({ x: window, weights, width, blocks });
      wanted.forEach((value, u) => {
        expect(said[row * width + u]).toBeCloseTo(value, 3);
      });
    }
    model.dispose();
  });
});
