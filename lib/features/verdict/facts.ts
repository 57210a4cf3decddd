import type { ModelKey } from "#lib/forecast/index.ts";
import { formatError, formatMoney, formatNumber, formatPercent } from "#lib/format/index.ts";
import type { VerdictDetail } from "./detail.ts";
import { METHOD_IN_SENTENCE } from "./sentence.ts";
import type { Leaderboard, VerdictFact } from "./view.ts";

/** Within this of nominal, a band's coverage is called right; 80 % bands hold 75 to 85 %. */
const COVERAGE_TOLERANCE = 0.05;
/** A bias within ±5 % of what was sold is not worth a warning. */
const BIAS_TOLERANCE = 0.05;

/**
 * The facts under the verdict, each with the state its icon shows. They are about the method that the decisive step
 * proposed (or that is recommended, where there was no step), on the test folds.
 */
export function verdictFacts(detail: VerdictDetail, board: Leaderboard): VerdictFact[] {
  const facts: VerdictFact[] = [];
  const step = detail.decisive;
  const money = (value: number | null) => formatMoney(value, detail.currency);
  if (step) {
    const lower = step.lower === null ? null : step.lower / detail.yearlyFactor;
    const isAbove = lower !== null && lower > 0;
    facts.push({
      state: isAbove ? "supported" : "contradicted",
      text: `Saving, lower bound ${money(lower)} ${isAbove ? ">" : "≤"} ${money(0)}`,
    });
    if (step.npv !== null) {
      const isWorth = step.npv > 0;
      facts.push({
        state: isWorth ? "supported" : "contradicted",
        text: `NPV ${money(step.npv)} ${isWorth ? ">" : "≤"} ${money(0)}`,
      });
    } else if (!detail.hasRoiCase) {
      facts.push({ state: "unproven", text: "No ROI case: what it costs to build and keep isn't counted" });
    }
  }
  const left = detail.leftOut?.periods ?? 0;
  if (left > 0)
    facts.push({
      state: "unproven",
      text: `${formatNumber(left)} ${left === 1 ? "period" : "periods"} left out: stock-out or closure`,
    });
  return [...facts, ...errorFacts(step?.to ?? detail.recommended, board)];
}

/** What the scores of one method say, with their baseline. */
export function errorFacts(model: ModelKey, board: Leaderboard): VerdictFact[] {
  const row = board.rows.find((one) => one.model === model);
  if (!row) return [];
  const facts: VerdictFact[] = [];
  if (row.maeOfBaseline !== null && !row.isBaseline) {
    const isBetter = row.maeOfBaseline < 1;
    facts.push({
      state: isBetter ? "supported" : "contradicted",
      text: `MAE ${formatError(row.maeOfBaseline)} of ${METHOD_IN_SENTENCE.seasonal_naive} ${isBetter ? "<" : "≥"} 1`,
    });
  }
  if (row.coverage80 !== null && Math.abs(row.coverage80 - 0.8) > COVERAGE_TOLERANCE) {
    const how = row.coverage80 < 0.8 ? "too narrow" : "too wide";
    facts.push({ state: "stale", text: `80 % band held ${formatPercent(row.coverage80)}: ${how}` });
  }
  if (row.bias !== null && Math.abs(row.bias) > BIAS_TOLERANCE) {
    const how = row.bias < 0 ? "forecasts run low" : "forecasts run high";
    facts.push({ state: "stale", text: `Bias ${formatPercent(row.bias)}: ${how}` });
  }
  return facts;
}

/** The first thing to say while money is missing: how far off the best method is, and the baseline. */
export function errorSentence(board: Leaderboard): string {
  const best = board.rows[0];
  const baseline = board.rows.find((row) => row.isBaseline);
  if (!best || best.wape === null) return "No method could be scored on the test folds.";
  const name = best.name.charAt(0).toUpperCase() + best.name.slice(1);
  if (best.isBaseline || !baseline) {
    return `${name} came nearest over ${board.periods} of test: WAPE ${formatPercent(best.wape)} on ${formatNumber(board.pairs)} values.`;
  }
  return `${name} came nearest over ${board.periods} of test: WAPE ${formatPercent(best.wape)}, ${METHOD_IN_SENTENCE.seasonal_naive} ${formatPercent(baseline.wape)}.`;
}
