import { HEADS } from "../heads.ts";
import type { FamilyBuilder } from "./family.ts";
import type { Node } from "./kit.ts";

/**
 * N-HiTS (Challu et al. 2023, section 3), a doubly residual stack as N-BEATS with
 * - multi-rate sampling: stack l sees its input through a maximum over k_l steps (equation 1), k = …, 4, 2, 1;
 * - hierarchical interpolation: it answers ⌈r_l·H⌉ knots ahead and ⌈r_l·L⌉ back, linearly interpolated to all steps
 *   (equations 3 and 4), with r_l from H^(−(B−1)/B) to 1 in equal ratios.
 * A knot ahead has every quantile. What a window has besides its values enters each stack's perceptron, as exogenous variables
 * do in the paper. A linear path stands beside the stacks, as in the perceptron here: a covariate that is known ahead reaches its own step
 * by it.
 */
export const buildNhits: FamilyBuilder = ({ plan, kit, inputs, width, blocks }) => {
  const { lookback, horizon } = plan;
  let rest = inputs.values;
  const forecasts: Node[] = [];
  for (let stack = 0; stack < blocks; stack += 1) {
    const level = blocks - 1 - stack;
    const pool = Math.min(2 ** level, lookback);
    const ratio = horizon ** (-level / blocks);
    const seen = pool === 1 ? rest : pooled(rest, pool);
    const first = kit.dense(kit.join([seen, inputs.rest]), { units: width, relu: true, scale: 2 });
    const hidden = kit.dense(first, { units: width, relu: true, scale: 2 });
    const knots = Math.ceil(ratio * horizon - 1e-9);
    const ahead = kit.dense(hidden, { units: knots * HEADS, scale: 0.2 });
    forecasts.push(kit.fixed(kit.reshape([HEADS, knots], ahead), horizon, between(knots, horizon)));
    if (stack === blocks - 1) continue;
    const knotsBack = Math.ceil(ratio * lookback - 1e-9);
    const back = kit.dense(hidden, { units: knotsBack, scale: 0.2 });
    rest = kit.add(rest, kit.fixed(back, lookback, between(knotsBack, lookback)));
  }
  const straight = kit.dense(inputs.flat, { units: horizon, bias: false, scale: 0 });
  const whole = kit.add(...forecasts, kit.reshape([1, horizon], straight));
  return kit.reshape([horizon * HEADS], kit.turn(whole));

  /** Windows of `pool` steps, the last one ending at the last step; the first may be shorter. */
  function pooled(x: Node, pool: number): Node {
    const count = Math.ceil(lookback / pool);
    const stepOf = (place: number, window: number) =>
      Math.max(0, lookback - 1 - (count - 1 - window) * pool - (pool - 1 - place));
    // tfjs 4.22's own pooling has no gradient on wasm where the largest is below zero.
    const sorted = kit.fixed(x, pool * count, (step, unit) =>
      Number(step === stepOf(Math.floor(unit / count), unit % count)),
    );
    return kit.most(
      Array.from({ length: pool }, (_, place) => kit.columns(sorted, place * count, (place + 1) * count)),
    );
  }
};

/** The weight that a knot has at a step: knots stand evenly from the first step to the last. */
export function between(knots: number, steps: number): (knot: number, step: number) => number {
  return (knot, step) => {
    const at = steps === 1 || knots === 1 ? 0 : (step * (knots - 1)) / (steps - 1);
    return Math.max(0, 1 - Math.abs(at - knot));
  };
}
