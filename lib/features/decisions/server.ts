import "server-only";

export { getDecideStop, getDecisionOptions, listDecisions } from "./reads.ts";
export { recordDecision } from "./record.ts";
export { RecordDecisionSchema } from "./schema.ts";
