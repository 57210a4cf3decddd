/**
 * A network made of dense layers, described once: `network.ts` makes TensorFlow.js layers of it, `dense-trainer.ts` trains it
 * by gradients derived by hand. Multilayer perceptrons, residual ones and the doubly residual stacks of N-BEATS are all of
 * this kind.
 */
export interface DenseGraph {
  /** Numbers that one window gives. */
  inputs: number;
  /** Node 0 is the input, node i stands at `nodes[i − 1]` and reads earlier ones only. The last one is the output. */
  nodes: readonly DenseNode[];
}

export type DenseNode = DenseLayer | Spread;

/** act(from · kernel + bias + plus) */
export interface DenseLayer {
  kind: "dense";
  from: number;
  units: number;
  relu: boolean;
  bias: boolean;
  /** A node as wide as this one, or null. Asks for a bias. */
  plus: number | null;
  /** Variance of the initial kernel times its inputs (He et al. 2015 have 2 before relu); 0 starts at zero. */
  scale: number;
}

/** of[row][i · times + j] + by[row][i]: one number for each step, added to all quantiles of the step. */
export interface Spread {
  kind: "spread";
  /** Both are read by nothing else, and have no relu. */
  of: number;
  by: number;
  times: number;
}

/** Columns of every node, the input first. */
export function widthsOf(graph: DenseGraph): number[] {
  const widths = [graph.inputs];
  for (const node of graph.nodes) {
    widths.push(node.kind === "dense" ? node.units : (widths[node.of] as number));
  }
  return widths;
}

export interface Place {
  /** Places in one array of all weights, in numbers: of a kernel [from's width][units] and of a bias, −1 for none. */
  kernel: number;
  bias: number;
}

/** Where each node's weights stand in one array of `total`: kernel, then bias, node after node. */
export function layOut(graph: DenseGraph): { total: number; places: readonly (Place | null)[] } {
  const widths = widthsOf(graph);
  let total = 0;
  const places = graph.nodes.map((node) => {
    if (node.kind !== "dense") return null;
    const kernel = total;
    total += (widths[node.from] as number) * node.units;
    const bias = node.bias ? total : -1;
    if (node.bias) total += node.units;
    return { kernel, bias };
  });
  return { total, places };
}
