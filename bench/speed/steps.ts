import * as tf from "@tensorflow/tfjs";
import { createAdam } from "#lib/forecast/neural/adam.ts";
import type { DenseGraph, DenseLayer } from "#lib/forecast/neural/dense-graph.ts";
import { openDenseTrainer } from "#lib/forecast/neural/dense-trainer.ts";
import { HEAD_LEVELS } from "#lib/forecast/neural/heads.ts";
import { installedKernels, installFastMatMul, type KernelVariant } from "#lib/forecast/neural/kernels.ts";
import {
  buildNetwork,
  type DenseNetwork,
  describeNetwork,
  readWeights,
} from "#lib/forecast/neural/network.ts";
import { openTapeTrainer } from "#lib/forecast/neural/tape-trainer.ts";
import type { Batch, Trainer } from "#lib/forecast/neural/trainer.ts";
import { createRng, normalFrom } from "#lib/forecast/rng.ts";
import { medianMs, type Sampling, type Work } from "./timing.ts";

export const RATE = 1e-3;
const [LOOKBACK, HORIZON, ROWS, WIDTH] = [48, 18, 256, 256] as const;

const layer = (from: number, units: number, relu: boolean): DenseLayer => ({
  ...{ kind: "dense", from, units, relu, bias: true, plus: null, scale: 2 },
});
/** Lookback 48, two layers of 256, horizon 18. */
const PERCEPTRON: DenseGraph = {
  inputs: LOOKBACK,
  nodes: [layer(0, WIDTH, true), layer(1, WIDTH, true), layer(2, HORIZON, false)],
};
/** The product's network as it meets daily data: two weeks ahead, and what its 28 days and the calendar tell. */
const DEFAULT = { family: "mlp", inputs: 180, horizon: 14, width: 128, blocks: 2 } as const;

/** A training step, in each of its ways. `hand_…`: derivatives written out; `fused_…`: an unchanged model with our Adam. */
export type StepTimes = Record<string, number>;

/** Milliseconds a step of an MLP 2×256 at batch 256 on the absolute error, a plain loop, no `fit`. */
export function measurePerceptron(sampling: Sampling): StepTimes {
  const network = buildNetwork(PERCEPTRON, 1);
  const { model, variables } = network;
  const batch = randomBatch({ rows: ROWS, inputs: LOOKBACK, steps: HORIZON });
  const tensors = () =>
    [tf.tensor2d(batch.x, [ROWS, LOOKBACK]), tf.tensor2d(batch.y, [ROWS, HORIZON])] as const;
  const optimizer = tf.train.adam(RATE);
  const unchanged = () =>
    tf.tidy(() => {
      const [x, y] = tensors();
      const cost = () => tf.losses.absoluteDifference(y, model.apply(x, { training: true }) as tf.Tensor);
      return (optimizer.minimize(() => cost() as tf.Scalar, true) as tf.Scalar).dataSync();
    });
  const works: Record<string, Work> = { stock: { prepare: use("stock"), run: unchanged } };
  const ends: (() => void)[] = [() => optimizer.dispose()];
  for (const variant of ["plain_simd", "relaxed_simd"] as const) {
    use(variant)();
    const adam = createAdam(variables);
    const hand = handTrainer(network, { rows: ROWS, levels: [0.5] });
    ends.push(adam.dispose, hand.dispose);
    works[variant] = { prepare: use(variant), run: unchanged };
    works[`fused_${variant}`] = {
      prepare: use(variant),
      run: () =>
        tf.tidy(() => {
          const [x, y] = tensors();
          const cost = () => tf.losses.absoluteDifference(y, model.apply(x, { training: true }) as tf.Tensor);
          const { value, grads } = tf.variableGrads(() => cost() as tf.Scalar, [...variables]);
          adam.apply(
            variables.map(({ name }) => grads[name] as tf.Tensor),
            RATE,
          );
          return value.dataSync();
        }),
    };
    works[`hand_${variant}`] = { prepare: use(variant), run: () => hand.step(batch, RATE) };
  }
  const times = medianMs(works, sampling);
  for (const end of ends) end();
  model.dispose();
  return times;
}

/** Milliseconds a step of the product's default network at batch 128, through the tape and by hand. */
export function measureDefault(sampling: Sampling): StepTimes {
  const network = buildNetwork(describeNetwork(DEFAULT), 1);
  const batch = randomBatch({ rows: 128, inputs: DEFAULT.inputs, steps: DEFAULT.horizon });
  const works: Record<string, Work> = {};
  const ends: (() => void)[] = [];
  const add = (name: string, variant: KernelVariant, trainer: Pick<Trainer, "step" | "dispose">) => {
    works[name] = { prepare: use(variant), run: () => trainer.step(batch, RATE) };
    ends.push(trainer.dispose);
  };
  for (const variant of ["stock", "explicit_transpose", "plain_simd", "relaxed_simd"] as const) {
    use(variant)();
    add(variant, variant, openTapeTrainer({ network, levels: Float32Array.from(HEAD_LEVELS) }));
    if (!installedKernels()) continue;
    add(`hand_${variant}`, variant, handTrainer(network, { rows: 128, levels: HEAD_LEVELS }));
  }
  const times = medianMs(works, sampling);
  for (const end of ends) end();
  network.model.dispose();
  return times;
}

export const use = (variant: KernelVariant) => () => {
  if (installFastMatMul({ variant }) !== variant) throw new Error(`${variant} does not run here.`);
};

export function handTrainer(network: DenseNetwork, options: { rows: number; levels: readonly number[] }) {
  const kernels = installedKernels();
  if (!kernels) throw new Error("Our kernels do not run here.");
  const { graph } = network;
  const levels = Float32Array.from(options.levels);
  return openDenseTrainer({ kernels, graph, rows: options.rows, levels, weights: readWeights(network) });
}

export function randomBatch(options: { rows: number; inputs: number; steps: number }): Batch {
  const { rows, inputs, steps } = options;
  const rng = createRng(1);
  const draw = (size: number) => Float32Array.from({ length: size }, () => normalFrom(rng));
  const w = new Float32Array(rows * steps).fill(1 / (rows * steps));
  return { rows, x: draw(rows * inputs), y: draw(rows * steps), w };
}
