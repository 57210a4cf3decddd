"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import type { ScoreDetails as Details } from "#lib/features/runs/index.ts";

const View = dynamic(
  () => import("./score-details-view.tsx").then(({ ScoreDetailsView }) => ScoreDetailsView),
  { ssr: false, loading: () => <p className="text-secondary text-ink3">Loading …</p> },
);

/** Closed until somebody asks: the leaderboard has what most people need. */
export function ScoreDetails({ details }: { details: Details }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="mt-3" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="cursor-pointer list-inside font-medium text-ink2 py-1 max-md:py-2.5">
        Scores in detail: every measure, by step, fold and segment, and how sure the differences are
      </summary>
      {isOpen ? <View details={details} /> : null}
    </details>
  );
}
