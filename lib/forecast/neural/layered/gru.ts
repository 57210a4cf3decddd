import * as tf from "@tensorflow/tfjs";
import { decode } from "./decoder.ts";
import type { FamilyBuilder } from "./family.ts";
import type { Node } from "./kit.ts";

/**
 * A gated recurrent unit (Cho et al. 2014, equations 5 to 8) reads the lookback step by step: with r and z = σ(W·x + U·h + b),
 * h′ = z∘h + (1−z)∘tanh(W·x + U·(r∘h) + b). Its last state is decoded as MQ-RNN does (`decoder.ts`).
 */
export const buildGru: FamilyBuilder = ({ plan, kit, inputs, width }) => {
  const layer = tf.layers.gru({
    ...{ units: width, recurrentActivation: "sigmoid", activation: "tanh" },
    // tfjs's own choice would be orthogonal, by a decomposition that is slow in it.
    ...{ kernelInitializer: kit.initializer(1), recurrentInitializer: kit.initializer(1) },
  });
  const state = layer.apply(kit.turn(inputs.past())) as Node;
  return decode({ plan, kit, inputs, state, width });
};
