import "server-only";

export { changeOpportunity, createOpportunity, deleteOpportunity } from "./change.ts";
export { getOpportunity, listOpportunities, PlaceSchema } from "./read.ts";
export { OpportunityInputSchema, OpportunityPatchSchema } from "./schema.ts";
