import { HEADS } from "../heads.ts";
import type { FamilyBuilder } from "./family.ts";
import type { Kit, Node } from "./kit.ts";

/**
 * TSMixer with covariates (Chen, Li, Yoder, Arık & Pfister 2023, section 4.2 and appendix: TSMixer-Ext).
 * - Align: a linear map over time brings the past [lookback][channel] to [horizon][channel]; feature mixing brings it, and what is known
 *   of each step ahead, to `width` features a step.
 * - Mix: each block mixes over time, x + relu(W·xᵀ)ᵀ, and then over features, x + W₂·relu(W₁·[x, s]); s, the series' constants, is the
 *   same at every step.
 * - A linear map of a step's features gives its quantiles.
 * Its normalisation is left out, since windows come scaled; a linear path from the values to all steps stands beside it, as in the
 * perceptron here.
 */
export const buildTsmixer: FamilyBuilder = ({ plan, kit, inputs, width, blocks }) => {
  const { horizon } = plan;
  const constants = inputs.constants();
  const ahead = inputs.ahead();
  const projected = kit.turn(kit.dense(inputs.past(), { units: horizon, scale: 1 }));
  const aligned = [mixFeatures(kit, projected, { constants, width })];
  if (ahead) aligned.push(mixFeatures(kit, ahead, { constants, width }));
  let x = kit.join(aligned);
  for (let block = 0; block < blocks; block += 1) {
    const turned = kit.turn(x);
    const mixed = kit.turn(kit.dense(turned, { units: horizon, relu: true, scale: 0.5 }));
    x = mixFeatures(kit, kit.add(x, mixed), { constants, width });
  }
  const heads = kit.dense(x, { units: HEADS, scale: 0.2 });
  const straight = kit.dense(inputs.values, { units: horizon, bias: false, scale: 0 });
  return kit.reshape([horizon * HEADS], kit.add(heads, kit.reshape([horizon, 1], straight)));
};

/** x + W₂·relu(W₁·[x, s]) at each step; where the number of features changes, x goes through a linear map. */
function mixFeatures(kit: Kit, x: Node, options: { constants: Node; width: number }): Node {
  const { constants, width } = options;
  const own = kit.dense(x, { units: width, scale: 1 });
  const common = kit.dense(constants, { units: width, bias: false, scale: 1 });
  const inner = kit.relu(kit.add(own, kit.reshape([1, width], common)));
  const out = kit.dense(inner, { units: width, scale: 0.2 });
  const same = x.shape.at(-1) === width ? x : kit.dense(x, { units: width, bias: false, scale: 1 });
  return kit.add(same, out);
}
