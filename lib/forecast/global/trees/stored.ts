import type { Forest } from "./boost.ts";

/** A forest as plain JSON; tree after tree in each list. */
export interface StoredForest {
  base: readonly number[];
  trees: readonly {
    column: readonly number[];
    bin: readonly number[];
    left: readonly number[];
    right: readonly number[];
    values: readonly number[];
  }[];
}

export function storeForest({ base, trees }: Forest): StoredForest {
  return {
    base: Array.from(base),
    trees: trees.map(({ tree, values }) => ({
      column: Array.from(tree.column),
      bin: Array.from(tree.bin),
      left: Array.from(tree.left),
      right: Array.from(tree.right),
      values: Array.from(values),
    })),
  };
}

/** Null when the lists do not fit together. */
export function readForest({ base, trees }: StoredForest): Forest | null {
  const read = trees.map(({ column, bin, left, right, values }) => ({
    tree: {
      column: Int16Array.from(column),
      bin: Uint8Array.from(bin),
      left: Int16Array.from(left),
      right: Int16Array.from(right),
      leaves: column.length + 1,
    },
    values: Float32Array.from(values),
  }));
  const fits = read.every(
    ({ tree, values }) =>
      tree.left.length === tree.column.length &&
      tree.right.length === tree.column.length &&
      tree.bin.length === tree.column.length &&
      values.length === tree.leaves * base.length,
  );
  return fits ? { base: Float32Array.from(base), trees: read } : null;
}
