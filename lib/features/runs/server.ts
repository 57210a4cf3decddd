import "server-only";

export { findRunAt } from "./address.ts";
export { getAutoReport } from "./auto/read.ts";
export { claimForBrowser } from "./browser/claim.ts";
export { beatForBrowser, failForBrowser, releaseForBrowser } from "./browser/hold.ts";
export { panelForFold } from "./browser/panel.ts";
export {
  BeatRequestSchema,
  ClaimRequestSchema,
  FailRequestSchema,
  ReleaseRequestSchema,
} from "./browser/protocol.ts";
export { storeBrowserResult } from "./browser/store.ts";
export { cancelRun } from "./cancel.ts";
export { completeRunRequest, NewRunSchema } from "./complete.ts";
export { askAgain, askInputs, askSeries, askWhatIf } from "./explain/ask.ts";
export { getExplanation, getExplanations, getWhatIf, seriesNumber } from "./explain/read.ts";
export {
  ExplainedModelSchema,
  ExplainRequestSchema,
  InputsAnswerSchema,
  SeriesAnswerSchema,
  WhatIfAnswerSchema,
  WhatIfRequestSchema,
} from "./explain/schema.ts";
export { loadRunForecasts, loadRunSeriesScores, type RunForecasts } from "./forecasts.ts";
export { getRunLive } from "./live.ts";
export { getRunOptions } from "./options.ts";
export {
  getRun,
  getRunMetrics,
  listRuns,
  type RunMetric,
  type RunView,
  type StoredSelection,
} from "./read.ts";
export { replayOnServer } from "./replay.ts";
export { requestRun } from "./request.ts";
export { getScoreDetails } from "./scores/read.ts";
export { getTrainStop } from "./train-stop.ts";
