import Link from "next/link";
import { useState, useTransition } from "react";
import type { FactsOffer } from "#lib/features/datasets/index.ts";

export type TakeFactsAction = (input: {
  block: FactsOffer["block"];
  datasetId: string;
}) => Promise<{ ok: true } | { ok: false; problem: { detail: string } }>;

/** At a block: what was measured of the data and it does not say, to take over by a click. */
export function MeasuredFacts({
  offers,
  block,
  base,
  take,
}: {
  offers: readonly FactsOffer[];
  block: string;
  base: string;
  take: TakeFactsAction | null;
}) {
  const here = offers.filter((offer) => offer.block === block);
  if (here.length === 0) return null;
  return (
    <>
      {here.slice(0, 3).map((offer) => (
        <Offer key={offer.datasetId} offer={offer} base={base} take={take} />
      ))}
    </>
  );
}

function Offer({ offer, base, take }: { offer: FactsOffer; base: string; take: TakeFactsAction | null }) {
  const [isBusy, start] = useTransition();
  const [problem, setProblem] = useState<string | null>(null);
  const [isTaken, setTaken] = useState(false);
  const { block, datasetId, name, facts } = offer;
  // The document brings what was taken; the offer is made anew with the next load of the page.
  if (isTaken) return null;
  const go = () =>
    start(async () => {
      const outcome = await take?.({ block, datasetId });
      setProblem(outcome && !outcome.ok ? outcome.problem.detail : null);
      setTaken(outcome?.ok === true);
    });
  return (
    <p className="text-axis text-ink2" data-measured={facts.length} data-print="no">
      <Link
        href={`${base}/data/datasets/${datasetId}`}
        prefetch={false}
        // Over the block's own area, which opens the editor.
        className="link relative z-10"
      >
        {name}
      </Link>{" "}
      measured: {facts.map((fact) => `${fact.label.toLowerCase()} ${fact.measured}`).join("; ")}{" "}
      {take ? (
        <button
          type="button"
          disabled={isBusy}
          onClick={go}
          aria-label={`Take over what was measured of ${name}`}
          className="link relative z-10 font-medium min-h-6"
        >
          {isBusy ? "Taking over" : "Take over"}
        </button>
      ) : null}
      {problem ? (
        <span role="alert" className="text-bad block">
          {problem}
        </span>
      ) : null}
    </p>
  );
}
