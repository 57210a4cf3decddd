"use client";

import type { ReactNode } from "react";
import { Tag } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { KIND_NAMES, type Opportunity } from "#lib/features/opportunities/index.ts";
import { EXAMPLES } from "./examples.ts";
import type { FormValues } from "./form-values.ts";

/** Before there is a task: what belongs here, and three to start from. */
export function EmptyOpportunities({
  action,
  onTake,
}: {
  action: ReactNode;
  /** Absent for those who only read. */
  onTake?: ((values: FormValues) => void) | undefined;
}) {
  return (
    <EmptyState title="No task yet" action={action}>
      <p>
        Write down the tasks of the process in which somebody guesses a number today: who does it, how often,
        and what a wrong guess costs. Grade value and feasibility from 1 to 5; the list ranks them and says
        why. Then choose the one that this project is about.
      </p>
      <p className="mt-3 font-medium text-ink">Three examples from demand forecasting</p>
      <ul className="mt-1">
        {EXAMPLES.map(({ values, teaches }) => (
          <li
            key={values.name}
            className="flex flex-wrap items-start gap-x-4 gap-y-1 py-2 border-t border-line"
          >
            <span className="flex-1 min-w-52">
              <span className="text-ink font-medium">{values.name}</span>{" "}
              <Tag>{KIND_NAMES[values.kind as Opportunity["kind"]]}</Tag>
              <span className="block text-secondary text-ink3">{teaches}</span>
            </span>
            {onTake ? (
              <Button size="small" aria-label={`Start from ${values.name}`} onClick={() => onTake(values)}>
                Start from it
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </EmptyState>
  );
}
