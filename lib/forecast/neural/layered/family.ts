import type { NetworkPlan } from "../plan.ts";
import type { Inputs } from "./inputs.ts";
import type { Kit, Node } from "./kit.ts";

/** Makes a family's layers; the answer is [horizon · HEADS], step-major. */
export type FamilyBuilder = (options: {
  plan: NetworkPlan;
  kit: Kit;
  inputs: Inputs;
  width: number;
  blocks: number;
}) => Node;
