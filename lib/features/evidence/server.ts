import "server-only";

export { fillPlan, readPlan, writePlan } from "./bring.ts";
export { changeClaim, createClaim, removeClaim } from "./change.ts";
export { seedClaims } from "./demo.ts";
export { factsOf, getClaim, getEvidence, listClaimFacts, listClaims, listSharedClaims } from "./read.ts";
export { ClaimInputSchema, ClaimPatchSchema } from "./schema.ts";
export { claimTurns } from "./turns.ts";
