import "server-only";

export { changeOpportunity, createOpportunity, deleteOpportunity } from "./change.ts";
export { type Chosen, chooseOpportunity } from "./choose.ts";
export { exportOpportunities } from "./export.ts";
export { changeLink, createLink, type Drawn, deleteLink, getLink } from "./link.ts";
export type { Measurement } from "./measured.ts";
export { findMeasurement } from "./measured-run.ts";
export { getOpportunity, getProcess, listOpportunities, PlaceSchema, type Process } from "./read.ts";
export {
  LinkInputSchema,
  LinkPatchSchema,
  OpportunityInputSchema,
  OpportunityPatchSchema,
  RankBySchema,
  TermsPatchSchema,
} from "./schema.ts";
export { STARTER_CHOICES, type Started, StartSchema, startProcess } from "./start.ts";
export { changeTerms } from "./terms.ts";
