import type { ModelFamily, ModelKey } from "#lib/forecast/index.ts";
import type { StoredStep, VerdictDetail } from "./detail.ts";
import type { LeftOut } from "./left-out-words.ts";
import type { LookView } from "./looks/summary.ts";

export type FoldScope = "test" | "selection";
type Maybe = number | null;

/** One method on the folds of one role. Shares are fractions, sMAPE is in percent, money is in the project's currency. */
export interface LeaderboardRow {
  model: ModelKey;
  name: string;
  family: ModelFamily;
  /** "season 7 days", "one model for all series" */
  note: string;
  isBaseline: boolean;
  isBest: boolean;
  n: number;
  wape: Maybe;
  mase: Maybe;
  smape: Maybe;
  mae: Maybe;
  /** MAE over the baseline's MAE; below 1 is nearer to what happened. */
  maeOfBaseline: Maybe;
  rmse: Maybe;
  bias: Maybe;
  coverage80: Maybe;
  coverage95: Maybe;
  cost: { short: number; over: number; total: number } | null;
  /** Against seasonal naive; null for itself and without prices. */
  saving: Maybe;
}

export interface Leaderboard {
  scope: FoldScope;
  rows: LeaderboardRow[];
  folds: number;
  /** "56 days" */
  periods: string;
  /** Pairs of forecast and actual that every method is scored on. */
  pairs: number;
  /** Known actuals left out, because some method had no forecast there. */
  droppedSteps: number;
  /** Known actuals that labels leave out for every method. */
  leftOut: LeftOut;
  /** Units sold in the scored periods; null without prices. */
  demand: Maybe;
  largestCost: number;
}

/** One line of the series picker. */
export interface SeriesLine {
  index: number;
  id: string;
  /** 1-based place by saving, or by error saved where there are no prices. */
  rank: number;
  saving: Maybe;
  wape: Maybe;
  baselineWape: Maybe;
}

export interface SeriesSegment {
  name: string;
  cutoff: number;
  isFuture: boolean;
  low95: Maybe[];
  low80: Maybe[];
  low50: Maybe[];
  median: Maybe[];
  high50: Maybe[];
  high80: Maybe[];
  high95: Maybe[];
  baseline: Maybe[];
}

export interface SeriesMethod {
  model: ModelKey;
  name: string;
  n: number;
  wape: Maybe;
  mase: Maybe;
  mae: Maybe;
  bias: Maybe;
  coverage80: Maybe;
  coverage95: Maybe;
  cost: Maybe;
  saving: Maybe;
}

/** Everything about one series by one model: chart, table, drill-down. Served as JSON. */
export interface SeriesDetail {
  line: SeriesLine;
  total: number;
  previous: SeriesLine | null;
  next: SeriesLine | null;
  model: ModelKey;
  modelName: string;
  baselineName: string;
  scope: FoldScope;
  currency: string;
  /** "units a day" */
  unit: string;
  /** "56 days" */
  periods: string;
  start: number;
  labels: { short: string; long: string }[];
  actuals: Maybe[];
  lastKnown: number;
  segments: SeriesSegment[];
  ticks: { name: string; positions: number[] } | null;
  methods: SeriesMethod[];
  /** What the forecasts say about themselves: assumed covariates, series too short. */
  notes: string[];
}

/** One small picture. */
export interface SeriesMultiple {
  line: SeriesLine;
  actuals: Maybe[];
  historySteps: number;
  median: Maybe[];
  low50: Maybe[];
  high50: Maybe[];
  low80: Maybe[];
  high80: Maybe[];
  low95: Maybe[];
  high95: Maybe[];
}

/** A run whose untouched folds are sealed. */
export interface SealedResults {
  /** On the selection folds. */
  leaderboard: Leaderboard;
  currency: string;
  unit: string;
  prices: { under: number; over: number } | null;
  quantile: Maybe;
  testFolds: number;
}

export interface RunResults {
  /** Who looked at the untouched periods, and when. */
  looks: LookView;
  runNumber: number;
  currency: string;
  prices: { under: number; over: number } | null;
  /** The quantile that every method orders at; null without prices. */
  quantile: Maybe;
  unit: string;
  leaderboards: Record<FoldScope, Leaderboard>;
  /** Models that have forecasts, best first: what the chart can show. */
  models: { key: ModelKey; name: string }[];
  first: SeriesDetail | null;
  multiples: {
    items: SeriesMultiple[];
    total: number;
    /** How many series the model saves money on; null without prices. */
    saving: number | null;
    model: ModelKey;
    modelName: string;
    periods: string;
  };
}

export interface VerdictFact {
  state: "supported" | "contradicted" | "stale" | "unproven";
  text: string;
}

/** The verdict as the page shows it. Without prices there is none in money, and it says what is missing. */
export interface VerdictView {
  state: "computed" | "no_prices" | "no_baseline";
  /** Absent without prices. */
  answer: VerdictDetail["answer"] | null;
  /** "Use ML." */
  opening: string;
  /** The rest: the reason in money. */
  reason: string;
  sentence: string;
  tone: "ok" | "bad" | "stale" | "info";
  facts: VerdictFact[];
  recommended: ModelKey | null;
  recommendedName: string | null;
  /** On the test periods, against the method of the decisive step. */
  saving: { value: number; low: number; high: number; against: string } | null;
  savingAYear: number | null;
  npv: number | null;
  decisive: StoredStep | null;
  detail: VerdictDetail | null;
  computedAt: number | null;
  /** An answer at earlier prices or another ROI case, when there is one. */
  before: { sentence: string; prices: { under: number; over: number }; computedAt: number } | null;
}
