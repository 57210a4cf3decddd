/** Without zod on purpose: pages load this. The schemas are in `server`. */
export { type Assumptions, type Benefit, hoursOf } from "./benefit.ts";
export { layoutProcess, type ProcessLayout } from "./layout.ts";
export type { Beside } from "./measured.ts";
export { isWithoutPrediction, scoreInWords } from "./rank.ts";
export { short } from "./scores.ts";
export {
  KIND_HINTS,
  KIND_NAMES,
  type Opportunity,
  opportunitiesInWords,
  type ProcessLinkView,
  type ProcessTermsView,
  RANK_NAMES,
  type RankedOpportunity,
  ROLE_WORDS,
  reasonsInWords,
} from "./view.ts";
export { WHEN_NOT, type WhenNotKey } from "./when-not.ts";
