import { empiricalQuantile } from "#lib/forecast/quantiles.ts";
import { type LevelShift, levelShiftsOf } from "./level-shifts.ts";
import { outliersOf, remainderOf } from "./outliers.ts";
import { strengthsOf } from "./strengths.ts";
import { type Stretch, shortestRunOf, zeroRunsOf } from "./zero-runs.ts";

/** Everything counted of one series. Places are periods from its first known value on; NaN is not defined. */
export interface SeriesProfile {
  /** Periods from the first to the last known value, both included; 0 when nothing is known. */
  length: number;
  known: number;
  missing: number;
  /** Stretches of missing periods, and the longest of them in periods. */
  gaps: Stretch[];
  longestGap: number;
  zeros: number;
  negatives: number;
  minimum: number;
  q25: number;
  median: number;
  q75: number;
  q95: number;
  maximum: number;
  mean: number;
  /** Of the sample, over known − 1. */
  deviation: number;
  /** Mean distance between periods with demand; known periods over those that are not 0. */
  adi: number;
  /** Squared coefficient of variation of the values that are not 0, over their number. */
  cv2: number;
  longestZeroRun: number;
  stockOuts: Stretch[];
  /** Zeros at the end, where chance does not explain them. */
  trailingZeros: number;
  outliers: number[];
  shifts: LevelShift[];
  trend: number;
  season: number;
  change: number;
}

/** Half of the shortest window of the running median. */
const SHIFT_REACH = 7;

export interface ProfileTerms {
  /** Periods a season; 1 for none. */
  season: number;
  /** Unit of the frequency, "D". */
  unit: string;
}

/**
 * Profile of one series in its own order; NaN is missing, at both ends it is cut off first. Quantiles by linear
 * interpolation (Hyndman & Fan 1996, type 7). ADI and CV² as Syntetos, Boylan & Croston (2005); NaN without demand. What
 * each other figure is stands with the function that computes it. Infinite values must not occur: importing refuses them.
 */
export function profileSeries(series: Float64Array, { season, unit }: ProfileTerms): SeriesProfile {
  const values = knownSpanOf(series);
  const sorted = new Float64Array(values.length);
  let known = 0;
  let zeros = 0;
  let negatives = 0;
  let sum = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    sorted[known] = value;
    known += 1;
    sum += value;
    if (value === 0) zeros += 1;
    else if (value < 0) negatives += 1;
  }
  const ascending = sorted.subarray(0, known).sort();
  const mean = known > 0 ? sum / known : Number.NaN;
  const demands = known - zeros;
  const demandMean = demands > 0 ? sum / demands : Number.NaN;
  let squares = 0;
  let demandSquares = 0;
  for (const value of ascending) {
    squares += (value - mean) ** 2;
    if (value !== 0) demandSquares += (value - demandMean) ** 2;
  }
  const at = (p: number) => empiricalQuantile(ascending, p);
  const gaps = gapsOf(values);
  const runs = zeroRunsOf(values, shortestRunOf(unit));
  const remainder = remainderOf(values, season);
  const shifts = levelShiftsOf(values, { season, ...remainder });
  // Beside a step the running median belongs to the other side.
  const isAtShift = (t: number) => shifts.some((shift) => Math.abs(t - shift.at) <= SHIFT_REACH);
  return {
    length: values.length,
    known,
    missing: values.length - known,
    gaps,
    longestGap: gaps.reduce((most, gap) => Math.max(most, gap.to - gap.from), 0),
    zeros,
    negatives,
    minimum: known > 0 ? (ascending[0] as number) : Number.NaN,
    q25: at(0.25),
    median: at(0.5),
    q75: at(0.75),
    q95: at(0.95),
    maximum: known > 0 ? (ascending[known - 1] as number) : Number.NaN,
    mean,
    deviation: known > 1 ? Math.sqrt(squares / (known - 1)) : Number.NaN,
    adi: demands > 0 ? known / demands : Number.NaN,
    cv2: demands > 0 && demandMean !== 0 ? demandSquares / demands / demandMean ** 2 : Number.NaN,
    longestZeroRun: runs.longest,
    stockOuts: runs.suspicious,
    trailingZeros: runs.trailing,
    outliers: outliersOf(remainder).filter((t) => !isAtShift(t)),
    shifts,
    ...strengthsOf(values, season),
  };
}

/** The series without what is missing before its first and after its last known value. */
function knownSpanOf(series: Float64Array): Float64Array {
  let from = 0;
  let to = series.length;
  while (from < to && Number.isNaN(series[from] as number)) from += 1;
  while (to > from && Number.isNaN(series[to - 1] as number)) to -= 1;
  return series.subarray(from, to);
}

function gapsOf(values: Float64Array): Stretch[] {
  const gaps: Stretch[] = [];
  let from = -1;
  for (let t = 0; t < values.length; t += 1) {
    const isMissing = Number.isNaN(values[t] as number);
    if (isMissing && from < 0) from = t;
    if (!isMissing && from >= 0) {
      gaps.push({ from, to: t });
      from = -1;
    }
  }
  return gaps;
}
