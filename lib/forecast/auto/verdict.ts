import { canMeasure, chooseIntervals, type IntervalChoice } from "../intervals/choose.ts";
import { spreadAll } from "../intervals/learn.ts";
import type { Panel } from "../types.ts";
import type { Shares } from "./blend.ts";
import { chooseShares, type Tried } from "./choose.ts";
import { blendTried, crossChosen } from "./cross-chosen.ts";
import { type Measures, measureForecasts, truthAt } from "./judge.ts";
import type { AutoPlan } from "./plan.ts";
import type { Profile } from "./profile.ts";
import { type Blend, backtestCutoffs, joinShards, type Trial } from "./steps.ts";
import type { AutoAnswer, Candidate } from "./task.ts";

/** What was tried and chosen, in the words and numbers of a report. NaN measures are null once it is JSON. */
export interface Judged {
  blend: Blend;
  /** Cutoffs of the backtest, as grid positions. */
  cutoffs: readonly number[];
  tried: readonly { model: string; score: number | null; seconds: number; measures: Measures | null }[];
  chosen: { shares: Shares; score: number; measures: Measures; reason: string } | null;
  baseline: { model: string; measures: Measures | null };
  /** How intervals are made and why, and how often they held what came, by step. */
  intervals: IntervalChoice;
  notes: readonly string[];
}

/**
 * Chooses the blend from what every candidate said at every cutoff of the backtest. `panel` holds the sampled series, and nothing after
 * `cutoffIndex`; `answers` stand in the order of the trials and their tasks.
 */
export function judgeTrials(options: {
  panel: Panel;
  plan: AutoPlan;
  profile: Profile;
  cutoffIndex: number;
  trials: readonly Trial[];
  answers: readonly (readonly AutoAnswer[])[];
}): Judged {
  const { panel, plan, profile, cutoffIndex, trials, answers } = options;
  const { horizonSteps, seasonLength } = plan;
  const cutoffs = backtestCutoffs(plan, cutoffIndex);
  const tried: Tried[] = plan.candidates.map(({ key }) => ({
    key,
    forecasts: trials.flatMap(({ candidate }, i) =>
      candidate.key === key ? [joinShards(answers[i] ?? [])] : [],
    ),
  }));
  const seconds = (key: string) =>
    trials.reduce(
      (sum, { candidate }, i) =>
        candidate.key === key
          ? sum + (answers[i] ?? []).reduce((own, { milliseconds }) => own + milliseconds, 0) / 1_000
          : sum,
      0,
    );
  const truths = cutoffs.map((cutoff) => truthAt({ panel, cutoffIndex: cutoff, horizonSteps, seasonLength }));
  const notes: string[] = [];
  const choice =
    truths.length > 0 ? chooseShares({ tried, truths, horizonSteps, isPositive: profile.isPositive }) : null;
  const shares = choice?.shares ?? { [unproven(plan)]: 1 };
  if (seasonLength > 1 && profile.longestLength < 2 * seasonLength)
    notes.push(
      `No series has two whole seasons of ${seasonLength} (the longest has ${profile.longestLength} periods), so no season could be learnt.`,
    );
  if (!choice)
    notes.push(
      `The data is too short for a backtest with a horizon of ${horizonSteps}, so ${Object.keys(shares)[0]} was taken without one.`,
    );
  const blended = cutoffs.map((_, k) => blendTried(tried, shares, k));
  const { isPositive } = profile;
  const isWorthIt = choice !== null && canMeasure({ truths, forecasts: blended, horizonSteps });
  const intervals = chooseIntervals({
    ...{ truths, horizonSteps },
    forecasts: isWorthIt ? crossChosen({ tried, truths, blended, horizonSteps, isPositive }) : blended,
  });
  const { spread } = intervals;
  const spreaded = choice && spread ? spreadAll({ truths, forecasts: blended, horizonSteps }, spread) : null;
  return {
    blend: { shares, spread },
    cutoffs,
    tried: plan.candidates.map(({ key }) => {
      const own = choice?.alone.find((each) => each.key === key);
      return {
        model: key,
        score: own && Number.isFinite(own.score) ? own.score : null,
        seconds: Math.round(1_000 * seconds(key)) / 1_000,
        measures: own?.measures ?? null,
      };
    }),
    chosen: choice && {
      ...{ shares, score: choice.score, reason: choice.reason },
      measures: spreaded ? measureForecasts(truths, spreaded, horizonSteps) : choice.measures,
    },
    baseline: { model: (plan.candidates[0] as Candidate).key, measures: choice?.alone[0]?.measures ?? null },
    intervals,
    notes,
  };
}

/** What is taken where nothing could be tried: the last of the local candidates that is no baseline, or the baseline. */
function unproven({ candidates }: AutoPlan): string {
  const keys = candidates.map(({ key }) => key);
  if (candidates.length === 2) return keys[1] as string;
  return ["theta", "tsb"].find((key) => keys.includes(key)) ?? (keys[0] as string);
}
