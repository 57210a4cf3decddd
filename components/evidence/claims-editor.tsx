import { useEffect, useRef, useState, useTransition } from "react";
import { Button } from "#components/ui/button.tsx";
import type { ClaimProposal, ClaimView, EvidenceView } from "#lib/features/evidence/index.ts";
import { formatDate } from "#lib/format/index.ts";
import type { ClaimActions, Outcome } from "./actions.ts";
import { ClaimChip } from "./claim-chip.tsx";
import { ClaimForm } from "./claim-form.tsx";
import { NO_CLAIM, valuesOfClaim } from "./claim-values.ts";

/** The claims of an open block: add, bind, change, remove, or take over what its fields suggest. */
export function ClaimsEditor({
  block,
  evidence,
  actions,
  base,
  currency,
  refresh,
}: {
  block: ClaimView["block"];
  evidence: EvidenceView;
  actions: ClaimActions;
  base: string;
  currency: string;
  refresh: () => Promise<void>;
}) {
  /** The claim in the form: an id, "new", or none. */
  const [open, setOpen] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isPending, startTransition] = useTransition();
  const adder = useRef<HTMLButtonElement>(null);
  const own = evidence.claims.filter((claim) => claim.block === block);
  const proposals = evidence.proposals.filter((proposal) => proposal.block === block);

  const act = (work: () => Promise<Outcome>) =>
    startTransition(async () => {
      const result = await work().catch(
        (): Outcome => ({ ok: false, problem: { detail: "The server did not answer. Press again." } }),
      );
      setProblem(result.ok ? null : result.problem.detail);
      await refresh();
      adder.current?.focus();
    });
  const close = () => setOpen(null);
  const wasOpen = useRef(false);
  // The focus must not go with the form: once it is gone, whenever that was drawn.
  useEffect(() => {
    if (open === null && wasOpen.current) adder.current?.focus();
    wasOpen.current = open !== null;
  }, [open]);
  const done = async () => {
    await refresh();
    close();
  };
  const accept = ({ key: _key, bound: _bound, from: _from, ...wish }: ClaimProposal) => actions.create(wish);
  const form = { options: evidence.options, currency, onDone: () => void done(), onCancel: close };

  return (
    <section aria-label="Claims" className="flex flex-col gap-1.5">
      <h3 className="text-secondary font-medium text-ink2">Claims</h3>
      <p className="text-secondary text-ink3">
        A sentence that data, a run or the ROI case can support or contradict.
      </p>
      {own.length > 0 ? (
        <ul className="flex flex-col gap-2">
          {own.map((claim) =>
            open === claim.id ? (
              <li key={claim.id}>
                <ClaimForm
                  {...form}
                  title="Change the claim"
                  initial={valuesOfClaim(claim)}
                  submit="Save the claim"
                  send={(patch) => actions.change(claim.id, patch)}
                />
              </li>
            ) : (
              <li key={claim.id} className="flex flex-col gap-0.5">
                <ul>
                  <ClaimChip claim={claim} base={base} />
                </ul>
                <div className="flex flex-wrap items-center gap-x-1 text-axis text-ink3">
                  <span className="min-w-0 flex-1 wrap-break-word">
                    {claim.bound || "bound to no measure"}
                    {claim.since === null ? null : `, ${claim.state} since ${formatDate(claim.since)}`}
                  </span>
                  <Button
                    size="small"
                    variant="quiet"
                    aria-label={`Edit the claim ${claim.text}`}
                    onClick={() => setOpen(claim.id)}
                  >
                    {claim.measure === null ? "Bind to a measure" : "Edit"}
                  </Button>
                  <Button
                    size="small"
                    variant="quiet"
                    disabled={isPending}
                    aria-label={`Remove the claim ${claim.text}`}
                    onClick={() => act(() => actions.remove(claim.id))}
                  >
                    Remove
                  </Button>
                </div>
              </li>
            ),
          )}
        </ul>
      ) : null}
      {proposals.map((proposal) => (
        <div
          key={proposal.key}
          className="flex items-center gap-2 border border-dashed border-control rounded-control px-2 py-1"
        >
          <div className="min-w-0 flex-1 text-axis wrap-break-word">
            <p className="text-ink2 font-medium">{proposal.text}</p>
            <p className="text-ink3">
              Suggested by {proposal.from}: {proposal.bound}
            </p>
          </div>
          <Button
            size="small"
            disabled={isPending}
            aria-label={`Claim that: ${proposal.text}`}
            onClick={() => act(() => accept(proposal))}
          >
            Claim that
          </Button>
        </div>
      ))}
      {problem ? (
        <p role="alert" className="text-secondary text-bad">
          {problem}
        </p>
      ) : null}
      {open === "new" ? (
        <ClaimForm
          {...form}
          title="A new claim"
          initial={NO_CLAIM}
          submit="Add the claim"
          send={(input) => actions.create({ ...(input as object), block })}
        />
      ) : null}
      <div className={open === "new" ? "hidden" : undefined}>
        <Button ref={adder} size="small" onClick={() => setOpen("new")}>
          Add a claim
        </Button>
      </div>
    </section>
  );
}
