import type { ClaimView } from "#lib/features/evidence/index.ts";
import type { SlideClaim } from "./slide-claims.tsx";

/** Claims as slides show them: what they say and how they stand, nothing that leads elsewhere. */
export function slideClaimsOf(claims: readonly ClaimView[]): SlideClaim[] {
  return claims.map(({ id, block, text, state, figure, source, reason }) => {
    const facts = [figure, source?.words].filter(Boolean).join(", ");
    const words = [facts === "" ? state : `${state}: ${facts}`, reason].filter(Boolean).join(". ");
    return { id, block, text, state, words };
  });
}
