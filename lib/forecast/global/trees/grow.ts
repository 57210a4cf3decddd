/** Rows as bins, column after column. */
export interface BinnedRows {
  rows: number;
  columns: number;
  bins: Uint8Array;
}

/** Node i goes left where the bin of `column[i]` is at most `bin[i]`; a negative child −k−1 is leaf k. */
export interface Tree {
  column: Int16Array;
  bin: Uint8Array;
  left: Int16Array;
  right: Int16Array;
  leaves: number;
}

const BINS = 64;

export interface GrowOptions {
  data: BinnedRows;
  /** Rows that the tree learns from; put in order of leaves. */
  rows: Int32Array;
  /** By row of `data`: what the tree is to follow. */
  gradient: Float32Array;
  columns: readonly number[];
  mostLeaves: number;
  fewestRows: number;
  /** Added to the number of rows in a gain's denominator. */
  shrinkage: number;
}

interface Leaf {
  from: number;
  to: number;
  sum: number;
  histogram: { sums: Float64Array; counts: Int32Array };
  best: { gain: number; column: number; bin: number } | null;
  /** Where the tree's arrays point to it: node·2 for a left child, node·2 + 1 for a right one, −1 for the root. */
  parent: number;
}

/**
 * Grows a regression tree best leaf first (Friedman 2001, Greedy function approximation; histograms of 64 bins, of which a child has its parent's less its
 * sibling's: Ke et al. 2017, LightGBM): the split that lessens the squared error of the gradient most comes next. Answers
 * where each leaf's rows stand in `rows`.
 */
export function growTree(options: GrowOptions): {
  tree: Tree;
  spans: readonly { from: number; to: number }[];
} {
  const { data, rows, gradient, columns, mostLeaves, fewestRows, shrinkage } = options;
  const nodes = { column: [] as number[], bin: [] as number[], left: [] as number[], right: [] as number[] };

  const measure = (leaf: Leaf) => {
    const { sums, counts } = leaf.histogram;
    columns.forEach((column, c) => {
      const base = column * data.rows;
      const at = c * BINS;
      for (let i = leaf.from; i < leaf.to; i += 1) {
        const row = rows[i] as number;
        const slot = at + (data.bins[base + row] as number);
        sums[slot] = (sums[slot] as number) + (gradient[row] as number);
        counts[slot] = (counts[slot] as number) + 1;
      }
    });
  };
  const search = (leaf: Leaf) => {
    const { sums, counts } = leaf.histogram;
    const n = leaf.to - leaf.from;
    const whole = leaf.sum ** 2 / (n + shrinkage);
    leaf.best = null;
    if (n < 2 * fewestRows) return;
    columns.forEach((column, c) => {
      let left = 0;
      let leftSum = 0;
      for (let bin = 0; bin < BINS - 1; bin += 1) {
        const own = counts[c * BINS + bin] as number;
        if (own === 0) continue;
        left += own;
        leftSum += sums[c * BINS + bin] as number;
        if (left < fewestRows) continue;
        const right = n - left;
        if (right < fewestRows) break;
        const gain =
          leftSum ** 2 / (left + shrinkage) + (leaf.sum - leftSum) ** 2 / (right + shrinkage) - whole;
        if (gain > (leaf.best?.gain ?? 1e-12)) leaf.best = { gain, column, bin };
      }
    });
  };
  const empty = () => ({
    sums: new Float64Array(columns.length * BINS),
    counts: new Int32Array(columns.length * BINS),
  });

  const root: Leaf = { from: 0, to: rows.length, sum: 0, histogram: empty(), best: null, parent: -1 };
  for (const row of rows) root.sum += gradient[row] as number;
  measure(root);
  search(root);
  const leaves: Leaf[] = [root];
  const spare = new Int32Array(rows.length);
  while (leaves.length < mostLeaves) {
    let which = -1;
    for (const [i, { best }] of leaves.entries())
      if (best && best.gain > (leaves[which]?.best?.gain ?? 0)) which = i;
    const leaf = leaves[which];
    if (!leaf?.best) break;
    const { column, bin } = leaf.best;
    const base = column * data.rows;
    let middle = leaf.from;
    let kept = 0;
    let leftSum = 0;
    for (let i = leaf.from; i < leaf.to; i += 1) {
      const row = rows[i] as number;
      if ((data.bins[base + row] as number) <= bin) {
        rows[middle] = row;
        middle += 1;
        leftSum += gradient[row] as number;
      } else {
        spare[kept] = row;
        kept += 1;
      }
    }
    rows.set(spare.subarray(0, kept), middle);
    const node = nodes.column.length;
    nodes.column.push(column);
    nodes.bin.push(bin);
    nodes.left.push(0);
    nodes.right.push(0);
    if (leaf.parent >= 0) (leaf.parent % 2 === 0 ? nodes.left : nodes.right)[leaf.parent >> 1] = node;
    const left: Leaf = { ...leaf, to: middle, sum: leftSum, parent: node * 2, best: null };
    const right: Leaf = { ...leaf, from: middle, sum: leaf.sum - leftSum, parent: node * 2 + 1, best: null };
    const [small, large] = left.to - left.from < right.to - right.from ? [left, right] : [right, left];
    small.histogram = empty();
    measure(small);
    const { sums, counts } = leaf.histogram;
    for (let i = 0; i < sums.length; i += 1) {
      sums[i] = (sums[i] as number) - (small.histogram.sums[i] as number);
      counts[i] = (counts[i] as number) - (small.histogram.counts[i] as number);
    }
    large.histogram = leaf.histogram;
    search(left);
    search(right);
    leaves[which] = left;
    leaves.push(right);
  }
  leaves.forEach(({ parent }, i) => {
    if (parent >= 0) (parent % 2 === 0 ? nodes.left : nodes.right)[parent >> 1] = -i - 1;
  });
  return {
    tree: {
      column: Int16Array.from(nodes.column),
      bin: Uint8Array.from(nodes.bin),
      left: Int16Array.from(nodes.left),
      right: Int16Array.from(nodes.right),
      leaves: leaves.length,
    },
    spans: leaves.map(({ from, to }) => ({ from, to })),
  };
}

/** The leaf that a row falls into. */
export function leafOf(tree: Tree, data: BinnedRows, row: number): number {
  if (tree.column.length === 0) return 0;
  let node = 0;
  while (node >= 0) {
    const bin = data.bins[(tree.column[node] as number) * data.rows + row] as number;
    node = (bin <= (tree.bin[node] as number) ? tree.left[node] : tree.right[node]) as number;
  }
  return -node - 1;
}
