import { STATE_WORDS, StateIcon } from "#components/ui/state-icon.tsx";
import { CLAIM_STATES, type ClaimState, type ClaimView, countClaims } from "#lib/features/evidence/index.ts";
import { ProofBar } from "./proof-bar.tsx";

/** How much of the plan is proven. A press on a state goes to the next claim that is in it. */
export function ClaimsSummary({
  claims,
  frame,
}: {
  claims: readonly ClaimView[];
  /** What holds the claims. */
  frame: { current: HTMLElement | null };
}) {
  if (claims.length === 0) return null;
  const counts = countClaims(claims);
  const jump = (state: ClaimState) => {
    const chips = [...(frame.current?.querySelectorAll<HTMLElement>(`[data-claim="${state}"]`) ?? [])];
    // After the one that has the focus, round again; where none has, the first.
    const next = chips[(chips.indexOf(document.activeElement as HTMLElement) + 1) % chips.length];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  };
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1 text-secondary text-ink3">
      <ProofBar claims={claims} className="h-2 w-28" />
      <strong className="text-ink" role="status">
        {counts.supported} of {claims.length} {claims.length === 1 ? "claim" : "claims"} supported
      </strong>
      {CLAIM_STATES.map((state) =>
        counts[state] > 0 ? (
          <button
            key={state}
            type="button"
            data-print="no"
            className="inline-flex items-center gap-1 min-h-6 max-md:min-h-8 px-1 rounded-control hover:bg-sunken hover:text-ink"
            onClick={() => jump(state)}
            aria-label={`Go to the next claim that is ${STATE_WORDS[state]}, of ${counts[state]}`}
          >
            <StateIcon state={state} label="" size={12} />
            {counts[state]} {STATE_WORDS[state]}
          </button>
        ) : null,
      )}
    </div>
  );
}
