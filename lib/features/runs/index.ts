/** Without zod on purpose: pages load this. The schemas are in `server`. */
export type { AutoReportView, AutoTriedView } from "./auto/view.ts";
export type { Comparison, Difference } from "./comparison.ts";
export { expectedSeconds, familyFactor } from "./estimate.ts";
export { METHOD_GROUPS } from "./methods.ts";
export { MODEL_NAMES, modelWords } from "./names.ts";
export type { MeasuredSeconds, RunOptions, VersionOption } from "./options-view.ts";
export type { ParsedRunRequest, RunPlan, RunRequest } from "./schema.ts";
export type { PartTable, ScopeDetails, ScoreDetails, SignificanceLine } from "./scores/view.ts";
export { SEALED_PREFIX } from "./sealed.ts";
export { isFinal } from "./state.ts";
export {
  type LossView,
  liveSentence,
  type RunListItem,
  type RunLive,
  type StepState,
  type StepView,
} from "./view.ts";
