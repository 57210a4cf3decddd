import { ForecastError } from "./errors.ts";
import { LEVEL_COUNT } from "./quantiles.ts";
import { type FoldForecast, MEDIAN_INDEX } from "./types.ts";

/**
 * Averages members' quantiles level by level (Vincentization: Vincent 1912; Lichtendahl et al. 2013), which keeps them
 * in order. A NaN in any member is NaN in the whole. Below the median, a level at which one member stands exactly at zero
 * is zero: that member was stopped there by the rule for demand, and the mean would lift the whole off a zero that
 * demand often takes. Notes are united.
 * @throws ForecastError `bad_input` when there is no member or they differ in model, fold, horizon or series.
 */
export function combineMembers(members: readonly FoldForecast[]): FoldForecast {
  const first = members[0];
  if (!first) throw new ForecastError("bad_input", "There is no member to combine.");
  for (const member of members) {
    const same =
      member.model === first.model &&
      member.fold === first.fold &&
      member.cutoffIndex === first.cutoffIndex &&
      member.horizonSteps === first.horizonSteps &&
      member.seriesIndexes.length === first.seriesIndexes.length &&
      member.seriesIndexes.every((series, i) => series === first.seriesIndexes[i]);
    if (!same) throw new ForecastError("bad_input", "The members do not forecast the same thing.");
  }
  const quantiles = new Float32Array(first.quantiles.length);
  for (let i = 0; i < quantiles.length; i += 1) {
    let sum = 0;
    let stopped = false;
    for (const member of members) {
      const value = member.quantiles[i] as number;
      sum += value;
      if (value === 0) stopped = true;
    }
    quantiles[i] = stopped && i % LEVEL_COUNT < MEDIAN_INDEX && sum > 0 ? 0 : sum / members.length;
  }
  // Rounding to single precision may cross neighbours by one last bit.
  for (let at = 0; at < quantiles.length; at += LEVEL_COUNT) {
    for (let i = 1; i < LEVEL_COUNT; i += 1) {
      const below = quantiles[at + i - 1] as number;
      if ((quantiles[at + i] as number) < below) quantiles[at + i] = below;
    }
  }
  return { ...first, quantiles, notes: [...new Set(members.flatMap((member) => member.notes))] };
}
