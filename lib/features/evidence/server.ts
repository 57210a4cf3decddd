import "server-only";

export { changeClaim, createClaim, removeClaim } from "./change.ts";
export { seedClaims } from "./demo.ts";
export { getClaim, getEvidence, listClaimFacts, listClaims } from "./read.ts";
export { ClaimInputSchema, ClaimPatchSchema } from "./schema.ts";
