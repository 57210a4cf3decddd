import { empiricalQuantile, LEVEL_COUNT } from "../quantiles.ts";
import { MEDIAN_INDEX, QUANTILE_LEVELS } from "../types.ts";
import { measureForecasts, type Truth } from "./judge.ts";

/** What each level's distance from the median is multiplied by; 1 at the median itself. */
export type Widths = readonly number[];

const FEWEST_STEPS = 300;
const [NARROWEST, WIDEST] = [0.4, 4] as const;

/**
 * Widens or narrows quantiles so that they would have covered what they say on the backtest: for each level, with m the median and q
 * the quantile, the factor is the share's own quantile of (y − m)/(q − m) over all steps (conformalised quantiles, Romano, Patterson &
 * Candès 2019, with distances relative to the model's own instead of added). Learnt on one half of the series and tried on the other,
 * both ways; null where that gained nothing in the scaled quantile loss, or where too little was scored.
 */
export function learnWidths(options: {
  truths: readonly Truth[];
  forecasts: readonly Float32Array[];
  horizonSteps: number;
}): { widths: Widths; gain: number } | null {
  const { truths, forecasts, horizonSteps } = options;
  const all = widthsOf(options, () => true);
  if (!all) return null;
  const halves = [0, 1].map((half) => (s: number) => s % 2 === half);
  let before = 0;
  let after = 0;
  for (const [k, half] of halves.entries()) {
    const learnt = widthsOf(options, halves[1 - k] as (s: number) => boolean);
    if (!learnt) return null;
    const mine = truths.map((truth) => ({
      ...truth,
      actual: truth.actual.map((y, i) => (half(Math.floor(i / horizonSteps)) ? y : Number.NaN)),
    }));
    before += measureForecasts(mine, forecasts, horizonSteps).scaledPinball;
    const widened = forecasts.map((quantiles) => applyWidths(quantiles, learnt, null));
    after += measureForecasts(mine, widened, horizonSteps).scaledPinball;
  }
  return after < before ? { widths: all, gain: 1 - after / before } : null;
}

function widthsOf(
  options: { truths: readonly Truth[]; forecasts: readonly Float32Array[]; horizonSteps: number },
  takes: (series: number) => boolean,
): number[] | null {
  const { truths, forecasts, horizonSteps } = options;
  const below: number[][] = Array.from({ length: LEVEL_COUNT }, () => []);
  let steps = 0;
  truths.forEach(({ actual }, k) => {
    const quantiles = forecasts[k] as Float32Array;
    for (let i = 0; i < actual.length; i += 1) {
      const y = actual[i] as number;
      const m = quantiles[i * LEVEL_COUNT + MEDIAN_INDEX] as number;
      if (Number.isNaN(y) || Number.isNaN(m) || !takes(Math.floor(i / horizonSteps))) continue;
      steps += 1;
      for (let level = 0; level < LEVEL_COUNT; level += 1) {
        const distance = (quantiles[i * LEVEL_COUNT + level] as number) - m;
        // Stopped at zero, or without an interval: it cannot be widened.
        if (distance !== 0) below[level]?.push((y - m) / distance);
      }
    }
  });
  if (steps < FEWEST_STEPS) return null;
  return below.map((ratios, level) => {
    if (level === MEDIAN_INDEX || ratios.length < 0.8 * steps) return 1;
    const p = QUANTILE_LEVELS[level] as number;
    const sorted = Float64Array.from(ratios).sort();
    return Math.max(NARROWEST, Math.min(WIDEST, empiricalQuantile(sorted, Math.max(p, 1 - p))));
  });
}

/** `isNonNegative` says for each row of levels whether it must not fall below zero; null: none. */
export function applyWidths(
  quantiles: Float32Array,
  widths: Widths,
  isNonNegative: ((row: number) => boolean) | null,
): Float32Array {
  const out = new Float32Array(quantiles.length);
  for (let at = 0; at < out.length; at += LEVEL_COUNT) {
    const m = quantiles[at + MEDIAN_INDEX] as number;
    const floor = isNonNegative?.(at / LEVEL_COUNT) ? 0 : Number.NEGATIVE_INFINITY;
    const level = (i: number) => m + (widths[i] as number) * ((quantiles[at + i] as number) - m);
    out[at + MEDIAN_INDEX] = m;
    for (let i = MEDIAN_INDEX - 1; i >= 0; i -= 1)
      out[at + i] = Math.max(floor, Math.min(out[at + i + 1] as number, level(i)));
    for (let i = MEDIAN_INDEX + 1; i < LEVEL_COUNT; i += 1)
      out[at + i] = Math.max(out[at + i - 1] as number, level(i));
  }
  return out;
}
