export type { StoredStep, VerdictDetail } from "./detail.ts";
export { leftOutWords } from "./left-out-words.ts";
export { beforeWords, LOOK_WORDS, type LookView, sinceWords, sofarWords } from "./looks/summary.ts";
export { METHOD_IN_SENTENCE } from "./sentence.ts";
export type {
  FoldScope,
  Leaderboard,
  LeaderboardRow,
  RunResults,
  SealedResults,
  SeriesDetail,
  SeriesLine,
  SeriesMultiple,
  VerdictFact,
  VerdictView,
} from "./view.ts";
