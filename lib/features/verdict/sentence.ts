import type { ModelKey } from "#lib/forecast/index.ts";
import { formatInterval, formatMoney } from "#lib/format/index.ts";
import type { StoredStep, VerdictDetail } from "./detail.ts";
import { FEWEST_TEST_FOLDS, FEWEST_UNITS } from "./rule.ts";

/** The method inside a sentence: "ordering by the network". */
export const METHOD_IN_SENTENCE: Record<ModelKey, string> = {
  naive: "the last value",
  seasonal_naive: "seasonal naive",
  drift: "drift",
  mean: "the mean",
  window_mean: "the mean of the last season",
  ses: "simple smoothing",
  holt: "Holt's trend",
  damped: "the damped trend",
  hw_additive: "Holt-Winters (additive)",
  hw_multiplicative: "Holt-Winters (multiplicative)",
  theta: "Theta",
  dynamic_theta: "dynamic Theta",
  ets: "ETS",
  auto_ets: "AutoETS",
  mstl: "MSTL",
  mstl_theta: "MSTL with Theta",
  comb: "the combination",
  croston: "Croston",
  croston_sba: "Croston (SBA)",
  tsb: "TSB",
  adida: "ADIDA",
  imapa: "IMAPA",
  ridge: "the regression over all series",
  trees: "boosted trees over all series",
  network: "the network",
  auto: "what Forecanvas chose",
  today: "today's method",
};

export const ANSWER_OPENING: Record<VerdictDetail["answer"], string> = {
  network_pays: "Use ML.",
  statistics_suffice: "Do not use ML here.",
  baseline_suffices: "Do not use ML here.",
  too_little_evidence: "Too little evidence.",
};

export type SentenceInput = Pick<
  VerdictDetail,
  | "answer"
  | "recommended"
  | "decisive"
  | "unit"
  | "units"
  | "testFolds"
  | "lack"
  | "currency"
  | "testPeriods"
  | "yearlyFactor"
  | "baselineStands"
>;

/**
 * The verdict in two sentences: what to do, then why, in money on the test periods. Every amount is the decisive step's,
 * taken back from a year to the test periods; the NPV is the ROI case's.
 */
export function verdictSentence(input: SentenceInput): string {
  const stands = input.baselineStands
    ? " On the past before the first fold, nothing that Forecanvas tried was better than the baseline, so the baseline stands."
    : "";
  return `${ANSWER_OPENING[input.answer]} ${reason(input)}${stands}`;
}

function reason(input: SentenceInput): string {
  const { decisive, answer } = input;
  if (!decisive) {
    return answer === "too_little_evidence"
      ? `${lackInWords(input)}.`
      : input.baselineStands
        ? `Nothing was found that costs less than ${METHOD_IN_SENTENCE[input.recommended]}.`
        : `Only ${METHOD_IN_SENTENCE[input.recommended]} was run, so nothing was found that costs less.`;
  }
  if (answer === "too_little_evidence") return `${tooLittle(input, decisive)}.`;
  const why = decisive.outcome === "pays" ? taken(input, decisive) : refused(input, decisive);
  if (answer !== "statistics_suffice") return `${why}.`;
  return `Statistics suffice: ${why.charAt(0).toLowerCase()}${why.slice(1)}.`;
}

function words(input: SentenceInput, step: StoredStep) {
  const overTest = (yearly: number | null) => (yearly === null ? null : yearly / input.yearlyFactor);
  const money = (yearly: number | null) => formatMoney(overTest(yearly), input.currency);
  return {
    from: METHOD_IN_SENTENCE[step.from],
    to: METHOD_IN_SENTENCE[step.to],
    costFrom: money(step.yearlyCostFrom),
    costTo: money(step.yearlyCostTo),
    saving: money(step.yearlySaving),
    more: money(step.yearlySaving === null ? null : -step.yearlySaving),
    interval: formatInterval({ low: overTest(step.lower), high: overTest(step.upper) }, input.currency),
    yearly: formatMoney(step.yearlySaving, input.currency),
    npv: step.npv === null ? null : formatMoney(step.npv, input.currency),
    upkeep: formatMoney(step.yearlyUpkeep, input.currency),
  };
}

function taken(input: SentenceInput, step: StoredStep): string {
  const w = words(input, step);
  const value = w.npv === null ? "" : `, and its NPV is ${w.npv}`;
  return (
    `Ordering by ${w.to} costs ${w.costTo} over ${input.testPeriods} of test, by ${w.from} ${w.costFrom}; ` +
    `it saves ${w.saving}, 90 % interval ${w.interval}${value}`
  );
}

function refused(input: SentenceInput, step: StoredStep): string {
  const w = words(input, step);
  const opening = `Ordering by ${w.from} costs ${w.costFrom} over ${input.testPeriods} of test`;
  if (step.outcome === "no_saving") {
    return step.yearlySaving === 0
      ? `${opening}; ${w.to} costs the same`
      : `${opening}; ${w.to} costs ${w.more} more`;
  }
  if (step.outcome === "not_proven") {
    return `${opening}; ${w.to} saved ${w.saving}, but the 90 % interval ${w.interval} includes zero`;
  }
  const price =
    w.npv === null
      ? `that is ${w.yearly} a year, less than its upkeep of ${w.upkeep}`
      : `after what it costs to build and keep, its NPV is ${w.npv}`;
  return `${opening}; ${w.to} saved ${w.saving}, but ${price}`;
}

function lackInWords(input: SentenceInput): string {
  if (input.lack === "test_folds") {
    return `${input.testFolds === 1 ? "1 cutoff was" : `${input.testFolds} cutoffs were`} left untouched, a verdict needs ${FEWEST_TEST_FOLDS}`;
  }
  const things =
    input.unit === "series"
      ? input.units === 1
        ? "series was"
        : "series were"
      : input.units === 1
        ? "stretch of time was"
        : "stretches of time were";
  return `${input.units} ${things} scored, a bound on the saving needs ${FEWEST_UNITS}`;
}

function tooLittle(input: SentenceInput, step: StoredStep): string {
  const w = words(input, step);
  if (input.lack === "wide_interval") {
    return (
      `Ordering by ${w.to} saved ${w.saving} over ${input.testPeriods} of test compared with ${w.from}, ` +
      `but the 90 % interval ${w.interval} includes zero`
    );
  }
  const saves = (step.yearlySaving ?? 0) > 0;
  const sofar = saves ? `saved ${w.saving}` : `cost ${w.more} more`;
  return `${lackInWords(input)}; so far ${w.to} ${sofar} over ${input.testPeriods} compared with ${w.from}`;
}
