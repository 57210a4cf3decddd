export type DemandKind = "smooth" | "erratic" | "intermittent" | "lumpy" | "none";

export interface DemandClass {
  kind: DemandKind;
  /** Mean periods from one demand to the next (ADI), the first counted from the first period; infinity without demand. */
  interval: number;
  /** Squared coefficient of variation of the demand sizes (CV²); NaN without demand. */
  variation: number;
}

const LONGEST_SMOOTH_INTERVAL = 1.32;
const LARGEST_STEADY_VARIATION = 0.49;

/**
 * The classes of Syntetos, Boylan & Croston (2005, On the categorization of demand patterns, Journal of the Operational
 * Research Society 56, 495–503): ADI up to 1.32 is frequent, CV² up to 0.49 is steady. Croston's kin suit intermittent
 * (rare, steady) and lumpy (rare, unsteady) demand. Missing periods count neither way; a demand is any value but zero.
 */
export function classifyDemand(history: ArrayLike<number>): DemandClass {
  let known = 0;
  let lastDemand = 0;
  let demands = 0;
  let sum = 0;
  let squares = 0;
  for (let t = 0; t < history.length; t += 1) {
    const y = history[t] as number;
    if (Number.isNaN(y)) continue;
    known += 1;
    if (y === 0) continue;
    demands += 1;
    lastDemand = known;
    sum += y;
  }
  if (demands === 0) return { kind: "none", interval: Number.POSITIVE_INFINITY, variation: Number.NaN };
  const mean = sum / demands;
  for (let t = 0; t < history.length; t += 1) {
    const y = history[t] as number;
    if (!Number.isNaN(y) && y !== 0) squares += (y - mean) ** 2;
  }
  const interval = lastDemand / demands;
  const variation = mean === 0 ? Number.NaN : squares / demands / mean ** 2;
  const isFrequent = interval <= LONGEST_SMOOTH_INTERVAL;
  const isSteady = variation <= LARGEST_STEADY_VARIATION;
  const kind = isFrequent ? (isSteady ? "smooth" : "erratic") : isSteady ? "intermittent" : "lumpy";
  return { kind, interval, variation };
}
