import * as tf from "@tensorflow/tfjs";
import { type DenseGraph, type DenseLayer, layOut, type Spread } from "./dense-graph.ts";
import { HEADS } from "./heads.ts";

interface NetworkShape {
  family: "mlp" | "nbeats";
  inputs: number;
  horizon: number;
  width: number;
  blocks: number;
}

/** Output [batch, horizon · HEADS], step-major. */
export function describeNetwork(shape: NetworkShape): DenseGraph {
  return shape.family === "nbeats" ? describeBlocks(shape) : describePerceptron(shape);
}

function dense(layer: Partial<DenseLayer> & Pick<DenseLayer, "from" | "units" | "scale">): DenseLayer {
  return { ...{ kind: "dense", relu: false, bias: true, plus: null }, ...layer };
}

/**
 * A residual multilayer perceptron with a linear path beside it: the direct linear map makes NLinear strong (Zeng et al.
 * 2023).
 */
function describePerceptron({ inputs, horizon, width, blocks }: NetworkShape): DenseGraph {
  const nodes: (DenseLayer | Spread)[] = [];
  const add = (node: DenseLayer | Spread) => nodes.push(node);
  let hidden = add(dense({ from: 0, units: width, relu: true, scale: 2 }));
  for (let block = 0; block < blocks; block += 1) {
    const inner = add(dense({ from: hidden, units: width, relu: true, scale: 2 }));
    hidden = add(dense({ from: inner, units: width, plus: hidden, scale: 0.2 }));
  }
  const heads = add(dense({ from: hidden, units: horizon * HEADS, scale: 0.2 }));
  const straight = add(dense({ from: 0, units: horizon, bias: false, scale: 0 }));
  add({ kind: "spread", of: heads, by: straight, times: HEADS });
  return { inputs, nodes };
}

/**
 * Generic N-BEATS (Oreshkin, Carpov, Chapados & Bengio 2020, section 3): each block of two layers hands on what it did not
 * explain of its input, and all blocks' forecasts add up. The spread of the quantiles around that sum comes from the first
 * block, which alone sees the whole input. A linear path stands beside the blocks: by it a covariate that is known ahead reaches its own
 * step, which blocks that see all inputs at once learn slowly.
 */
function describeBlocks({ inputs, horizon, width, blocks }: NetworkShape): DenseGraph {
  const nodes: (DenseLayer | Spread)[] = [];
  const add = (node: DenseLayer | Spread) => nodes.push(node);
  let rest = 0;
  let sum: number | null = null;
  let seeing = 0;
  for (let block = 0; block < blocks; block += 1) {
    const first = add(dense({ from: rest, units: width, relu: true, scale: 2 }));
    const hidden = add(dense({ from: first, units: width, relu: true, scale: 2 }));
    if (block === 0) seeing = hidden;
    sum = add(dense({ from: hidden, units: horizon, plus: sum, scale: 0.2 }));
    if (block < blocks - 1) rest = add(dense({ from: hidden, units: inputs, plus: rest, scale: 0.2 }));
  }
  sum = add(dense({ from: 0, units: horizon, plus: sum, scale: 0 }));
  const heads = add(dense({ from: seeing, units: horizon * HEADS, scale: 0.2 }));
  add({ kind: "spread", of: heads, by: sum, times: HEADS });
  return { inputs, nodes };
}

export interface Network {
  /** Null where the layers are no plain stack of dense ones. */
  graph: DenseGraph | null;
  model: tf.LayersModel;
  /** What is trained. */
  variables: readonly tf.Variable[];
}

/** Its variables are kernel and bias of each dense node, in the order of `layOut`. */
export interface DenseNetwork extends Network {
  graph: DenseGraph;
}

/** TensorFlow.js layers of a graph, standard ones only, so that `tf.loadLayersModel` opens what is saved. */
export function buildNetwork(graph: DenseGraph, seed: number): DenseNetwork {
  let draws = 0;
  const init = (scale: number) => {
    if (scale === 0) return tf.initializers.zeros();
    draws += 1;
    return tf.initializers.varianceScaling({
      scale,
      mode: "fanIn",
      distribution: "normal",
      seed: (Math.imul(seed, 31) + draws * 7919) & 0x3fffffff,
    });
  };
  const reshape = (to: number[], x: tf.SymbolicTensor) =>
    tf.layers.reshape({ targetShape: to }).apply(x) as tf.SymbolicTensor;
  const sum = (x: tf.SymbolicTensor[]) => tf.layers.add().apply(x) as tf.SymbolicTensor;

  const layers: tf.layers.Layer[] = [];
  const outputs = [tf.input({ shape: [graph.inputs] })];
  const output = (node: number) => outputs[node] as tf.SymbolicTensor;
  for (const node of graph.nodes) {
    if (node.kind === "spread") {
      const { of, by, times } = node;
      const steps = output(by).shape[1] as number;
      const spread = sum([reshape([steps, times], output(of)), reshape([steps, 1], output(by))]);
      outputs.push(reshape([steps * times], spread));
      continue;
    }
    const { from, units, relu, bias, plus, scale } = node;
    const layer = tf.layers.dense({
      ...{ units, useBias: bias, kernelInitializer: init(scale) },
      ...(relu && plus === null ? { activation: "relu" } : {}),
    });
    layers.push(layer);
    const straight = layer.apply(output(from)) as tf.SymbolicTensor;
    const whole = plus === null ? straight : sum([output(plus), straight]);
    outputs.push(relu && plus !== null ? (tf.layers.reLU().apply(whole) as tf.SymbolicTensor) : whole);
  }
  const model = tf.model({ inputs: output(0), outputs: output(graph.nodes.length) });
  const variables = layers.flatMap((layer) =>
    layer.trainableWeights.map((weight) => weight.read() as tf.Variable),
  );
  return { graph, model, variables };
}

/** All weights as one array, in the order of `layOut`. */
export function readWeights({ graph, variables }: DenseNetwork): Float32Array {
  const weights = new Float32Array(layOut(graph).total);
  let at = 0;
  for (const variable of variables) {
    weights.set(variable.dataSync(), at);
    at += variable.size;
  }
  return weights;
}

export function writeWeights({ variables }: DenseNetwork, weights: Float32Array): void {
  let at = 0;
  for (const variable of variables) {
    const next = tf.tensor(weights.slice(at, at + variable.size), variable.shape);
    variable.assign(next);
    next.dispose();
    at += variable.size;
  }
}
