"use client";

import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";

export interface StarterChoice {
  key: string;
  name: string;
  summary: string;
  tasks: readonly string[];
}

/** Before there is a task: what belongs here, and four processes to start from. */
export function EmptyOpportunities({
  action,
  starters,
  isPending,
  onStart,
}: {
  action: ReactNode;
  starters: readonly StarterChoice[];
  isPending: boolean;
  /** Absent for those who only read. */
  onStart?: ((key: string) => void) | undefined;
}) {
  return (
    <EmptyState title="No task yet" action={action}>
      <p>
        Write down the tasks of the business process, from gathering data to the order, and link them. Say of
        each whether a prediction could replace or help it, what it takes today and what its errors cost. The
        list ranks them and says why; the one you choose fills the canvas and the ROI.
      </p>
      <p className="mt-3 font-medium text-ink">
        Or start from a common process, and change what is different with you
      </p>
      <ul className="mt-1">
        {starters.map(({ key, name, tasks }) => (
          <li key={key} className="flex flex-wrap items-start gap-x-4 gap-y-1 py-2 border-t border-line">
            <span className="flex-1 min-w-52">
              <span className="text-ink font-medium">{name}</span>
              <span className="block text-secondary text-ink3">{tasks.join(" · ")}</span>
            </span>
            {onStart ? (
              <Button
                size="small"
                aria-label={`Start from ${name}`}
                disabled={isPending}
                onClick={() => onStart(key)}
              >
                Start from it
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </EmptyState>
  );
}
