export { expectedSeconds, meanSeconds, priorSeconds, remainingSeconds } from "./estimate.ts";
export { FUTURE_FOLD } from "./graph.ts";
export type { RunOptions, VersionOption } from "./options-view.ts";
export {
  MODEL_NAMES,
  type ParsedRunRequest,
  type RunPlan,
  type RunRequest,
  RunRequestSchema,
  specOf,
} from "./schema.ts";
export { isFinal } from "./state.ts";
export { type LossView, liveSentence, type RunLive, type StepState, type StepView } from "./view.ts";
