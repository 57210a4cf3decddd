import { intervalScore, maseScale, pinballLoss } from "../metrics.ts";
import { isNonNegative } from "../models/residuals.ts";
import { historyOf, rowAt } from "../panel.ts";
import { LEVEL_COUNT } from "../quantiles.ts";
import { MEDIAN_INDEX, type Panel, QUANTILE_LEVELS } from "../types.ts";

/** What came after one cutoff of the backtest. */
export interface Truth {
  cutoffIndex: number;
  /** [series] × [step]; NaN where it is not known. */
  actual: Float64Array;
  /** By series: the scale of MASE, or the mean size where it is undefined, or one. */
  scale: Float64Array;
  /** By series: the scale of MASE; NaN where it is undefined. */
  maseScales: Float64Array;
  /** By series: 1 where nothing before the cutoff was below zero. */
  nonNegative: Uint8Array;
}

export interface Measures {
  /** Steps that were scored. */
  n: number;
  /** In percent, pooled over steps. */
  smape: number;
  /** Means over series and folds. */
  mase: number;
  /** Mean pinball loss over the deciles, times two, over the scale of MASE. */
  scaledPinball: number;
  /** Of the 80 % and the 95 % interval. */
  coverage80: number;
  coverage95: number;
  /** Mean scaled interval scores of the same (Gneiting & Raftery 2007; M4), means over series and folds. */
  msis80: number;
  msis95: number;
}

const DECILES = QUANTILE_LEVELS.flatMap((level, i) =>
  Math.abs(level * 10 - Math.round(level * 10)) < 1e-9 ? [i] : [],
);
const index = (level: (typeof QUANTILE_LEVELS)[number]) => QUANTILE_LEVELS.indexOf(level);
const [LOW80, HIGH80, LOW95, HIGH95] = [index(0.1), index(0.9), index(0.025), index(0.975)];

export function truthAt(options: {
  panel: Panel;
  cutoffIndex: number;
  horizonSteps: number;
  seasonLength: number;
}): Truth {
  const { panel, cutoffIndex, horizonSteps, seasonLength } = options;
  const actual = new Float64Array(panel.ids.length * horizonSteps).fill(Number.NaN);
  const series = panel.ids.length;
  const [scale, maseScales] = [new Float64Array(series), new Float64Array(series)];
  const nonNegative = new Uint8Array(series);
  for (let s = 0; s < series; s += 1) {
    for (let h = 0; h < horizonSteps; h += 1) {
      const row = rowAt(panel, s, cutoffIndex + h + 1);
      if (row >= 0) actual[s * horizonSteps + h] = panel.values[row] as number;
    }
    const { values } = historyOf(panel, s, cutoffIndex);
    const own = maseScale(values, seasonLength);
    maseScales[s] = own;
    nonNegative[s] = Number(isNonNegative(values));
    const size = Math.abs(values.at(-1) ?? 0);
    scale[s] = own > 0 ? own : size > 0 ? size : 1;
  }
  return { cutoffIndex, actual, scale, maseScales, nonNegative };
}

/** Scores forecasts of the same series at each cutoff. Steps without an actual or a forecast take no part. */
export function measureForecasts(
  truths: readonly Truth[],
  forecasts: readonly Float32Array[],
  horizonSteps: number,
): Measures {
  let [n, smape, units, mase, sql, inside80, inside95, msis80, msis95] = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  truths.forEach(({ actual, scale }, k) => {
    const quantiles = forecasts[k] as Float32Array;
    for (let s = 0; s < scale.length; s += 1) {
      let steps = 0;
      let absolute = 0;
      let pinball = 0;
      let [score80, score95] = [0, 0];
      for (let h = 0; h < horizonSteps; h += 1) {
        const y = actual[s * horizonSteps + h] as number;
        const at = (s * horizonSteps + h) * LEVEL_COUNT;
        const f = quantiles[at + MEDIAN_INDEX] as number;
        if (Number.isNaN(y) || Number.isNaN(f)) continue;
        steps += 1;
        absolute += Math.abs(y - f);
        if (y !== f) smape += (200 * Math.abs(y - f)) / (Math.abs(y) + Math.abs(f));
        for (const level of DECILES)
          pinball += pinballLoss(y, quantiles[at + level] as number, QUANTILE_LEVELS[level] as number);
        const single = Math.fround(y);
        const isInside = (low: number, high: number) =>
          single >= (quantiles[at + low] as number) && single <= (quantiles[at + high] as number);
        if (isInside(LOW80, HIGH80)) inside80 += 1;
        if (isInside(LOW95, HIGH95)) inside95 += 1;
        const score = (low: number, high: number, level: number) =>
          intervalScore(single, {
            lower: quantiles[at + low] as number,
            upper: quantiles[at + high] as number,
            level,
          });
        score80 += score(LOW80, HIGH80, 0.8);
        score95 += score(LOW95, HIGH95, 0.95);
      }
      if (steps === 0) continue;
      n += steps;
      units += 1;
      mase += absolute / steps / (scale[s] as number);
      sql += (2 * pinball) / DECILES.length / steps / (scale[s] as number);
      msis80 += score80 / steps / (scale[s] as number);
      msis95 += score95 / steps / (scale[s] as number);
    }
  });
  return {
    n,
    smape: smape / n,
    mase: mase / units,
    scaledPinball: sql / units,
    coverage80: inside80 / n,
    coverage95: inside95 / n,
    msis80: msis80 / units,
    msis95: msis95 / units,
  };
}

/**
 * One number to choose by, 1 for the baseline itself: the mean of MASE and scaled quantile loss over the baseline's own, in the
 * manner of the M4's OWA; sMAPE is the third where all values are above zero, and says nothing where some are zero.
 */
export function scoreAgainst(own: Measures, baseline: Measures, isPositive: boolean): number {
  const over = (a: number, b: number) => (b > 0 ? a / b : a > 0 ? Number.POSITIVE_INFINITY : 1);
  const parts = [over(own.mase, baseline.mase), over(own.scaledPinball, baseline.scaledPinball)];
  if (isPositive) parts.push(over(own.smape, baseline.smape));
  return parts.reduce((sum, part) => sum + part, 0) / parts.length;
}
