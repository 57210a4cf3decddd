import * as tf from "@tensorflow/tfjs";
import { NORMAL_QUANTILES } from "../quantiles.ts";
import { QUANTILE_LEVELS } from "../types.ts";

/** The levels that have an output of their own; the others are read between them, linearly in normal scores. */
const HEAD_LEVEL_INDEXES = [0, 1, 2, 4, 7, 10, 13, 16, 18, 19, 20] as const;
export const HEADS = HEAD_LEVEL_INDEXES.length;
export const HEAD_LEVELS = HEAD_LEVEL_INDEXES.map((i) => QUANTILE_LEVELS[i] as number);

/** For each level: the two heads around it and the upper one's weight. */
export const LEVEL_FROM_HEADS = QUANTILE_LEVELS.map((_, level) => {
  const above = HEAD_LEVEL_INDEXES.findIndex((index) => index >= level);
  const high = HEAD_LEVEL_INDEXES[above] as number;
  if (high === level) return { low: above, high: above, weight: 0 };
  const low = HEAD_LEVEL_INDEXES[above - 1] as number;
  const z = (index: number) => NORMAL_QUANTILES[index] as number;
  return { low: above - 1, high: above, weight: (z(level) - z(low)) / (z(high) - z(low)) };
});

/**
 * A residual multilayer perceptron with a linear path beside it: the blocks of N-BEATS (Oreshkin et al. 2020) without the
 * backcast, and the direct linear map that makes NLinear strong (Zeng et al. 2023). Standard TensorFlow.js layers only,
 * so that `tf.loadLayersModel` opens what is saved. Output [batch, horizon · HEADS], step-major.
 */
export function buildNetwork(options: {
  inputs: number;
  horizon: number;
  width: number;
  seed: number;
}): tf.LayersModel {
  const { inputs, horizon, width, seed } = options;
  let draws = 0;
  const init = (scale: number) => {
    draws += 1;
    return tf.initializers.varianceScaling({
      scale,
      mode: "fanIn",
      distribution: "normal",
      seed: (Math.imul(seed, 31) + draws * 7919) & 0x3fffffff,
    });
  };
  const dense = (units: number, scale: number, activation?: "relu") =>
    tf.layers.dense({ units, kernelInitializer: init(scale), ...(activation ? { activation } : {}) });

  const input = tf.input({ shape: [inputs] });
  let hidden = dense(width, 2, "relu").apply(input) as tf.SymbolicTensor;
  for (let block = 0; block < 2; block += 1) {
    const inner = dense(width, 2, "relu").apply(hidden) as tf.SymbolicTensor;
    const out = dense(width, 0.2).apply(inner) as tf.SymbolicTensor;
    hidden = tf.layers.add().apply([hidden, out]) as tf.SymbolicTensor;
  }
  const heads = dense(horizon * HEADS, 0.2).apply(hidden) as tf.SymbolicTensor;
  const straight = tf.layers
    .dense({ units: horizon, useBias: false, kernelInitializer: "zeros" })
    .apply(input);
  const spread = tf.layers
    .add()
    .apply([
      tf.layers.reshape({ targetShape: [horizon, HEADS] }).apply(heads) as tf.SymbolicTensor,
      tf.layers.reshape({ targetShape: [horizon, 1] }).apply(straight) as tf.SymbolicTensor,
    ]) as tf.SymbolicTensor;
  const output = tf.layers.reshape({ targetShape: [horizon * HEADS] }).apply(spread) as tf.SymbolicTensor;
  return tf.model({ inputs: input, outputs: output });
}
