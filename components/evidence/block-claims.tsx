import type { ClaimView } from "#lib/features/evidence/index.ts";
import { ClaimChip } from "./claim-chip.tsx";
import { ProofBar } from "./proof-bar.tsx";

/** The claims of one block, under what it says. */
export function BlockClaims({ claims, base }: { claims: readonly ClaimView[]; base: string | null }) {
  if (claims.length === 0) return null;
  return (
    <div className="flex flex-col gap-1 pt-0.5">
      <ProofBar claims={claims} className="h-1" />
      <ul aria-label="Claims" className="flex flex-col gap-1">
        {claims.map((claim) => (
          <ClaimChip key={claim.id} claim={claim} base={base} />
        ))}
      </ul>
    </div>
  );
}
