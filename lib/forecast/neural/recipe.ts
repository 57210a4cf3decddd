import type { NetworkFamily } from "./families.ts";

/** How a network is built and trained. All of it is stored with a run's plan, so that the run can be repeated. */
export interface NetworkRecipe {
  /** See `NETWORK_FAMILIES`. */
  family: NetworkFamily;
  /**
   * How a window is brought to a common size. `log`: the logarithm less the last season's mean logarithm, for values above
   * zero. `ratio`, `shift`: see `NetworkPlan`. `auto`: ratio or shift, as the data has it.
   */
  scaling: "auto" | "log" | "ratio" | "shift";
  /**
   * Whether a network sees how large a series is and where a window stands against the series' mean. Long series allow it;
   * in short ones it tells a series from all others, and the mean tells how a window goes on.
   */
  seesLevel: boolean;
  /** Units a layer. */
  width: number;
  /** Blocks of two layers, or what the family has instead. */
  blocks: number;
  /** Windows a step. Null: 128, and half of it for fewer than 32 series. */
  batch: number | null;
  /** The learning rate after the warm-up. */
  peakRate: number;
  /** Windows that end longer ago than this many horizons are left out. Null: see `recentSteps`. */
  recentHorizons: number | null;
}

/** What a run of the product trains. */
export const DEFAULT_RECIPE: NetworkRecipe = {
  family: "mlp",
  scaling: "auto",
  seesLevel: true,
  width: 128,
  blocks: 2,
  batch: null,
  peakRate: 3e-3,
  recentHorizons: null,
};
