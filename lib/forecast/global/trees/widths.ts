import type { NetworkPlan } from "../../neural/plan.ts";
import { scaleValue } from "../../neural/windows.ts";
import { empiricalQuantile, isWhole } from "../../quantiles.ts";
import type { Rng } from "../../rng.ts";
import type { Panel } from "../../types.ts";
import { binOf, type Edges } from "./bins.ts";
import type { Forest } from "./boost.ts";
import { openFeatures } from "./features.ts";
import { addUp, HEAD_LEVELS, MEDIAN_HEAD } from "./forest.ts";
import type { Pick } from "./rows.ts";
import { scaleAt, type TreeSeries } from "./series.ts";

/** One block of steps in so many is not learnt from. */
const HOLD_EVERY = 8;
/** Fewer rows than these tell nothing of tails. */
const FEWEST_HELD = 400;
/** A forest's own widths count as so many blocks. */
const PRIOR_BLOCKS = 20;
const [NARROWEST, WIDEST] = [0.6, 2.5] as const;

interface Split {
  learnt: readonly Pick[];
  /** Rows whose outcome stands in a block that nothing is learnt from; none where they would be too few. */
  held: readonly Pick[];
  /** Blocks of a series among the held rows. */
  blocks: number;
}

/**
 * Sets blocks of time aside, each one horizon long and one in eight, the same for all series: steps beside each other are alike, and what is
 * alike on one day is alike in all series. Which of the eight is drawn, so that forests whose forecasts are averaged leave out others.
 */
export function holdOut(
  picks: readonly Pick[],
  options: { series: readonly TreeSeries[]; plan: NetworkPlan; rng: Rng },
): Split {
  const { series, plan, rng } = options;
  const turn = Math.floor(rng() * HOLD_EVERY);
  const blockOf = ({ s, origin, step }: Pick) =>
    Math.floor(((series[s] as TreeSeries).input.start + origin + step) / plan.horizon);
  const parts = Map.groupBy(picks, (pick) => (blockOf(pick) + turn) % HOLD_EVERY === 0);
  const held = parts.get(true) ?? [];
  if (held.length < FEWEST_HELD) return { learnt: picks, held: [], blocks: 0 };
  return { learnt: parts.get(false) ?? [], held, blocks: new Set(held.map((pick) => blockOf(pick))).size };
}

/**
 * By level, what a forest's distance from its median has to be multiplied by, so that held-out outcomes lie beyond it as often as it says:
 * the quantile of (y − m)/(q − m) (conformalised quantiles: Romano, Patterson & Candès 2019), as its logarithm shrunk to 0 by
 * n/(n + 20) for n blocks. Trees fit their tails to the very rows that they were grown on, which makes them too narrow.
 * @returns ones where nothing was held out.
 */
export function learnWidths(options: {
  panel: Panel;
  series: readonly TreeSeries[];
  plan: NetworkPlan;
  split: Split;
  edges: readonly Edges[];
  forest: Forest;
  rng: Rng;
}): number[] {
  const { panel, series, plan, split, edges, forest, rng } = options;
  const ratios = HEAD_LEVELS.map(() => [] as number[]);
  const features = openFeatures(panel, plan);
  const row = new Float32Array(features.columns.length);
  const bins = new Uint8Array(row.length);
  const heads = new Float64Array(HEAD_LEVELS.length);
  const counts = series.map(({ input }) => isWhole(input.values));
  for (const { s, origin, step } of split.held) {
    const one = series[s] as TreeSeries;
    const own = scaleAt(one, plan, origin);
    features.write({ series: one, origin, step, own, out: row, at: 0 });
    for (let c = 0; c < row.length; c += 1) bins[c] = binOf(edges[c] as Edges, row[c] as number);
    addUp(forest, bins, heads);
    const value = one.input.values[origin + step] as number;
    const y = scaleValue(plan, own, counts[s] ? value + rng() - 0.5 : value);
    const m = heads[MEDIAN_HEAD] as number;
    heads.forEach((q, level) => {
      if (q !== m) ratios[level]?.push((y - m) / (q - m));
    });
  }
  const trust = split.blocks / (split.blocks + PRIOR_BLOCKS);
  return HEAD_LEVELS.map((p, level) => {
    const found = Float64Array.from(ratios[level] as number[]).sort();
    if (level === MEDIAN_HEAD || found.length < FEWEST_HELD / 2) return 1;
    const width = empiricalQuantile(found, Math.max(p, 1 - p));
    return Math.max(NARROWEST, Math.min(WIDEST, width)) ** trust;
  });
}

/** Heads at those distances from their median, in order. */
export function widen(heads: Float64Array, widths: readonly number[]): void {
  const m = heads[MEDIAN_HEAD] as number;
  for (let level = 0; level < heads.length; level += 1)
    heads[level] = m + (widths[level] as number) * ((heads[level] as number) - m);
  heads.sort();
}
