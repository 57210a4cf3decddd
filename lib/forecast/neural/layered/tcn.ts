import { decode } from "./decoder.ts";
import type { FamilyBuilder } from "./family.ts";
import type { Kit, Node } from "./kit.ts";

/**
 * A temporal convolutional network (Bai, Kolter & Koltun 2018, section 3): residual blocks of two causal convolutions with kernel 2
 * and relu, relu(x + F(x)), whose dilation is 1, 2, 4, … until the last step sees the whole lookback. Weight normalisation and
 * dropout are left out. Before the lookback stand zeros. The last step's features are decoded as MQ-RNN does
 * (`decoder.ts`).
 *
 * Only what the last step depends on is computed. With dilation d = 2^i that is every d-th position, so a convolution becomes a matrix
 * product over neighbours, and each block halves the positions: 2^(n+1)−1 of them before the first of n blocks, one after the last.
 */
export const buildTcn: FamilyBuilder = ({ plan, kit, inputs, width }) => {
  const state = convolve(kit, kit.turn(inputs.past()), width);
  return decode({ plan, kit, inputs, state, width });
};

/** [step][channel] to the last step's [width]. */
export function convolve(kit: Kit, past: Node, width: number): Node {
  const steps = past.shape[1] as number;
  let count = 3;
  while (count < steps) count = 2 * count + 1;
  let x = kit.padBefore(past, count - steps);
  for (; count > 1; count = (count - 1) / 2) x = block(kit, x, { count, width });
  return kit.reshape([width], x);
}

/** [count][channels] to [(count−1)/2][width]. */
function block(kit: Kit, x: Node, { count, width }: { count: number; width: number }): Node {
  const channels = x.shape.at(-1) as number;
  const half = (count - 1) / 2;
  const later = kit.rows(x, 1, count);
  const pairs = kit.join([kit.rows(x, 0, count - 1), later]);
  const first = kit.dense(pairs, { units: width, relu: true, scale: 2 });
  const second = kit.dense(kit.reshape([half, 2 * width], first), { units: width, relu: true, scale: 0.5 });
  const own = kit.last(kit.reshape([half, 2, channels], later));
  const same = channels === width ? own : kit.dense(own, { units: width, scale: 1 });
  return kit.relu(kit.add(same, second));
}
