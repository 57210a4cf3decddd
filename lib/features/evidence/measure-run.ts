import type { ClaimMeasure } from "#lib/platform/prisma/enums.ts";
import { type Measured, percentOf } from "./measure.ts";
import { ANSWERS } from "./measures.ts";
import type { RunSource } from "./sources.ts";

const NO_SCORE = "The run could not score this: its denominator is zero, or nothing was forecast there.";
const NO_VERDICT = "The run has no verdict: it needs both unit costs, in Offline evaluation.";
const ANSWER = { baseline_suffices: 0, statistics_suffice: 1, network_pays: 2 } as const;

/** The value of a run's measure, on its untouched folds, of the method that its selection folds put first. */
export function measureRun(measure: ClaimMeasure, run: RunSource): Measured {
  const share = (name: string) => percentOf(run.metrics[name], NO_SCORE);
  switch (measure) {
    case "wape":
    case "coverage80":
      return share(measure);
    case "bias": {
      const { bias } = run.metrics;
      return percentOf(typeof bias === "number" ? Math.abs(bias) : null, NO_SCORE);
    }
    case "mase":
    case "smape": {
      const value = run.metrics[measure];
      return typeof value === "number" && Number.isFinite(value) ? { value } : { reason: NO_SCORE };
    }
    case "saving_share": {
      if (!run.verdict) return { reason: NO_VERDICT };
      const { cost, baselineCost } = run.verdict;
      if (cost === null || baselineCost === null) return { reason: NO_SCORE };
      // 1 − cost / cost of seasonal naive
      return percentOf(
        1 - cost / baselineCost,
        "Seasonal naive costs nothing there, so nothing can be saved.",
      );
    }
    case "verdict": {
      if (!run.verdict) return { reason: NO_VERDICT };
      const { kind } = run.verdict;
      if (kind === "too_little_evidence") {
        return { reason: "The verdict is that there is too little evidence for an answer." };
      }
      const value = ANSWER[kind];
      return { value, words: ANSWERS[value].words };
    }
    default:
      return { reason: "This is no measure of a run." };
  }
}
