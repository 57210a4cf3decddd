import { type Measures, measureForecasts } from "../auto/judge.ts";
import { coverageBySteps, type StepCoverage } from "./coverage.ts";
import { type Evidence, learnSpread, scoredSteps, spreadAll, type Takes } from "./learn.ts";
import type { Spread } from "./spread.ts";

export interface IntervalChoice {
  /** Null: the models' own quantiles. */
  spread: Spread | null;
  /** What was chosen and why, in a sentence. */
  method: string;
  /** By method, measured on the parts of the backtest that it had not learnt from; empty where too little could be measured. */
  compared: readonly { method: string; measures: Measures; score: number }[];
  /** Of the chosen method, as it was measured: how often what came lay inside, by step. */
  coverage: readonly StepCoverage[];
}

/** What is compared. A share between is the mean of both, level by level, which is sharper than either where they err apart. */
const METHODS = [
  { name: "own", ownShare: null, fewest: 0 },
  { name: "calibrated", ownShare: 1, fewest: 0 },
  { name: "blend", ownShare: 0.5, fewest: 40 },
  { name: "conformal", ownShare: 0, fewest: 40 },
] as const;
type MethodName = (typeof METHODS)[number]["name"];

const WORDS: Record<MethodName, string> = {
  own: "the models' own quantiles",
  calibrated: "the models' own quantiles, widened or narrowed by their coverage on the backtest",
  blend: "the mean of the models' own quantiles and those of past errors",
  conformal: "quantiles of past errors (split conformal)",
};

/** Scored steps below which coverage cannot be told from chance. */
const FEWEST_STEPS = 100;
/** With a single fold its series are learnt from and tried in turns, and there have to be some. */
const FEWEST_SERIES = 8;
const SERIES_PARTS = 4;
/** More steps than these change no quantile: series are then taken evenly. */
const MOST_STEPS = 30_000;
/** Deviations from 80 and 95 % that chance makes; what is beyond counts against a method, the outer one twice. */
const [FREE_80, FREE_95] = [0.02, 0.01] as const;
/** Another method must better the models' own by this much. */
const LEAST_GAIN = 0.002;

/** Whether a backtest tells anything of coverage: enough steps, and folds or series to learn from and to try in turns. */
export function canMeasure(evidence: Evidence): boolean {
  const { steps, folds } = scoredSteps(evidence, () => true);
  const series = evidence.truths[0]?.maseScales.length ?? 0;
  return steps >= FEWEST_STEPS && (folds > 1 || series >= FEWEST_SERIES);
}

/**
 * Chooses how intervals are made, on a backtest whose forecasts were chosen elsewhere: each method learns on all folds but one and
 * is tried on that one, in turns; with a single fold, on its series in four parts. The score is sharpness, as the mean of scaled
 * pinball loss and of MSIS at 80 and 95 %, each over the models' own, plus what coverage lacks:
 *
 *     (SQL/SQL₀ + MSIS₈₀/MSIS₈₀₀ + MSIS₉₅/MSIS₉₅₀)/3 + (|c₈₀ − 0.8| − 0.02)₊ + 2·(|c₉₅ − 0.95| − 0.01)₊.
 *
 * The lowest is chosen and learnt anew on everything; the models' own stand where too little was scored.
 */
export function chooseIntervals(whole: Evidence): IntervalChoice {
  const evidence = thinOut(whole);
  const all = scoredSteps(evidence, () => true);
  const isByFold = all.folds > 1;
  if (!canMeasure(evidence))
    return {
      spread: null,
      method: `The models' own quantiles: ${all.steps} scored steps of ${all.observations} series and folds are too few to measure coverage.`,
      compared: [],
      coverage: coverageBySteps(evidence),
    };
  const partOf = (fold: number, s: number) => (isByFold ? fold : s % SERIES_PARTS);
  const parts = isByFold ? evidence.truths.length : SERIES_PARTS;
  const reference = measureForecasts(evidence.truths, evidence.forecasts, evidence.horizonSteps);
  const compared = METHODS.filter(({ fewest }) => all.observations >= fewest).map(({ name, ownShare }) => {
    const forecasts =
      ownShare === null ? evidence.forecasts : crossFit({ evidence, ownShare, parts, partOf });
    const measures = measureForecasts(evidence.truths, forecasts, evidence.horizonSteps);
    return { name, ownShare, forecasts, measures, score: scoreOf(measures, reference) };
  });
  const own = compared[0] as (typeof compared)[number];
  const best = compared.reduce((a, b) => (b.score < a.score ? b : a));
  const chosen = best.score < own.score * (1 - LEAST_GAIN) ? best : own;
  return {
    spread: chosen.ownShare === null ? null : learnSpread(evidence, chosen.ownShare, () => true),
    method: sentence({ chosen, own, isByFold }),
    coverage: coverageBySteps({ ...evidence, forecasts: chosen.forecasts }),
    compared: compared.map(({ name, measures, score }) => ({ method: name, measures, score })),
  };
}

