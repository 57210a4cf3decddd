import { HEADS } from "../heads.ts";
import type { FamilyBuilder } from "./family.ts";

/** Of the moving average, as in the paper's experiments. */
const KERNEL = 25;

/**
 * NLinear (Zeng, Chen, Zhang & Xu 2023, section 4): ŷ = W·(x − x_L) + x_L, one linear map of the lookback less its last value, which
 * is added again. Here with a row of W for each quantile of each step, and further columns for what a window has besides its
 * values. Starts as the naive forecast.
 */
export const buildNlinear: FamilyBuilder = ({ plan, kit, inputs }) => {
  const { lookback, horizon } = plan;
  const last = lookback - 1;
  const units = horizon * HEADS;
  const less = kit.fixed(inputs.values, lookback, (i, j) => Number(i === j) - Number(i === last));
  const mapped = kit.dense(kit.join([less, inputs.rest]), { units, scale: 0 });
  return kit.add(
    mapped,
    kit.fixed(inputs.values, units, (i) => Number(i === last)),
  );
};

/**
 * DLinear (Zeng, Chen, Zhang & Xu 2023, section 4, after Autoformer's decomposition): ŷ = W_t·trend + W_s·(x − trend), where the trend is a
 * moving average over 25 steps whose ends are repeated. Rows for quantiles and columns for everything else as in NLinear.
 */
export const buildDlinear: FamilyBuilder = ({ plan, kit, inputs }) => {
  const { lookback, horizon } = plan;
  const half = Math.floor((Math.min(KERNEL, lookback) - 1) / 2);
  const trendOf = (i: number, t: number) => {
    let count = 0;
    for (let s = t - half; s <= t + half; s += 1)
      if (Math.max(0, Math.min(lookback - 1, s)) === i) count += 1;
    return count / (2 * half + 1);
  };
  const parts = kit.fixed(inputs.values, 2 * lookback, (i, j) =>
    j < lookback ? trendOf(i, j) : Number(i === j - lookback) - trendOf(i, j - lookback),
  );
  return kit.dense(kit.join([parts, inputs.rest]), { units: horizon * HEADS, scale: 0 });
};
