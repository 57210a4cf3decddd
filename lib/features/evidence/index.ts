/** Without zod on purpose: pages load this. The schemas are in `server`. */

export {
  ANSWERS,
  COMPARISON_WORDS,
  MEASURES,
  type MeasureFacts,
  measureOf,
  SOURCE_WORDS,
  UNIT_WORDS,
} from "./measures.ts";
export type { ClaimInput } from "./schema.ts";
export { CLAIM_STATES, type ClaimState, type Evaluation } from "./state.ts";
export {
  type BindingOptions,
  type ClaimProposal,
  type ClaimView,
  countClaims,
  countsInWords,
  type EvidenceView,
} from "./view.ts";
