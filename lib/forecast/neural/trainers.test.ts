import * as tf from "@tensorflow/tfjs";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { createRng, normalFrom } from "../rng.ts";
import { startTensorflow } from "../testing/tensorflow.ts";
import { type DenseGraph, type DenseLayer, layOut } from "./dense-graph.ts";
import { type DenseTrainer, openDenseTrainer } from "./dense-trainer.ts";
import { HEAD_LEVELS } from "./heads.ts";
import { installedKernels, installFastMatMul } from "./kernels.ts";
import { buildNetwork, type DenseNetwork, describeNetwork, readWeights, writeWeights } from "./network.ts";
import { openTapeTrainer } from "./tape-trainer.ts";
import type { Batch } from "./trainer.ts";

beforeAll(async () => {
  await startTensorflow();
});
afterEach(() => {
  installFastMatMul();
});

const LEVELS = Float32Array.from(HEAD_LEVELS);
const layer = (from: number, units: number, more: Partial<DenseLayer> = {}): DenseLayer => ({
  ...{ kind: "dense", from, units, relu: false, bias: true, plus: null, scale: 2 },
  ...more,
});

const OUTPUTS = 3 * LEVELS.length;
/** The default network, and graphs that meet every way a derivative can take. */
const GRAPHS: Record<string, DenseGraph> = {
  "the default network": describeNetwork({ family: "mlp", inputs: 23, horizon: 5, width: 17, blocks: 2 }),
  "blocks of N-BEATS": describeNetwork({ family: "nbeats", inputs: 21, horizon: 5, width: 13, blocks: 3 }),
  "a plain perceptron": {
    inputs: 6,
    nodes: [layer(0, 13, { relu: true }), layer(1, 8, { relu: true }), layer(2, OUTPUTS)],
  },
  "a doubly residual stack": {
    // Backcasts taken off the input, forecasts added up, as N-BEATS has it.
    inputs: 10,
    nodes: [
      layer(0, 12, { relu: true }),
      layer(1, OUTPUTS),
      layer(1, 10, { plus: 0 }),
      layer(3, 12, { relu: true }),
      layer(4, OUTPUTS, { plus: 2 }),
      layer(4, 10, { plus: 3 }),
      layer(6, 12, { relu: true, bias: false }),
      layer(7, OUTPUTS, { plus: 5 }),
    ],
  },
  "relu after a sum, one node read three times": {
    inputs: 4,
    nodes: [
      layer(0, 9, { relu: true }),
      layer(1, 9, { relu: true, plus: 1 }),
      layer(2, 9, { plus: 1 }),
      layer(1, 9, { plus: 3, relu: true }),
      layer(4, OUTPUTS),
    ],
  },
};

function batchOf(graph: DenseGraph, outputs: number, rows = 19): Batch {
  const rng = createRng(7);
  const steps = outputs / LEVELS.length;
  const draw = (size: number) => Float32Array.from({ length: size }, () => normalFrom(rng));
  const w = Float32Array.from({ length: rows * steps }, (_, i) => (i % 5 === 0 ? 0 : 0.02 * (1 + (i % 3))));
  return { rows, x: draw(rows * graph.inputs), y: draw(rows * steps), w };
}

/** No weight stays at zero, or its derivatives would say little. */
function liven(network: DenseNetwork): void {
  const rng = createRng(3);
  writeWeights(
    network,
    readWeights(network).map((value) => value + 0.1 * normalFrom(rng)),
  );
}

const open = (network: DenseNetwork, rows: number): DenseTrainer => {
  const kernels = installedKernels();
  if (!kernels) throw new Error("The kernels are not installed.");
  const { graph } = network;
  return openDenseTrainer({ kernels, graph, rows, levels: LEVELS, weights: readWeights(network) });
};