/** Each part's forecasts with what was learnt from the others. */
function crossFit(options: {
  evidence: Evidence;
  ownShare: number;
  parts: number;
  partOf: (fold: number, series: number) => number;
}): Float32Array[] {
  const { evidence, ownShare, parts, partOf } = options;
  const out = evidence.forecasts.map((each) => each.slice());
  for (let part = 0; part < parts; part += 1) {
    const others: Takes = (fold, series) => partOf(fold, series) !== part;
    const spread = learnSpread(evidence, ownShare, others);
    if (!spread) continue;
    spreadAll(evidence, spread).forEach((spreaded, fold) => {
      const series = evidence.truths[fold]?.maseScales.length as number;
      const size = spreaded.length / series;
      for (let s = 0; s < series; s += 1)
        if (partOf(fold, s) === part) out[fold]?.set(spreaded.subarray(s * size, (s + 1) * size), s * size);
    });
  }
  return out;
}

function scoreOf(measures: Measures, own: Measures): number {
  const over = (a: number, b: number) => (b > 0 ? a / b : a > 0 ? Number.POSITIVE_INFINITY : 1);
  const sharpness =
    (over(measures.scaledPinball, own.scaledPinball) +
      over(measures.msis80, own.msis80) +
      over(measures.msis95, own.msis95)) /
    3;
  const miss80 = Math.max(0, Math.abs(measures.coverage80 - 0.8) - FREE_80);
  const miss95 = Math.max(0, Math.abs(measures.coverage95 - 0.95) - FREE_95);
  return sharpness + miss80 + 2 * miss95;
}

function sentence(options: {
  chosen: { name: MethodName; measures: Measures };
  own: { measures: Measures };
  isByFold: boolean;
}): string {
  const { chosen, own, isByFold } = options;
  const percent = (share: number) => (100 * share).toFixed(1);
  const said = ({ measures }: { measures: Measures }) =>
    `${percent(measures.coverage80)} and ${percent(measures.coverage95)} %`;
  const where = isByFold ? "on folds that it had not learnt from" : "on series that it had not learnt from";
  const words = WORDS[chosen.name];
  const start = `${words[0]?.toUpperCase()}${words.slice(1)}`;
  if (chosen.name === "own")
    return `${start}: their 80 and 95 % held ${said(own)} of the backtest, and no other way was better ${where}.`;
  const change = chosen.measures.msis95 / own.measures.msis95 - 1;
  const score = `an interval score at 95 % (MSIS) ${percent(Math.abs(change))} % ${change < 0 ? "better" : "worse"}`;
  return `${start}: 80 and 95 % held ${said(chosen)} ${where}, where the models' own held ${said(own)}; ${score}.`;
}

/** The same with evenly picked series, where there are more steps than a quantile needs. */
function thinOut(evidence: Evidence): Evidence {
  const { truths, forecasts, horizonSteps } = evidence;
  const series = truths[0]?.maseScales.length ?? 0;
  const stride = Math.ceil((series * horizonSteps * truths.length) / MOST_STEPS);
  if (stride <= 1) return evidence;
  const picked = Array.from({ length: Math.ceil(series / stride) }, (_, i) => i * stride);
  const rows = <T extends Float64Array | Float32Array>(source: T, out: T): T => {
    const size = source.length / series;
    picked.forEach((s, i) => {
      out.set(source.subarray(s * size, (s + 1) * size) as Float32Array & Float64Array, i * size);
    });
    return out;
  };
  const floats = (source: Float64Array) =>
    rows(source, new Float64Array((source.length / series) * picked.length));
  return {
    horizonSteps,
    truths: truths.map((truth) => ({
      ...truth,
      actual: floats(truth.actual),
      scale: floats(truth.scale),
      maseScales: floats(truth.maseScales),
      nonNegative: Uint8Array.from(picked, (s) => truth.nonNegative[s] as number),
    })),
    forecasts: forecasts.map((each) => rows(each, new Float32Array((each.length / series) * picked.length))),
  };
}
