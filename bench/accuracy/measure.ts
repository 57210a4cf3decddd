import { actualAt, maseScale, pinballLoss, QUANTILE_LEVELS } from "#lib/forecast/index.ts";
import { historyOf } from "#lib/forecast/panel.ts";
import { MEDIAN_INDEX } from "#lib/forecast/types.ts";
import type { AccuracySet } from "./sets.ts";

/** Sums that can be pooled over sets: M3's whole is its four groups together. */
export interface Tally {
  steps: number;
  smape: number;
  inside80: number;
  inside95: number;
  /** Series and windows with a scale. */
  units: number;
  mase: number;
  sql: number;
  msis: number;
}

export interface Window {
  tally: Tally;
  /** Mean absolute scaled error over the series at each step; NaN where none has one. */
  losses: Float64Array;
}

const LEVELS = QUANTILE_LEVELS.length;
const DECILES = QUANTILE_LEVELS.flatMap((level, i) =>
  Math.abs(level * 10 - Math.round(level * 10)) < 1e-9 ? [i] : [],
);
const at = (level: number) => QUANTILE_LEVELS.indexOf(level as (typeof QUANTILE_LEVELS)[number]);

/**
 * One window of a set: sMAPE pooled over steps; MASE, scaled quantile loss over deciles (times two) and MSIS of the 95 %
 * interval by series, each over the in-sample seasonal naive error before the cutoff.
 */
export function measure(set: AccuracySet, cutoff: number, quantiles: Float32Array): Window {
  const { panel, horizonSteps, seasonLength } = set;
  const total: Tally = {
    steps: 0,
    smape: 0,
    inside80: 0,
    inside95: 0,
    units: 0,
    mase: 0,
    sql: 0,
    msis: 0,
  };
  const sums = new Float64Array(horizonSteps);
  const counts = new Float64Array(horizonSteps);
  panel.ids.forEach((_, s) => {
    const scale = maseScale(historyOf(panel, s, cutoff).values, seasonLength);
    let steps = 0;
    let absolute = 0;
    let pinball = 0;
    let interval = 0;
    for (let h = 1; h <= horizonSteps; h += 1) {
      const y = actualAt(panel, s, { fold: 0, role: "test", cutoffIndex: cutoff }, h);
      const row = (s * horizonSteps + h - 1) * LEVELS;
      const f = quantiles[row + MEDIAN_INDEX] as number;
      if (Number.isNaN(y) || Number.isNaN(f)) continue;
      const single = Math.fround(y);
      const inside = (low: number, high: number) =>
        single >= (quantiles[row + low] as number) && single <= (quantiles[row + high] as number) ? 1 : 0;
      steps += 1;
      absolute += Math.abs(y - f);
      if (scale > 0) {
        sums[h - 1] = (sums[h - 1] as number) + Math.abs(y - f) / scale;
        counts[h - 1] = (counts[h - 1] as number) + 1;
      }
      total.smape += y === f ? 0 : (200 * Math.abs(y - f)) / (Math.abs(y) + Math.abs(f));
      total.inside80 += inside(at(0.1), at(0.9));
      total.inside95 += inside(at(0.025), at(0.975));
      for (const level of DECILES)
        pinball +=
          (2 / DECILES.length) *
          pinballLoss(y, quantiles[row + level] as number, QUANTILE_LEVELS[level] as number);
      const low = quantiles[row + at(0.025)] as number;
      const high = quantiles[row + at(0.975)] as number;
      interval += high - low + 40 * (Math.max(0, low - y) + Math.max(0, y - high));
    }
    total.steps += steps;
    if (steps === 0 || !(scale > 0)) return;
    total.units += 1;
    total.mase += absolute / steps / scale;
    total.sql += pinball / steps / scale;
    total.msis += interval / steps / scale;
  });
  return { tally: total, losses: sums.map((sum, i) => sum / (counts[i] as number)) };
}

export function pool(tallies: readonly Tally[]): Tally {
  const sum = (key: keyof Tally) => tallies.reduce((total, tally) => total + tally[key], 0);
  return {
    steps: sum("steps"),
    smape: sum("smape"),
    inside80: sum("inside80"),
    inside95: sum("inside95"),
    units: sum("units"),
    mase: sum("mase"),
    sql: sum("sql"),
    msis: sum("msis"),
  };
}
