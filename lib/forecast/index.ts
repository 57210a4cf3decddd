/** The engine without its networks: safe in every page. Only trainers load `./neural/index.ts`. */
export {
  forecastFold,
  futureFold,
  type LocalModelKey,
  planFolds,
} from "./backtest.ts";
export { type BootstrapOptions, type BootstrapResult, pairedBootstrap } from "./bootstrap.ts";
export { combineMembers } from "./combine.ts";
export { criticalQuantile, type StockCost, stockCost, timeBlocks, type UnitCosts } from "./cost.ts";
export { ForecastError, type ForecastErrorCode } from "./errors.ts";
export {
  addSteps,
  formatFrequency,
  inferFrequency,
  parseFrequency,
  seasonLengthOf,
  stepsBetween,
} from "./frequency.ts";
export { actualAt, type ForecastLookup, lookupForecasts } from "./lookup.ts";
export * from "./metrics.ts";
export {
  buildPanel,
  checkPanel,
  knownSpan,
  type LongCovariate,
  type LongRows,
  rowAt,
  seriesRange,
  truncatePanel,
} from "./panel.ts";
export { createRng, type Rng } from "./rng.ts";
export {
  type ScoreRow,
  type ScoreScope,
  type Scores,
  type ScoreTable,
  type SeriesScores,
  scoreForecasts,
} from "./scores.ts";
export {
  MODEL_FAMILY,
  type Selection,
  type SelectionCriterion,
  type SelectionOptions,
  selectMethods,
} from "./select.ts";
export * from "./types.ts";
export { seenIndexOf } from "./window.ts";
