import * as tf from "@tensorflow/tfjs";
import type { NetworkFamily } from "../families.ts";
import type { Network } from "../network.ts";
import type { NetworkPlan } from "../plan.ts";
import type { FamilyBuilder } from "./family.ts";
import { buildGru } from "./gru.ts";
import { openInputs } from "./inputs.ts";
import { openKit } from "./kit.ts";
import { buildDlinear, buildNlinear } from "./linear.ts";
import { buildNhits } from "./nhits.ts";
import { buildTcn } from "./tcn.ts";
import { buildTsmixer } from "./tsmixer.ts";

/** Families that are no plain stack of dense layers: they are made of standard layers and trained through TensorFlow.js's tape. */
export const LAYERED: Readonly<Record<Exclude<NetworkFamily, "mlp" | "nbeats">, FamilyBuilder>> = {
  nlinear: buildNlinear,
  dlinear: buildDlinear,
  nhits: buildNhits,
  tsmixer: buildTsmixer,
  gru: buildGru,
  tcn: buildTcn,
};

export function buildLayered(options: {
  build: FamilyBuilder;
  plan: NetworkPlan;
  width: number;
  blocks: number;
  seed: number;
}): Network {
  const { build, plan, width, blocks, seed } = options;
  const kit = openKit(seed);
  const inputs = openInputs(plan, kit);
  const model = tf.model({ inputs: inputs.flat, outputs: build({ plan, kit, inputs, width, blocks }) });
  kit.settle();
  const variables = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
  return { graph: null, model, variables };
}
