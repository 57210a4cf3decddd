import { cx } from "#components/ui/cx.ts";
import { CLAIM_STATES, type ClaimView, countClaims, countsInWords } from "#lib/features/evidence/index.ts";
import { BAR_LOOK } from "./state-look.ts";

/** How much is proven, as parts of a line; the words are its name. */
export function ProofBar({
  claims,
  className,
}: {
  claims: readonly Pick<ClaimView, "state">[];
  className?: string;
}) {
  const counts = countClaims(claims);
  const words = countsInWords(claims);
  return (
    <span role="img" aria-label={words} title={words} className={cx("flex gap-px", className)}>
      {CLAIM_STATES.map((state) =>
        counts[state] > 0 ? (
          <span
            key={state}
            className={cx("block h-full", BAR_LOOK[state])}
            style={{ flexGrow: counts[state] }}
          />
        ) : null,
      )}
    </span>
  );
}
