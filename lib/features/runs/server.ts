import "server-only";

export { findRunAt } from "./address.ts";
export { cancelRun } from "./cancel.ts";
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
export { requestRun } from "./request.ts";
export { RunRequestSchema } from "./schema.ts";
export { getTrainStop } from "./train-stop.ts";
