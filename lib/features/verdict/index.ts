export type { StoredStep, VerdictDetail } from "./detail.ts";
export { CONFIDENCE, FEWEST_TEST_FOLDS, FEWEST_UNITS } from "./rule.ts";
export { METHOD_IN_SENTENCE } from "./sentence.ts";
export type {
  FoldScope,
  Leaderboard,
  LeaderboardRow,
  RunResults,
  SeriesDetail,
  SeriesLine,
  SeriesMethod,
  SeriesMultiple,
  VerdictFact,
  VerdictView,
} from "./view.ts";
