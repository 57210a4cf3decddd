// No schema stands here: browsers load this.
export type { ColumnFacts, Histogram } from "./column-facts.ts";
export type { Facts } from "./facts.ts";
export {
  type ExploredSeries,
  figuresAt,
  PROFILE_RULES,
  type SeriesColumns,
  type SeriesFigures,
} from "./figures.ts";
export {
  explainSeries,
  FINDING_KINDS,
  FINDING_NAMES,
  type Finding,
  type FindingKind,
  findingsOf,
} from "./findings.ts";
export { profileSeries, type SeriesProfile } from "./series-profile.ts";
