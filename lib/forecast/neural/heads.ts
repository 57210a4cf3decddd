import { NORMAL_QUANTILES } from "../quantiles.ts";
import { QUANTILE_LEVELS } from "../types.ts";

/** The levels that have an output of their own; the others are read between them, linearly in normal scores. */
const HEAD_LEVEL_INDEXES = [0, 1, 2, 4, 7, 10, 13, 16, 18, 19, 20] as const;
export const HEADS = HEAD_LEVEL_INDEXES.length;
export const HEAD_LEVELS = HEAD_LEVEL_INDEXES.map((i) => QUANTILE_LEVELS[i] as number);

/** For each level: the two heads around it and the upper one's weight. */
export const LEVEL_FROM_HEADS = QUANTILE_LEVELS.map((_, level) => {
  const above = HEAD_LEVEL_INDEXES.findIndex((index) => index >= level);
  const high = HEAD_LEVEL_INDEXES[above] as number;
  if (high === level) return { low: above, high: above, weight: 0 };
  const low = HEAD_LEVEL_INDEXES[above - 1] as number;
  const z = (index: number) => NORMAL_QUANTILES[index] as number;
  return { low: above - 1, high: above, weight: (z(level) - z(low)) / (z(high) - z(low)) };
});
