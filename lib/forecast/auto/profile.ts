import { classifyDemand } from "../models/demand-class.ts";
import { isSeasonal } from "../models/season.ts";
import { historyOf } from "../panel.ts";
import type { Panel } from "../types.ts";

/** What the data looks like before the cutoff. Stands in the report; candidates are proposed from it. */
export interface Profile {
  series: number;
  /** Periods from the first known value to the cutoff. */
  medianLength: number;
  longestLength: number;
  known: number;
  /** Every known value is above zero. */
  isPositive: boolean;
  hasNegative: boolean;
  shareZero: number;
  shareMissing: number;
  /** Share of series whose demand is intermittent or lumpy. */
  shareIntermittent: number;
  /** Share of series in which a season can be seen. */
  shareSeasonal: number;
  covariates: { pastOnly: number; knownAhead: number; static: number };
}

/** Classes and seasons of so many series, evenly picked, tell enough of all. */
const LOOKED_AT = 400;
/** The autocorrelation of more periods than these tells no more of a season. */
const SEASON_PERIODS = 2_000;

export function profilePanel(options: { panel: Panel; cutoffIndex: number; seasonLength: number }): Profile {
  const { panel, cutoffIndex, seasonLength } = options;
  const count = panel.ids.length;
  const stride = Math.max(1, Math.floor(count / LOOKED_AT));
  const lengths = new Int32Array(count);
  let known = 0;
  let periods = 0;
  let zeros = 0;
  let lowest = Number.POSITIVE_INFINITY;
  let lookedAt = 0;
  let intermittent = 0;
  let seasonal = 0;
  for (let s = 0; s < count; s += 1) {
    const { values } = historyOf(panel, s, cutoffIndex);
    lengths[s] = values.length;
    periods += values.length;
    for (const value of values) {
      if (Number.isNaN(value)) continue;
      known += 1;
      if (value === 0) zeros += 1;
      if (value < lowest) lowest = value;
    }
    if (s % stride !== 0 || values.length === 0) continue;
    lookedAt += 1;
    const { kind } = classifyDemand(values);
    if (kind === "intermittent" || kind === "lumpy") intermittent += 1;
    const recent = values.length > SEASON_PERIODS ? values.subarray(values.length - SEASON_PERIODS) : values;
    if (isSeasonal(recent, seasonLength)) seasonal += 1;
  }
  lengths.sort();
  const counts = { past_only: 0, known_ahead: 0, static: 0 };
  for (const { availability } of panel.covariates) counts[availability] += 1;
  return {
    series: count,
    medianLength: lengths[Math.floor(count / 2)] ?? 0,
    longestLength: lengths[count - 1] ?? 0,
    known,
    isPositive: lowest > 0,
    hasNegative: lowest < 0,
    shareZero: known > 0 ? zeros / known : 0,
    shareMissing: periods > 0 ? 1 - known / periods : 0,
    shareIntermittent: lookedAt > 0 ? intermittent / lookedAt : 0,
    shareSeasonal: lookedAt > 0 ? seasonal / lookedAt : 0,
    covariates: { pastOnly: counts.past_only, knownAhead: counts.known_ahead, static: counts.static },
  };
}
