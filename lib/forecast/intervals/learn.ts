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
 * quantiles (Romano, Patterson & Candès 2019) with distances relative to the forecast's own: the p-quantile of (y − m)/(q − m),
 * as its logarithm shrunk to 0 by n/(n + 20) and by K/(K + 1) for K folds, for the future is another fold.
 * Null where nothing was scored.
 */
export function learnSpread(evidence: Evidence, ownShare: number, takes: Takes): Spread | null {
  const { folds, observations } = countObservations(evidence, takes);
  if (observations === 0) return null;
  const offsets = ownShare < 1 ? learnOffsets(evidence, takes, observations) : null;
  const bare: Spread = { ownShare, offsets, widths: new Array(LEVEL_COUNT).fill(1) };
  const trust = (observations / (observations + PRIOR_OBSERVATIONS)) * (folds / (folds + PRIOR_FOLDS));
  const widths = learnWidths({ ...evidence, forecasts: spreadAll(evidence, bare) }, takes);
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

/** Folds and series in folds of which a step was scored. */
export function countObservations(
  evidence: Evidence,
  takes: Takes,
): { folds: number; observations: number; steps: number } {
  const folds = new Set<number>();
  const units = new Set<string>();
  let steps = 0;
  eachStep(evidence, takes, ({ fold, series }) => {
    folds.add(fold);
    units.add(`${fold} ${series}`);
    steps += 1;
  });
  return { folds: folds.size, observations: units.size, steps };
}

interface Step {
  fold: number;
  series: number;
  h: number;
  y: number;
  quantiles: Float32Array;
  at: number;
}

function eachStep(evidence: Evidence, takes: Takes, visit: (step: Step) => void): void {
  const { truths, forecasts, horizonSteps } = evidence;
  truths.forEach(({ actual }, fold) => {
    const quantiles = forecasts[fold] as Float32Array;
    for (let series = 0; series < actual.length / horizonSteps; series += 1) {
      if (!takes(fold, series)) continue;
      for (let h = 0; h < horizonSteps; h += 1) {
        const y = actual[series * horizonSteps + h] as number;
        const at = (series * horizonSteps + h) * LEVEL_COUNT;
        if (Number.isNaN(y) || Number.isNaN(quantiles[at + MEDIAN_INDEX] as number)) continue;
        visit({ fold, series, h, y, quantiles, at });
      }
    }
  });
}

function learnOffsets(evidence: Evidence, takes: Takes, observations: number): number[][] {
  const { truths, horizonSteps } = evidence;
  const errors: number[][] = Array.from({ length: horizonSteps }, () => []);
  eachStep(evidence, takes, ({ fold, series, h, y, quantiles, at }) => {
    const scale = truths[fold]?.maseScales[series] as number;
    if (scale > 0) errors[h]?.push((y - (quantiles[at + MEDIAN_INDEX] as number)) / scale);
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
      const outer = Math.min(1, Math.max(p, 1 - p) * (1 + 1 / observations));
      return empiricalQuantile(sorted, p < 0.5 ? 1 - outer : outer);
    });
  });
}

function learnWidths(evidence: Evidence, takes: Takes): number[] {
  const ratios: number[][] = Array.from({ length: LEVEL_COUNT }, () => []);
  let steps = 0;
  eachStep(evidence, takes, ({ y, quantiles, at }) => {
    const m = quantiles[at + MEDIAN_INDEX] as number;
    steps += 1;
    for (let level = 0; level < LEVEL_COUNT; level += 1) {
      const distance = (quantiles[at + level] as number) - m;
      if (distance !== 0) ratios[level]?.push((y - m) / distance);
    }
  });
  return ratios.map((own, level) => {
    if (level === MEDIAN_INDEX || own.length < FEWEST_WITH_DISTANCE * steps) return 1;
    const p = QUANTILE_LEVELS[level] as number;
    const found = empiricalQuantile(Float64Array.from(own).sort(), Math.max(p, 1 - p));
    return Math.max(NARROWEST, Math.min(WIDEST, found));
  });
}
