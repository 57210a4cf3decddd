"use client";

import { Button } from "#components/ui/button.tsx";
import type { FactsOffer } from "#lib/features/datasets/index.ts";
import { type Outcome, useAct } from "./act.ts";

/** Takes what was measured over into a block of the canvas. */
export function TakeFacts({
  offer,
  take,
}: {
  offer: FactsOffer;
  take: (input: { block: FactsOffer["block"]; datasetId: string }) => Promise<Outcome>;
}) {
  const { isBusy, problem, act } = useAct();
  const { block, datasetId, name } = offer;
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      <Button
        size="small"
        busy={isBusy && "Taking over"}
        aria-label={`Take over what was measured of ${name}`}
        onClick={() => act(() => take({ block, datasetId }))}
      >
        Take over
      </Button>
      {problem ? (
        <span role="alert" className="text-secondary text-bad">
          {problem}
        </span>
      ) : null}
    </span>
  );
}
