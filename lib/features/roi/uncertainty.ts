import { createRng, normalFrom, type Rng } from "#lib/forecast/rng.ts";
import { todayErrors } from "./compute.ts";
import { annuities } from "./flows.ts";
import { costTotals, missingInputs, type RoiInputs, type UnitCosts } from "./inputs.ts";
import { foldSpread, type MeasuredSaving, withMeasured } from "./measured.ts";
import { HABITS, keysOf, likelyOf, type Range, type Ranges, rangeOf, type UncertainKey } from "./ranges.ts";

export interface UncertainCase {
  inputs: RoiInputs;
  unitCosts: UnitCosts | null;
  ranges: Ranges;
  measured: MeasuredSaving | null;
}

/** An input with its value and its range. */
export interface Uncertain extends Range {
  key: UncertainKey;
  likely: number;
  /** Whether a person gave the range, a run measured it, or it is the suggested one. */
  from: "own" | "measured" | "suggested";
}

export interface TornadoBar extends Uncertain {
  /** The NPV with this input alone at its low and its high end. */
  npvAtLow: number;
  npvAtHigh: number;
}

export interface Bin {
  from: number;
  to: number;
  count: number;
}

export interface Simulation {
  draws: number;
  seed: number;
  /** Share of the draws with an NPV below 0. */
  lossShare: number;
  median: number;
  mean: number;
  /** Of 90 % of the draws. */
  low: number;
  high: number;
  /** NPVs that these shares of the draws lie below. */
  quantiles: { level: number; npv: number }[];
  bins: Bin[];
}

const LEVELS = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95] as const;

/** A standard normal lies below this in 95 of 100 cases, so ±Z holds 90 %. */
const Z_95 = 1.6448536269514722;

/** Every input of the case that may turn out otherwise, with its range. Empty while the case is not whole. */
export function uncertainInputs(given: UncertainCase): Uncertain[] {
  const { inputs, unitCosts } = withMeasured(given, given.measured);
  if (missingInputs(inputs, unitCosts).length > 0) return [];
  return keysOf(inputs, unitCosts).map((key) => {
    const likely = likelyOf(key, inputs, unitCosts);
    const spread = key === "savingPercent" && given.measured ? foldSpread(given.measured) : null;
    if (spread !== null) {
      const half = Z_95 * spread * 100;
      return {
        key,
        likely,
        shape: "normal" as const,
        low: likely - half,
        high: Math.min(100, likely + half),
        from: "measured" as const,
      };
    }
    const isOwn = given.ranges[key] !== undefined && !(key === "savingPercent" && given.measured);
    const range = rangeOf(key, likely, isOwn ? given.ranges : {});
    return { key, likely, ...range, from: isOwn ? ("own" as const) : ("suggested" as const) };
  });
}

/**
 * The value at probability u of the triangular distribution from low over the mode to high (Kotz and van Dorp, Beyond
 * Beta, 2004, eq. 1.6). low = high gives that value; a mode outside is moved to the nearer end.
 */
export function triangularAt(u: number, { low, mode, high }: { low: number; mode: number; high: number }) {
  const width = high - low;
  if (!(width > 0)) return low;
  const peak = Math.min(high, Math.max(low, mode)) - low;
  return u * width < peak
    ? low + Math.sqrt(u * width * peak)
    : high - Math.sqrt((1 - u) * width * (width - peak));
}

/** One draw of an input, within what the input may be. A normal one has low to high as its 90 % interval. */
function drawOf(uncertain: Uncertain, rng: Rng): number {
  const { shape, likely, low, high, key, from } = uncertain;
  if (shape === "fixed") return likely;
  if (shape === "uniform") return low + rng() * (high - low);
  if (shape === "triangular") return triangularAt(rng(), { low, mode: likely, high });
  const { min, max } = HABITS[key];
  // Cut at 100 % the measured interval is no longer even around its middle: its lower half tells the spread.
  const sd = from === "measured" ? (likely - low) / Z_95 : (high - low) / (2 * Z_95);
  const value = likely + normalFrom(rng) * sd;
  // A measured saving may be a loss.
  return Math.min(max, Math.max(from === "measured" ? Number.NEGATIVE_INFINITY : min, value));
}

type Values = Record<UncertainKey, number>;

