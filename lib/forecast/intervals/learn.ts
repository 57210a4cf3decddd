import type { Truth } from "../auto/judge.ts";
import { empiricalQuantile, LEVEL_COUNT } from "../quantiles.ts";
import { MEDIAN_INDEX, QUANTILE_LEVELS } from "../types.ts";
import { applySpread, type Spread } from "./spread.ts";

/** What was said before each cutoff of a backtest, and what came. */
export interface Evidence {
  truths: readonly Truth[];
  /** By cutoff, row-major [series] × [step] × [QUANTILE_LEVELS]. */
  forecasts: readonly Float32Array[];
  horizonSteps: number;
}

/** A series in a fold. Errors within one are alike: it is what counts as one observation. */
export type Takes = (fold: number, series: number) => boolean;

/** Errors of one step that its quantiles are taken from; where it has fewer, its neighbours' are pooled with them. */
const ENOUGH_ERRORS = 200;
/** The models' own widths count as so many observations, and as one fold: what a fold has in common shows in no other way. */
const PRIOR_OBSERVATIONS = 20;
const PRIOR_FOLDS = 1;
const [NARROWEST, WIDEST] = [0.4, 4] as const;
/** A level that a forecast mostly has no distance at (a quantile stopped at zero) cannot be widened. */
const FEWEST_WITH_DISTANCE = 0.8;

/**
 * Learns a spread from the part of a backtest that `takes` lets in.
 *
 * Offsets are split conformal (Vovk, Gammerman & Shafer 2005; Lei et al. 2018): quantiles of (y − m)/s at each step, at the
 * level p·(1 + 1/n) away from the middle for n observations, which is a series in a fold, not a step. Widths are conformalised
 * quantiles (Romano, Patterson & Candès 2019) with distances relative to the forecast's own: the quantile of (y − m)/(q − m) at
 * that same level, as its logarithm shrunk to 0 by n/(n + 20) and by K/(K + 1) for K folds, for the future is another fold.
 * Null where nothing was scored.
 */
export function learnSpread(evidence: Evidence, ownShare: number, takes: Takes): Spread | null {
  const scored = scoredSteps(evidence, takes);
  const { folds, observations } = scored;
  if (observations === 0) return null;
  const offsets = ownShare < 1 ? learnOffsets(evidence, scored) : null;
  const bare: Spread = { ownShare, offsets, widths: new Array(LEVEL_COUNT).fill(1) };
  const trust = (observations / (observations + PRIOR_OBSERVATIONS)) * (folds / (folds + PRIOR_FOLDS));
  const widths = learnWidths({ ...evidence, forecasts: spreadAll(evidence, bare) }, scored);
  return { ...bare, widths: widths.map((width) => Math.exp(trust * Math.log(width))) };
}

/** The backtest's forecasts with a spread. */
export function spreadAll({ truths, forecasts, horizonSteps }: Evidence, spread: Spread): Float32Array[] {
  return truths.map(({ maseScales, nonNegative }, k) =>
    applySpread({
      ...{ quantiles: forecasts[k] as Float32Array, spread, horizonSteps, scales: maseScales },
      isNonNegative: (s) => nonNegative[s] === 1,
    }),
  );
}

/** Where an actual met a forecast. */
export interface ScoredSteps {
  /** Rows of each fold, as series · horizon + step. */
  rows: readonly Int32Array[];
  steps: number;
  /** Folds, and series in folds, with a row. */
  folds: number;
  observations: number;
}

export function scoredSteps({ truths, forecasts, horizonSteps }: Evidence, takes: Takes): ScoredSteps {
  let [steps, observations] = [0, 0];
  const rows = truths.map(({ actual }, fold) => {
    const quantiles = forecasts[fold] as Float32Array;
    const found = new Int32Array(actual.length);
    let count = 0;
    for (let from = 0; from < actual.length; from += horizonSteps) {
      if (!takes(fold, from / horizonSteps)) continue;
      const before = count;
      for (let row = from; row < from + horizonSteps; row += 1) {
        if (Number.isNaN(actual[row] as number)) continue;
        if (Number.isNaN(quantiles[row * LEVEL_COUNT + MEDIAN_INDEX] as number)) continue;
        found[count] = row;
        count += 1;
      }
      if (count > before) observations += 1;
    }
    steps += count;
    return found.subarray(0, count);
  });
  return { rows, steps, folds: rows.filter(({ length }) => length > 0).length, observations };
}

function learnOffsets(evidence: Evidence, { rows, observations }: ScoredSteps): number[][] {
  const { truths, forecasts, horizonSteps } = evidence;
  const errors: number[][] = Array.from({ length: horizonSteps }, () => []);
  rows.forEach((own, fold) => {
    const { actual, maseScales } = truths[fold] as Truth;
    const quantiles = forecasts[fold] as Float32Array;
    for (const row of own) {
      const scale = maseScales[Math.floor(row / horizonSteps)] as number;
      const error = (actual[row] as number) - (quantiles[row * LEVEL_COUNT + MEDIAN_INDEX] as number);
      if (scale > 0) errors[row % horizonSteps]?.push(error / scale);
    }
  });
  return errors.map((_, h) => {
    let pooled: number[] = [];
    for (let reach = 0; reach < horizonSteps; reach += 1) {
      pooled = errors.slice(Math.max(0, h - reach), h + reach + 1).flat();
      if (pooled.length >= ENOUGH_ERRORS) break;
    }
    if (pooled.length === 0) return new Array<number>(LEVEL_COUNT).fill(0);
    const sorted = Float64Array.from(pooled).sort();
    return QUANTILE_LEVELS.map((p, level) => {
      if (level === MEDIAN_INDEX) return 0;
      const outer = outerLevel(p, observations);
      return empiricalQuantile(sorted, p < 0.5 ? 1 - outer : outer);
    });
  });
}

/** The (n + 1)/n of split conformal: of few observations a more extreme one is taken. */
const outerLevel = (p: number, observations: number) =>
  Math.min(1, Math.max(p, 1 - p) * (1 + 1 / observations));

function learnWidths(evidence: Evidence, { rows, steps, observations }: ScoredSteps): number[] {
  const { truths, forecasts } = evidence;
  const ratios = new Float64Array(steps);
  return QUANTILE_LEVELS.map((p, level) => {
    if (level === MEDIAN_INDEX) return 1;
    let count = 0;
    rows.forEach((own, fold) => {
      const { actual } = truths[fold] as Truth;
      const quantiles = forecasts[fold] as Float32Array;
      for (const row of own) {
        const m = quantiles[row * LEVEL_COUNT + MEDIAN_INDEX] as number;
        const distance = (quantiles[row * LEVEL_COUNT + level] as number) - m;
        if (distance === 0) continue;
        ratios[count] = ((actual[row] as number) - m) / distance;
        count += 1;
      }
    });
    if (count < FEWEST_WITH_DISTANCE * steps) return 1;
    const found = empiricalQuantile(ratios.subarray(0, count).sort(), outerLevel(p, observations));
    return Math.max(NARROWEST, Math.min(WIDEST, found));
  });
}
