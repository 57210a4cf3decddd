export type SeasonKind = "none" | "additive" | "multiplicative";

/** A season of unchanging shape, taken off a series and put back on its forecast. Plain JSON. */
export interface SeasonShape {
  kind: SeasonKind;
  /** One index a phase, phase 0 being the first element of the history; empty without a season. */
  indexes: readonly number[];
}

const NO_SEASON: SeasonShape = { kind: "none", indexes: [] };

/**
 * The seasonality test of the Theta method in M3 (Assimakopoulos & Nikolopoulos 2000): seasonal when
 * |r_m| > 1.645·√((1 + 2·Σ_{i<m} r_i²)/n), a 90 % two-sided test on the autocorrelation r at lag m. NaN gaps take part in no
 * product. Never seasonal with fewer than three seasons of data, where the test has no power. A strong trend passes for
 * a season; its indexes are then all alike, which does no harm.
 */
export function isSeasonal(values: Float64Array, season: number): boolean {
  const n = values.length;
  if (season < 2 || n < 3 * season) return false;
  let sum = 0;
  let known = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    sum += value;
    known += 1;
  }
  if (known < 2 * season) return false;
  const mean = sum / known;
  let variance = 0;
  for (const value of values) if (!Number.isNaN(value)) variance += (value - mean) ** 2;
  if (!(variance > 0)) return false;
  const correlation = (lag: number) => {
    let product = 0;
    for (let t = lag; t < n; t += 1) {
      const pair = ((values[t] as number) - mean) * ((values[t - lag] as number) - mean);
      if (!Number.isNaN(pair)) product += pair;
    }
    return product / variance;
  };
  let squares = 0;
  for (let lag = 1; lag < season; lag += 1) squares += correlation(lag) ** 2;
  return Math.abs(correlation(season)) > 1.645 * Math.sqrt((1 + 2 * squares) / known);
}

/**
 * Classical decomposition by a centred 2×m moving average (FPP3 section 3.4): indexes average the ratios (or the
 * differences) to the moving average by phase and are scaled to mean one (or zero). A window with a missing value uses
 * the known ones, weighted as they stand. Null when a phase was never seen.
 */
export function seasonalIndexes(
  values: Float64Array,
  season: number,
  kind: "additive" | "multiplicative",
): Float64Array | null {
  const n = values.length;
  const half = Math.floor(season / 2);
  const even = season % 2 === 0;
  const sums = new Float64Array(season);
  const counts = new Float64Array(season);
  for (let t = half; t < n - half; t += 1) {
    const value = values[t] as number;
    if (Number.isNaN(value)) continue;
    let total = 0;
    let weight = 0;
    for (let k = -half; k <= half; k += 1) {
      const neighbour = values[t + k] as number;
      if (Number.isNaN(neighbour)) continue;
      const w = even && Math.abs(k) === half ? 0.5 : 1;
      total += w * neighbour;
      weight += w;
    }
    const average = total / weight;
    const ratio = kind === "multiplicative" ? value / average : value - average;
    if (!Number.isFinite(ratio)) continue;
    const phase = t % season;
    sums[phase] = (sums[phase] as number) + ratio;
    counts[phase] = (counts[phase] as number) + 1;
  }
  const indexes = new Float64Array(season);
  let mean = 0;
  for (let phase = 0; phase < season; phase += 1) {
    if (counts[phase] === 0) return null;
    indexes[phase] = (sums[phase] as number) / (counts[phase] as number);
    mean += (indexes[phase] as number) / season;
  }
  for (let phase = 0; phase < season; phase += 1) {
    indexes[phase] =
      kind === "multiplicative" ? (indexes[phase] as number) / mean : (indexes[phase] as number) - mean;
  }
  return indexes;
}

/**
 * The season of a history when `isSeasonal` sees one: multiplicative when every known value is positive and no index is
 * near zero, additive otherwise; none when a phase was never seen.
 */
export function findSeason(history: Float64Array, season: number): SeasonShape {
  if (!isSeasonal(history, season)) return NO_SEASON;
  let positive = true;
  for (const value of history) if (value <= 0) positive = false;
  if (positive) {
    const ratios = seasonalIndexes(history, season, "multiplicative");
    if (ratios?.every((index) => index > 0.01))
      return { kind: "multiplicative", indexes: Array.from(ratios) };
  }
  const differences = seasonalIndexes(history, season, "additive");
  return differences ? { kind: "additive", indexes: Array.from(differences) } : NO_SEASON;
}

/** The index of period `t`, counted from the history's first element; 1 or 0 (no change) without a season. */
function seasonAt({ kind, indexes }: SeasonShape, t: number): number {
  if (kind === "none") return 0;
  return indexes[t % indexes.length] as number;
}

/** The history without its season: divided by it, or less it. */
export function takeSeasonOff(values: Float64Array, shape: SeasonShape): Float64Array {
  if (shape.kind === "none") return values;
  const out = new Float64Array(values.length);
  for (let t = 0; t < out.length; t += 1) {
    const index = seasonAt(shape, t);
    out[t] = shape.kind === "multiplicative" ? (values[t] as number) / index : (values[t] as number) - index;
  }
  return out;
}

/** A value of period `t` with its season put back on. */
export function putSeasonOn(value: number, shape: SeasonShape, t: number): number {
  if (shape.kind === "none") return value;
  return shape.kind === "multiplicative" ? value * seasonAt(shape, t) : value + seasonAt(shape, t);
}
