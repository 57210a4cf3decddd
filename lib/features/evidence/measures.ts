import type { ClaimComparison, ClaimMeasure } from "#lib/platform/prisma/enums.ts";

export type MeasureSource = "dataset" | "run" | "roi";

/** A threshold and a number are both in this: percent as people type it, 15 and not 0.15. */
export type MeasureUnit =
  | "percent"
  | "months"
  | "days"
  | "series"
  | "checks"
  | "ratio"
  | "currency"
  | "answer";

export interface MeasureFacts {
  key: ClaimMeasure;
  source: MeasureSource;
  /** "History", as the list of measures has it. */
  name: string;
  unit: MeasureUnit;
  /** What exactly is counted, for whoever chooses it. */
  help: string;
  /** How a claim about it usually goes. */
  usual: ClaimComparison;
  decimals: number;
  /** It is about one covariate, which the claim names. */
  needsSubject?: true;
}

/** Everything that a claim can be bound to. A measure's formula stands in `measure-dataset`, `measure-run`, `measure-roi`. */
export const MEASURES: readonly MeasureFacts[] = [
  {
    key: "history_months",
    source: "dataset",
    name: "Length of history",
    unit: "months",
    help: "From the first period to the last one with a known value, both included.",
    usual: "at_least",
    decimals: 1,
  },
  {
    key: "series_count",
    source: "dataset",
    name: "Number of series",
    unit: "series",
    help: "Items, shops or whatever is forecast, each counted once.",
    usual: "at_least",
    decimals: 0,
  },
  {
    key: "missing_share",
    source: "dataset",
    name: "Share of missing periods",
    unit: "percent",
    help: "Periods without a row between a series' first and last row, of all its periods. Closed days count.",
    usual: "at_most",
    decimals: 1,
  },
  {
    key: "covariate_recorded_share",
    source: "dataset",
    name: "Share of rows in which a covariate is recorded",
    unit: "percent",
    help: "Rows with a value of it, of all rows. A zero is a value.",
    usual: "at_least",
    decimals: 1,
    needsSubject: true,
  },
  {
    key: "freshness_days",
    source: "dataset",
    name: "Age of the newest value",
    unit: "days",
    help: "From the last period with a known value until now.",
    usual: "at_most",
    decimals: 0,
  },
  {
    key: "checks_passed_share",
    source: "dataset",
    name: "Share of checks passed",
    unit: "percent",
    help: "Expectations of the dataset that its version keeps, of those that could be judged.",
    usual: "at_least",
    decimals: 0,
  },
  {
    key: "checks_failed",
    source: "dataset",
    name: "Checks that block training",
    unit: "checks",
    help: "Expectations of severity error that the version of the data fails.",
    usual: "at_most",
    decimals: 0,
  },
  {
    key: "wape",
    source: "run",
    name: "WAPE",
    unit: "percent",
    help: "Sum of absolute errors, of all that was sold or used, on the untouched folds, of the method that the run would choose.",
    usual: "below",
    decimals: 1,
  },
  {
    key: "mase",
    source: "run",
    name: "MASE",
    unit: "ratio",
    help: "Mean absolute error over that of seasonal naive in the history, on the untouched folds. Below 1 is nearer than that.",
    usual: "below",
    decimals: 3,
  },
  {
    key: "smape",
    source: "run",
    name: "sMAPE",
    unit: "percent",
    help: "Mean of the absolute error over the mean of forecast and actual, on the untouched folds; 200 % at most.",
    usual: "below",
    decimals: 1,
  },
  {
    key: "bias",
    source: "run",
    name: "Bias, high or low",
    unit: "percent",
    help: "How far the forecasts together are from what was sold together, its sign left out, on the untouched folds.",
    usual: "at_most",
    decimals: 1,
  },
  {
    key: "coverage80",
    source: "run",
    name: "Share held by the 80 % band",
    unit: "percent",
    help: "Actuals on the untouched folds that fell within the band. 80 % would be right.",
    usual: "at_least",
    decimals: 1,
  },
  {
    key: "saving_share",
    source: "run",
    name: "Saving against seasonal naive",
    unit: "percent",
    help: "What over and under cost less than with seasonal naive, of the latter, on the untouched folds at the canvas's unit costs.",
    usual: "above",
    decimals: 1,
  },
  {
    key: "verdict",
    source: "run",
    name: "Verdict",
    unit: "answer",
    help: "What the run's verdict says is worth its cost.",
    usual: "at_least",
    decimals: 0,
  },
  {
    key: "npv",
    source: "roi",
    name: "Net present value",
    unit: "currency",
    help: "Of the ROI case, over its years at its discount rate.",
    usual: "above",
    decimals: 0,
  },
  {
    key: "payback_months",
    source: "roi",
    name: "Months until it has paid back",
    unit: "months",
    help: "The first month at whose end the ROI case's flows add up to 0 or more.",
    usual: "at_most",
    decimals: 0,
  },
  {
    key: "irr",
    source: "roi",
    name: "Internal rate of return",
    unit: "percent",
    help: "A year, of the ROI case.",
    usual: "at_least",
    decimals: 1,
  },
  {
    key: "break_even_saving",
    source: "roi",
    name: "Improvement needed to break even",
    unit: "percent",
    help: "The saving, of today's cost of errors, at which the ROI case's net present value is 0.",
    usual: "at_most",
    decimals: 1,
  },
];

export function measureOf(key: ClaimMeasure): MeasureFacts {
  const measure = MEASURES.find((one) => one.key === key);
  if (!measure) throw new RangeError(`There is no measure ${key}.`);
  return measure;
}

export const COMPARISON_WORDS: Record<ClaimComparison, string> = {
  below: "below",
  at_most: "at most",
  at_least: "at least",
  above: "above",
  equal: "exactly",
};

export const SOURCE_WORDS: Record<MeasureSource, string> = {
  dataset: "Data",
  run: "Run",
  roi: "ROI",
};

/** What a verdict answers, as the number that is compared: a step up is one more. */
export const ANSWERS = [
  { value: 0, words: "the baseline suffices" },
  { value: 1, words: "statistics suffice" },
  { value: 2, words: "a network pays" },
] as const;

export const UNIT_WORDS: Record<MeasureUnit, string> = {
  percent: "%",
  months: "months",
  days: "days",
  series: "series",
  checks: "checks",
  ratio: "",
  currency: "",
  answer: "",
};
