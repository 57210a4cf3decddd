import { LEVEL_COUNT } from "../quantiles.ts";
import { MEDIAN_INDEX } from "../types.ts";

/**
 * What a backtest taught about intervals: all that is needed to apply it at another cutoff. Plain JSON. With m the median of a
 * forecast, q(p) its own quantile, a the share, s the series' scale and h the step, the quantile becomes
 *
 *     m + w(p) · (a · (q(p) − m) + (1 − a) · s · o(h, p)).
 */
export interface Spread {
  /** a: 1 for the models' own distances from the median alone, 0 for those of past errors alone. */
  ownShare: number;
  /** o, by step and level, over the series' scale; null where the share is 1. */
  offsets: readonly (readonly number[])[] | null;
  /** w, by level; 1 at the median. */
  widths: readonly number[];
}

/**
 * Quantiles with that spread: the medians stay, levels keep their order, and a series that was never below zero is not.
 * `quantiles` is row-major [series] × [step] × [QUANTILE_LEVELS]; NaN stays NaN. `scales` has the scale of each series; where it is NaN
 * (a constant history) past errors of others say nothing, and its own distances stand alone.
 */
export function applySpread(options: {
  quantiles: Float32Array;
  spread: Spread;
  horizonSteps: number;
  scales: ArrayLike<number>;
  isNonNegative: (series: number) => boolean;
}): Float32Array {
  const { quantiles, spread, horizonSteps, scales, isNonNegative } = options;
  const { offsets, widths } = spread;
  const out = new Float32Array(quantiles.length);
  const series = quantiles.length / (horizonSteps * LEVEL_COUNT);
  for (let s = 0; s < series; s += 1) {
    const scale = scales[s] as number;
    const floor = isNonNegative(s) ? 0 : Number.NEGATIVE_INFINITY;
    const isBlend = offsets !== null && scale > 0;
    const share = isBlend ? spread.ownShare : 1;
    for (let h = 0; h < horizonSteps; h += 1) {
      const at = (s * horizonSteps + h) * LEVEL_COUNT;
      const m = quantiles[at + MEDIAN_INDEX] as number;
      const learnt = isBlend ? (offsets[h] as readonly number[]) : null;
      const level = (i: number) => {
        const own = (quantiles[at + i] as number) - m;
        const other = learnt ? scale * (learnt[i] as number) : 0;
        return m + (widths[i] as number) * (share * own + (1 - share) * other);
      };
      out[at + MEDIAN_INDEX] = m;
      for (let i = MEDIAN_INDEX - 1; i >= 0; i -= 1)
        out[at + i] = Math.max(floor, Math.min(out[at + i + 1] as number, level(i)));
      for (let i = MEDIAN_INDEX + 1; i < LEVEL_COUNT; i += 1)
        out[at + i] = Math.max(out[at + i - 1] as number, level(i));
    }
  }
  return out;
}