/** The NPV as a function of the inputs' values: `computeRoi`'s, without making the months. */
function npvFunction(given: UncertainCase) {
  const { inputs, unitCosts } = withMeasured(given, given.measured);
  // The whole build is one uncertain input: the roles are in its value.
  const row: RoiInputs = { ...inputs, buildRoles: [] };
  const prices = unitCosts === null ? null : { ...unitCosts };
  return (values: Values): number => {
    for (const key of Object.keys(values) as UncertainKey[]) {
      if (key === "costUnder") {
        if (prices) prices.under = values[key];
      } else if (key === "costOver") {
        if (prices) prices.over = values[key];
      } else row[key] = values[key];
    }
    const { once, running, upkeep } = costTotals(row);
    const saving =
      todayErrors(row, prices).cost * ((row.savingPercent ?? 0) / 100) * ((row.adoptionPercent ?? 0) / 100);
    const benefit = saving + row.labourSaved + (row.otherBenefits ?? 0);
    const worth = annuities(row);
    return -once + (benefit / 12) * worth.benefit - ((running + upkeep) / 12) * worth.cost;
  };
}

const likelyValues = (all: readonly Uncertain[]) =>
  Object.fromEntries(all.map(({ key, likely }) => [key, likely])) as Values;

/** The NPV with one input at a time at its two ends, the others at their values; the widest first. */
export function tornado(given: UncertainCase): TornadoBar[] {
  const all = uncertainInputs(given);
  const likely = likelyValues(all);
  const npvOf = npvFunction(given);
  return all
    .filter((uncertain) => uncertain.shape !== "fixed")
    .map((uncertain) => ({
      ...uncertain,
      npvAtLow: npvOf({ ...likely, [uncertain.key]: uncertain.low }),
      npvAtHigh: npvOf({ ...likely, [uncertain.key]: uncertain.high }),
    }))
    .toSorted((a, b) => Math.abs(b.npvAtHigh - b.npvAtLow) - Math.abs(a.npvAtHigh - a.npvAtLow));
}

/**
 * Monte-Carlo: the NPV of `draws` cases, each input drawn from its own range, all independent of each other. The same
 * seed gives the same numbers everywhere. Null while the case is not whole.
 */
export function simulate(
  given: UncertainCase,
  { draws, seed }: { draws: number; seed: number },
): Simulation | null {
  const all = uncertainInputs(given);
  if (all.length === 0) return null;
  const npvOf = npvFunction(given);
  const rng = createRng(seed);
  const values = likelyValues(all);
  const npvs = new Float64Array(draws);
  for (let i = 0; i < draws; i++) {
    for (const uncertain of all) values[uncertain.key] = drawOf(uncertain, rng);
    npvs[i] = npvOf(values);
  }
  npvs.sort();
  const at = (share: number) => npvs[Math.min(draws - 1, Math.floor(share * draws))] ?? 0;
  const losses = npvs.findIndex((npv) => npv >= 0);
  return {
    draws,
    seed,
    lossShare: (losses === -1 ? draws : losses) / draws,
    median: at(0.5),
    mean: npvs.reduce((sum, npv) => sum + npv, 0) / draws,
    low: at(0.05),
    high: at(0.95),
    quantiles: LEVELS.map((level) => ({ level, npv: at(level) })),
    bins: binsOf(npvs),
  };
}

const ABOUT_BINS = 24;

/** Bins of one round width, with a border at 0, from the lowest value to the highest. */
function binsOf(sorted: Float64Array): Bin[] {
  const [lowest, highest] = [sorted[0] ?? 0, sorted.at(-1) ?? 0];
  const rough = (highest - lowest) / ABOUT_BINS || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const width = ([1, 2, 2.5, 5, 10].find((step) => step * power >= rough) ?? 10) * power;
  const first = Math.floor(lowest / width);
  const count = Math.floor(highest / width) - first + 1;
  const bins = Array.from({ length: count }, (_, i) => ({
    from: (first + i) * width,
    to: (first + i + 1) * width,
    count: 0,
  }));
  for (const value of sorted) {
    const bin = bins[Math.min(count - 1, Math.max(0, Math.floor(value / width) - first))];
    if (bin) bin.count += 1;
  }
  return bins;
}
