import { LEVEL_COUNT } from "../quantiles.ts";
import { QUANTILE_LEVELS } from "../types.ts";
import type { Evidence } from "./learn.ts";

/** How often what came lay inside the intervals, that many steps ahead. */
export interface StepCoverage {
  step: number;
  /** Actuals that were compared. */
  n: number;
  /** Shares, 0 to 1, of the 80 % and the 95 % interval; NaN where nothing was compared. */
  coverage80: number;
  coverage95: number;
}

const index = (level: (typeof QUANTILE_LEVELS)[number]) => QUANTILE_LEVELS.indexOf(level);
const [LOW80, HIGH80, LOW95, HIGH95] = [index(0.1), index(0.9), index(0.025), index(0.975)];

/** Coverage of a backtest by step, over all its series and folds; edges count as inside. Steps without an actual or a forecast take no part. */
export function coverageBySteps({ truths, forecasts, horizonSteps }: Evidence): StepCoverage[] {
  return Array.from({ length: horizonSteps }, (_, h) => {
    let [n, inside80, inside95] = [0, 0, 0];
    truths.forEach(({ actual }, k) => {
      const quantiles = forecasts[k] as Float32Array;
      for (let row = h; row < actual.length; row += horizonSteps) {
        const at = row * LEVEL_COUNT;
        // Quantiles are in single precision: 0.1 must not stand outside a band that is 0.1 at both ends.
        const y = Math.fround(actual[row] as number);
        if (Number.isNaN(y) || Number.isNaN(quantiles[at] as number)) continue;
        const isInside = (low: number, high: number) =>
          y >= (quantiles[at + low] as number) && y <= (quantiles[at + high] as number);
        n += 1;
        if (isInside(LOW80, HIGH80)) inside80 += 1;
        if (isInside(LOW95, HIGH95)) inside95 += 1;
      }
    });
    return { step: h + 1, n, coverage80: inside80 / n, coverage95: inside95 / n };
  });
}
