import type { ModelKey } from "#lib/forecast/types.ts";

/** How the form groups the methods. */
export type MethodGroup = "chosen" | "simple" | "each_series" | "many_zeros" | "all_series";

interface Method {
  group: MethodGroup;
  /** One line that a planner can choose by. */
  explanation: string;
  /** Part of a run unless it is taken out. */
  isProposed: boolean;
}

/** What each method is for, and whether a new run starts with it. Today's method only where the data has its column. */
export const METHODS: Record<ModelKey, Method> = {
  auto: {
    group: "chosen",
    isProposed: true,
    explanation:
      "Looks at the data, tries what may suit it on its past, and blends what errs least. It says what it tried and why.",
  },
  naive: { group: "simple", isProposed: true, explanation: "Repeats the last known value." },
  seasonal_naive: {
    group: "simple",
    isProposed: true,
    explanation:
      "Repeats the last season: the bar that every other method has to pass. Always part of a run.",
  },
  today: {
    group: "simple",
    isProposed: true,
    explanation: "The forecasts of today's method, as they stand in the data.",
  },
  drift: {
    group: "simple",
    isProposed: false,
    explanation: "Goes on along the line from the first value to the last.",
  },
  mean: { group: "simple", isProposed: false, explanation: "Repeats the mean of all that is known." },
  window_mean: {
    group: "simple",
    isProposed: false,
    explanation: "Repeats the mean of the last season; of the last few values without one.",
  },
  ses: {
    group: "each_series",
    isProposed: false,
    explanation: "A level that forgets the past at a rate of its own; no trend, no season.",
  },
  holt: {
    group: "each_series",
    isProposed: false,
    explanation: "A level and a trend, both smoothed; the trend goes on for ever.",
  },
  damped: {
    group: "each_series",
    isProposed: false,
    explanation: "Holt's trend that fades out: the safer one for steps far ahead.",
  },
  hw_additive: {
    group: "each_series",
    isProposed: false,
    explanation: "Level, trend and a season of constant size, all smoothed.",
  },
  hw_multiplicative: {
    group: "each_series",
    isProposed: false,
    explanation: "The same with a season that grows with the level; for values above zero.",
  },
  theta: {
    group: "each_series",
    isProposed: true,
    explanation: "Trend and smoothed level of each series by itself; hard to beat on short series.",
  },
  dynamic_theta: {
    group: "each_series",
    isProposed: false,
    explanation: "Theta whose trend is learnt anew as time goes on; often a little better than Theta.",
  },
  ets: {
    group: "each_series",
    isProposed: false,
    explanation:
      "Exponential smoothing in every sensible form, each counting as much as it explains the series.",
  },
  auto_ets: {
    group: "each_series",
    isProposed: false,
    explanation: "Exponential smoothing in the one form that explains the series best.",
  },
  mstl_theta: {
    group: "each_series",
    isProposed: false,
    explanation: "MSTL's seasons taken off, Theta for what is left.",
  },
  mstl: {
    group: "each_series",
    isProposed: false,
    explanation:
      "For seasons within seasons, hours of a day and days of a week say, and for ones that change.",
  },
  comb: {
    group: "each_series",
    isProposed: false,
    explanation:
      "The middle one of ETS, dynamic Theta and two on MSTL: seldom far from the best of them, and as slow as all.",
  },
  croston: {
    group: "many_zeros",
    isProposed: false,
    explanation: "How much is sold and how often, smoothed apart; a little too high on average.",
  },
  adida: {
    group: "many_zeros",
    isProposed: false,
    explanation: "Adds periods up until few zeros are left, smooths that, and shares it out again.",
  },
  imapa: {
    group: "many_zeros",
    isProposed: false,
    explanation: "ADIDA at every level of adding up, averaged.",
  },
  croston_sba: {
    group: "many_zeros",
    isProposed: false,
    explanation: "Croston without its bias; for slow movers.",
  },
  tsb: {
    group: "many_zeros",
    isProposed: false,
    explanation: "Like Croston, and it forgets what is no longer asked for.",
  },
  ridge: {
    group: "all_series",
    isProposed: false,
    explanation:
      "One linear map from the past and the inputs to all steps ahead; learnt within a second or two.",
  },
  trees: {
    group: "all_series",
    isProposed: false,
    explanation:
      "Decision trees over all series that know the day ahead: its weekday, promotion, price or holiday. Often the best where inputs are known ahead.",
  },
  network: {
    group: "all_series",
    isProposed: false,
    explanation: "One network over all series, with their inputs; learns what they have in common.",
  },
};

/** In the order of the form. */
export const METHOD_GROUPS: readonly { group: MethodGroup; title: string }[] = [
  { group: "chosen", title: "Recommended" },
  { group: "simple", title: "Simple rules" },
  { group: "each_series", title: "Statistics, each series by itself" },
  { group: "many_zeros", title: "For demand with many zeros" },
  { group: "all_series", title: "All series together" },
];
