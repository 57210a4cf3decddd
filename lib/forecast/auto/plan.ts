import { ForecastError } from "../errors.ts";
import type { Candidate, NetworkCandidate, TreesCandidate } from "./task.ts";

/**
 * Everything that a forecast depends on besides the data: with the same plan the same data gives the same numbers. Plain
 * JSON; it stands in the report.
 */
export interface AutoPlan {
  version: 1;
  horizonSteps: number;
  seasonLength: number;
  seed: number;
  /** Cutoffs of the backtest, one horizon apart; 0 where the data is too short for one. */
  folds: number;
  /** The backtest looks at so many series, evenly picked. */
  sampledSeries: number;
  /** The first is the baseline. */
  candidates: readonly Candidate[];
  /** Networks that the forecast itself trains, shared out among the chosen ones. */
  finalNetworks: number;
  /** Forests of trees that the forecast itself grows, likewise. Absent in plans that were stored before there were any. */
  finalForests?: number | undefined;
}

export const isNetwork = (candidate: Candidate): candidate is NetworkCandidate =>
  candidate.kind === "network";

export const isTrees = (candidate: Candidate): candidate is TreesCandidate => candidate.kind === "trees";

/**
 * Takes a plan out of a report, for data and options that it must fit.
 * @throws ForecastError `bad_artifact` or `bad_spec`.
 */
export function readPlan(
  report: unknown,
  asked: { horizonSteps: number; seasonLength: number; series: number },
): AutoPlan {
  const plan = (report as { plan?: AutoPlan } | null)?.plan;
  if (plan?.version !== 1 || !Array.isArray(plan.candidates) || plan.candidates.length === 0)
    throw new ForecastError("bad_artifact", "The report holds no plan of this version.");
  const { horizonSteps, seasonLength, sampledSeries } = plan;
  if (horizonSteps !== asked.horizonSteps || seasonLength !== asked.seasonLength) {
    throw new ForecastError(
      "bad_spec",
      `The plan is for a horizon of ${horizonSteps} and a season of ${seasonLength}, not for ${asked.horizonSteps} and ${asked.seasonLength}.`,
    );
  }
  if (sampledSeries > asked.series)
    throw new ForecastError(
      "bad_spec",
      `The plan is for ${sampledSeries} series or more, and there are ${asked.series}.`,
    );
  return plan;
}
