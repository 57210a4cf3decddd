/** Without zod on purpose: pages load this. The schemas are in `server`. */
export {
  KIND_HINTS,
  KIND_NAMES,
  type Opportunity,
  opportunitiesInWords,
  type RankedOpportunity,
  reasonsInWords,
} from "./view.ts";
