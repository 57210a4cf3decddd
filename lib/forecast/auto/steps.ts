import { applySpread, type Spread } from "../intervals/spread.ts";
import { maseScale } from "../metrics.ts";
import { isNonNegative } from "../models/residuals.ts";
import { historyOf } from "../panel.ts";
import { LEVEL_COUNT } from "../quantiles.ts";
import type { Panel } from "../types.ts";
import { blendQuantiles, type Shares } from "./blend.ts";
import { shareMembers } from "./budget.ts";
import { type AutoPlan, isNetwork, isTrees } from "./plan.ts";
import type { AutoAnswer, AutoTask, Candidate, PanelName } from "./task.ts";

/** What a plan is about. */
export interface Question {
  horizonSteps: number;
  seasonLength: number;
  seed: number;
}

/** What the backtest chose: all that a forecast at any later cutoff needs besides the plan. Plain JSON. */
export interface Blend {
  shares: Shares;
  /** Null: the models' own quantiles. */
  spread: Spread | null;
}

/**
 * Series of one local task: many enough to be worth a message, few enough to share out. A task costs a look at the whole panel, so
 * there are not many of them.
 */
const SHARD = 250;
const MOST_SHARDS = 16;

/** One candidate at one cutoff, cut into ranges of series where that can be done. */
export function cutTasks(options: {
  question: Question;
  candidate: Candidate;
  panel: PanelName;
  /** How many series that panel has. */
  series: number;
  cutoffIndex: number;
  member?: number;
}): AutoTask[] {
  const { question, candidate, panel, series, cutoffIndex, member = 0 } = options;
  const { horizonSteps, seasonLength, seed } = question;
  const shard = candidate.kind === "local" ? Math.max(SHARD, Math.ceil(series / MOST_SHARDS)) : series;
  return Array.from({ length: Math.ceil(series / shard) }, (_, i) => ({
    ...{ candidate, panel, cutoffIndex, horizonSteps, seasonLength, seed, member },
    ...{ from: i * shard, to: Math.min(series, (i + 1) * shard) },
  }));
}

/** Cutoffs of the plan's backtest, ascending: one horizon apart, the last one a horizon before `cutoffIndex`. */
export function backtestCutoffs(plan: AutoPlan, cutoffIndex: number): number[] {
  const { folds, horizonSteps } = plan;
  return Array.from({ length: folds }, (_, k) => cutoffIndex - (folds - k) * horizonSteps);
}

export interface Trial {
  candidate: Candidate;
  fold: number;
  tasks: readonly AutoTask[];
}

/** Every candidate at every cutoff of the backtest, on the sample. */
export function planTrials(plan: AutoPlan, cutoffIndex: number): Trial[] {
  const cutoffs = backtestCutoffs(plan, cutoffIndex);
  return plan.candidates.flatMap((candidate) =>
    cutoffs.map((cutoff, fold) => ({
      candidate,
      fold,
      tasks: cutTasks({
        ...{ question: plan, candidate, panel: "sample" as const },
        ...{ series: plan.sampledSeries, cutoffIndex: cutoff },
      }),
    })),
  );
}

/** What each network and each forest of the trials took, in milliseconds. */
export function timesOf(
  trials: readonly Trial[],
  answers: readonly (readonly Pick<AutoAnswer, "milliseconds">[])[],
): { networks: number[]; forests: number[] } {
  const of = (is: (candidate: Candidate) => boolean) =>
    trials.flatMap(({ candidate }, i) =>
      is(candidate) ? (answers[i] ?? []).map(({ milliseconds }) => milliseconds) : [],
    );
  return { networks: of(isNetwork), forests: of(isTrees) };
}

/** One member of the blend. */
export interface Part {
  candidate: Candidate;
  /** 0 for the baseline, where it only stands in. */
  share: number;
  tasks: readonly AutoTask[];
}

/** What has to be forecast at a cutoff for the blend there; the long ones first, so that no thread is left with one at the end. */
export function planParts(options: {
  plan: AutoPlan;
  shares: Shares;
  series: number;
  cutoffIndex: number;
}): Part[] {
  const { plan, shares, series, cutoffIndex } = options;
  const members = shareMembers(plan, shares);
  const parts = plan.candidates.flatMap((candidate, i): Part[] => {
    // The baseline is made in any case: it stands where all others have no answer.
    if (!((shares[candidate.key] ?? 0) > 0) && i > 0) return [];
    const count = members.get(candidate.key) ?? 1;
    return Array.from({ length: count }, (_, member) => ({
      candidate,
      share: (shares[candidate.key] ?? 0) / count,
      tasks: cutTasks({
        ...{ question: plan, candidate, panel: "all" as const, series, cutoffIndex },
        // Another seed than the backtest's, which has member 0.
        member: isNetwork(candidate) || isTrees(candidate) ? member + 1 : 0,
      }),
    }));
  });
  const length = ({ candidate }: Part) => Number(isTrees(candidate)) + 2 * Number(isNetwork(candidate));
  return parts.sort((a, b) => length(b) - length(a));
}

/** The blend's quantiles of all series; `answers` in the order of the parts and their tasks. */
export function blendParts(options: {
  panel: Panel;
  plan: AutoPlan;
  cutoffIndex: number;
  parts: readonly Part[];
  answers: readonly (readonly Pick<AutoAnswer, "quantiles">[])[];
  spread: Spread | null;
}): Float32Array {
  const { panel, plan, cutoffIndex, parts, answers, spread } = options;
  const made = parts.map(({ candidate, share }, i) => ({
    candidate,
    share,
    quantiles: joinShards(answers[i] ?? []),
  }));
  const baseline = plan.candidates[0]?.key;
  const fallback = made.find(({ candidate }) => candidate.key === baseline)?.quantiles;
  const quantiles = blendQuantiles(made.filter(({ share }) => share > 0));
  if (fallback) standIn(quantiles, fallback);
  if (!spread) return quantiles;
  const series = panel.ids.length;
  const scales = new Float64Array(series);
  const nonNegative = new Uint8Array(series);
  for (let s = 0; s < series; s += 1) {
    const { values } = historyOf(panel, s, cutoffIndex);
    scales[s] = maseScale(values, plan.seasonLength);
    nonNegative[s] = Number(isNonNegative(values));
  }
  return applySpread({
    ...{ quantiles, spread, horizonSteps: plan.horizonSteps, scales },
    isNonNegative: (s) => nonNegative[s] === 1,
  });
}

/** Ranges of series, in their order, as one. */
export function joinShards(answers: readonly Pick<AutoAnswer, "quantiles">[]): Float32Array {
  const [first, second] = answers;
  if (first && !second) return first.quantiles;
  const out = new Float32Array(answers.reduce((sum, { quantiles }) => sum + quantiles.length, 0));
  let at = 0;
  for (const { quantiles } of answers) {
    out.set(quantiles, at);
    at += quantiles.length;
  }
  return out;
}

/** Rows without an answer get the other's. */
function standIn(quantiles: Float32Array, other: Float32Array): void {
  for (let at = 0; at < quantiles.length; at += LEVEL_COUNT)
    if (Number.isNaN(quantiles[at] as number)) quantiles.set(other.subarray(at, at + LEVEL_COUNT), at);
}
