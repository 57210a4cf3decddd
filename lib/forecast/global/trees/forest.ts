import { NORMAL_QUANTILES } from "../../quantiles.ts";
import { QUANTILE_LEVELS } from "../../types.ts";
import type { Forest } from "./boost.ts";

/** The levels that leaves hold; the others are read between them, linearly in normal scores. */
const HEADS = [0, 2, 5, 10, 15, 18, 20] as const;
export const HEAD_LEVELS = HEADS.map((i) => QUANTILE_LEVELS[i] as number);
export const MEDIAN_HEAD = HEAD_LEVELS.indexOf(0.5);

/** What the forest says of a row of bins: by head, ascending (crossing ones are put in order: Chernozhukov et al. 2010). */
export function addUp({ base, trees }: Forest, bins: Uint8Array, heads: Float64Array): void {
  heads.set(base);
  for (const { tree, values } of trees) {
    let node = tree.column.length > 0 ? 0 : -1;
    while (node >= 0) {
      const bin = bins[tree.column[node] as number] as number;
      node = (bin <= (tree.bin[node] as number) ? tree.left[node] : tree.right[node]) as number;
    }
    const at = (-node - 1) * heads.length;
    for (let l = 0; l < heads.length; l += 1) heads[l] = (heads[l] as number) + (values[at + l] as number);
  }
  heads.sort();
}

const BETWEEN = QUANTILE_LEVELS.map((_, level) => {
  const above = HEADS.findIndex((index) => index >= level);
  const high = HEADS[above] as number;
  if (high === level) return { low: above, high: above, weight: 0 };
  const low = HEADS[above - 1] as number;
  const z = (index: number) => NORMAL_QUANTILES[index] as number;
  return { low: above - 1, high: above, weight: (z(level) - z(low)) / (z(high) - z(low)) };
});

/** A level's value, from the heads around it. */
export function readLevel(heads: Float64Array, level: number): number {
  const { low, high, weight } = BETWEEN[level] as (typeof BETWEEN)[number];
  return (heads[low] as number) * (1 - weight) + (heads[high] as number) * weight;
}
