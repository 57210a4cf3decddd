import { HEADS } from "../heads.ts";
import type { NetworkPlan } from "../plan.ts";
import type { Inputs } from "./inputs.ts";
import type { Kit, Node } from "./kit.ts";

/** Numbers that each step's context has. */
const CONTEXT = 16;

/**
 * From what an encoder remembers to all quantiles of all steps at once, after MQ-RNN (Wen et al. 2017, section 3): a global
 * perceptron gives each step its context, a local one, the same for all steps, joins it with what is known of the step. A linear path
 * from the values stands beside it, as in the perceptron here.
 */
export function decode(options: {
  plan: NetworkPlan;
  kit: Kit;
  inputs: Inputs;
  state: Node;
  width: number;
}): Node {
  const { plan, kit, inputs, state, width } = options;
  const { horizon } = plan;
  const all = kit.join([state, inputs.constants()]);
  const hidden = kit.dense(all, { units: width, relu: true, scale: 2 });
  const contexts = kit.reshape([horizon, CONTEXT], kit.dense(hidden, { units: horizon * CONTEXT, scale: 1 }));
  const own = kit.dense(contexts, { units: width, scale: 1 });
  const ahead = inputs.ahead();
  const sum = ahead ? kit.add(own, kit.dense(ahead, { units: width, bias: false, scale: 1 })) : own;
  const local = kit.add(
    sum,
    kit.reshape([1, width], kit.dense(hidden, { units: width, bias: false, scale: 1 })),
  );
  const heads = kit.dense(kit.relu(local), { units: HEADS, scale: 0.2 });
  const straight = kit.dense(inputs.values, { units: horizon, bias: false, scale: 0 });
  return kit.reshape([horizon * HEADS], kit.add(heads, kit.reshape([horizon, 1], straight)));
}
