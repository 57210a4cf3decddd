import "server-only";

export { changeClaim, createClaim, removeClaim } from "./change.ts";
export { seedClaims } from "./demo.ts";
export { getClaim, getEvidence, listClaims } from "./read.ts";
export { ClaimInputSchema, ClaimPatchSchema } from "./schema.ts";