describe.each(Object.entries(GRAPHS))("%s", (_, graph) => {
  const outputs = graph.nodes.at(-1)?.kind === "spread" ? 5 * LEVELS.length : OUTPUTS;

  it.each(["plain_simd", "relaxed_simd"] as const)(
    "has the loss and the gradients that tfjs finds, within 1e-5 of the largest of each weight's (%s)",
    (variant) => {
      installFastMatMul({ variant });
      const network = buildNetwork(graph, 5);
      liven(network);
      const batch = batchOf(graph, outputs);
      const byHand = open(network, 32);
      const loss = byHand.step(batch, 0);
      const gradients = byHand.gradients();

      const before = tf.memory().numTensors;
      const tape = gradientsByTape(network, batch);
      expect(tf.memory().numTensors).toBe(before);
      expect(Math.abs(loss / tape.loss - 1)).toBeLessThan(1e-5);
      let at = 0;
      for (const wanted of tape.gradients) {
        const largest = wanted.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
        expect(largest).toBeGreaterThan(0);
        wanted.forEach((value, i) => {
          expect(Math.abs((gradients[at + i] ?? Number.NaN) - value)).toBeLessThanOrEqual(1e-5 * largest);
        });
        at += wanted.length;
      }
      expect(at).toBe(layOut(graph).total);
      byHand.dispose();
      network.model.dispose();
    },
  );

  it("learns as the tape does: 60 steps end within 1 % of its loss", () => {
    const losses = [true, false].map((byHand) => {
      const network = buildNetwork(graph, 5);
      const batch = batchOf(graph, outputs);
      const trainer = byHand ? open(network, 32) : openTapeTrainer({ network, levels: LEVELS });
      const first = trainer.loss(batch);
      for (let step = 0; step < 60; step += 1) trainer.step(batch, 0.01);
      const last = trainer.loss(batch);
      expect(last).toBeLessThan(0.7 * first);
      trainer.dispose();
      network.model.dispose();
      return last;
    });
    expect(Math.abs((losses[0] ?? 0) / (losses[1] ?? 1) - 1)).toBeLessThan(0.01);
  });
});

function gradientsByTape(network: DenseNetwork, batch: Batch): { loss: number; gradients: Float32Array[] } {
  const trainer = openTapeTrainer({ network, levels: LEVELS });
  const loss = trainer.loss(batch);
  trainer.dispose();
  const { rows, x, y, w } = batch;
  const steps = y.length / rows;
  // Written anew, in tfjs's own ops, without the gradient that the trainer brings.
  const gradients = tf.tidy(() => {
    const { grads } = tf.variableGrads(() => {
      const out = network.model.apply(tf.tensor2d(x, [rows, x.length / rows])) as tf.Tensor;
      const error = tf.sub(tf.tensor3d(y, [rows, steps, 1]), tf.reshape(out, [rows, steps, LEVELS.length]));
      const levels = tf.tensor1d(LEVELS);
      const cost = tf.maximum(tf.mul(levels, error), tf.mul(tf.sub(levels, 1), error));
      return tf.sum(tf.mul(cost, tf.tensor3d(w, [rows, steps, 1])));
    }, [...network.variables]);
    return network.variables.map(({ name }) => new Float32Array((grads[name] as tf.Tensor).dataSync()));
  });
  return { loss, gradients };
}

it("trains on batches of different sizes, gives every byte back, and puts its weights into the layers", () => {
  const kernels = installedKernels();
  if (!kernels) throw new Error("The kernels are not installed.");
  const held = new Set<number>();
  const counted = {
    ...kernels,
    heap: {
      ...kernels.heap,
      free: (at: number) => {
        held.delete(at);
        kernels.heap.free(at);
      },
    },
    allocate: (size: number) => {
      const at = kernels.allocate(size);
      held.add(at);
      return at;
    },
  };
  const graph = GRAPHS["the default network"] as DenseGraph;
  const network = buildNetwork(graph, 1);
  const weights = readWeights(network);
  const trainer = openDenseTrainer({ kernels: counted, graph, rows: 40, levels: LEVELS, weights });
  expect(held.size).toBe(1);
  for (const rows of [40, 3, 17]) trainer.step(batchOf(graph, 5 * LEVELS.length, rows), 0.01);
  const learnt = trainer.weights();
  expect(learnt).not.toEqual(weights);
  trainer.dispose();
  expect(held.size).toBe(0);
  writeWeights(network, learnt);
  expect(readWeights(network)).toEqual(learnt);
  network.model.dispose();
});

it("gives the same bits again on plain SIMD", () => {
  const graph = GRAPHS["the default network"] as DenseGraph;
  const run = () => {
    const network = buildNetwork(graph, 1);
    const trainer = open(network, 19);
    for (let step = 0; step < 5; step += 1) trainer.step(batchOf(graph, 5 * LEVELS.length), 0.01);
    const learnt = trainer.weights();
    trainer.dispose();
    network.model.dispose();
    return learnt;
  };
  expect(run()).toEqual(run());
});
