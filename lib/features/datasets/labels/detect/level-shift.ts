import { medianOf } from "./outliers.ts";
import type { Found } from "./zero-runs.ts";

const LARGEST_P = 0.001;
const FEWEST_BLOCKS = 16;
/** Blocks on either side, so that the end of a promotion is no new level. */
const FEWEST_BESIDE = 6;

/**
 * Pettitt's test (1979) for one change of level: `K = max |U_t|` with `U_t = 2 · (ranks up to t) − t · (n + 1)`, and
 * `p ≈ 2 · exp(−6K² / (n³ + n²))`. `after` is how many values stand before the change. Ties share their mean rank.
 * NaN-free values; n of 0 gives p = 1. O(n log n).
 */
export function pettitt(values: Float64Array): { statistic: number; after: number; pValue: number } {
  const n = values.length;
  const ranks = meanRanks(values);
  let sum = 0;
  let best = { statistic: 0, after: 0 };
  for (let t = 1; t < n; t += 1) {
    sum += ranks[t - 1] as number;
    const statistic = Math.abs(2 * sum - t * (n + 1));
    if (statistic > best.statistic) best = { statistic, after: t };
  }
  const pValue = n === 0 ? 1 : Math.min(1, 2 * Math.exp((-6 * best.statistic ** 2) / (n ** 3 + n ** 2)));
  return { ...best, pValue };
}

function meanRanks(values: Float64Array): Float64Array {
  const order = Array.from(values.keys()).sort((a, b) => (values[a] as number) - (values[b] as number));
  const ranks = new Float64Array(values.length);
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && values[order[to] as number] === values[order[from] as number]) to += 1;
    for (let i = from; i < to; i += 1) ranks[order[i] as number] = (from + 1 + to) / 2;
    from = to;
  }
  return ranks;
}

/**
 * The one place, if any, from which a series stays on another level: Pettitt's test on the medians of blocks of one
 * season, which takes the season and most of the dependence between neighbours out; p under 0.001, at least six blocks on
 * either side, and medians that differ by more than the blocks' usual spread (1.4826 · MAD, both sides) and by a quarter.
 * Blocks without a known value are left out. O(periods log periods).
 */
export function findLevelShift(values: Float64Array, seasonLength: number): Found | null {
  const steps = Math.max(1, seasonLength);
  const blocks: { first: number; median: number }[] = [];
  // From the end, so that the newest block is whole.
  for (let end = values.length; end - steps >= 0; end -= steps) {
    const known = values.slice(end - steps, end).filter((value) => !Number.isNaN(value));
    if (known.length > 0) blocks.push({ first: end - steps, median: medianOf(known) });
  }
  blocks.reverse();
  if (blocks.length < FEWEST_BLOCKS) return null;
  const medians = Float64Array.from(blocks, (block) => block.median);
  const { after, pValue } = pettitt(medians);
  if (!(pValue < LARGEST_P) || after < FEWEST_BESIDE || blocks.length - after < FEWEST_BESIDE) return null;
  const [before, since] = [medians.slice(0, after), medians.slice(after)];
  const [low, high] = [medianOf(before.slice()), medianOf(since.slice())];
  const deviations = Float64Array.from([
    ...before.map((value) => Math.abs(value - low)),
    ...since.map((value) => Math.abs(value - high)),
  ]);
  const jump = Math.abs(high - low);
  if (jump <= 1.4826 * medianOf(deviations) || jump <= 0.25 * Math.max(Math.abs(low), Math.abs(high)))
    return null;
  const first = (blocks[after] as { first: number }).first;
  const words = (value: number) => value.toLocaleString("en", { maximumSignificantDigits: 3 });
  return {
    ...{ first, last: first, strength: -Math.log10(Math.max(pValue, 1e-300)) },
    why: `${words(low)} a period before, ${words(high)} since (medians)`,
  };
}
