import type { ModelKey } from "#lib/forecast/types.ts";

/** How the form groups the methods. */
export type MethodGroup = "simple" | "each_series" | "many_zeros" | "all_series";

interface Method {
  group: MethodGroup;
  /** One line that a planner can choose by. */
  explanation: string;
  /** Part of a run unless it is taken out. */
  isProposed: boolean;
}

/** What each method is for, and whether a new run starts with it. Today's method only where the data has its column. */
export const METHODS: Record<ModelKey, Method> = {
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
  mstl: {
    group: "each_series",
    isProposed: false,
    explanation:
      "For seasons within seasons, hours of a day and days of a week say, and for ones that change.",
  },
  comb: {
    group: "each_series",
    isProposed: true,
    explanation:
      "The middle one of ETS, dynamic Theta and two on MSTL: seldom far from the best of them, and as slow as all.",
  },
  croston_sba: {
    group: "many_zeros",
    isProposed: false,
    explanation: "For slow movers: how much is sold and how often are smoothed apart.",
  },
  tsb: {
    group: "many_zeros",
    isProposed: false,
    explanation: "Like Croston, and it forgets what is no longer asked for.",
  },
  network: {
    group: "all_series",
    isProposed: true,
    explanation: "One network over all series, with their inputs; learns what they have in common.",
  },
};

/** In the order of the form. */
export const METHOD_GROUPS: readonly { group: MethodGroup; title: string }[] = [
  { group: "simple", title: "Simple rules" },
  { group: "each_series", title: "Statistics, each series by itself" },
  { group: "many_zeros", title: "For demand with many zeros" },
  { group: "all_series", title: "All series together" },
];
