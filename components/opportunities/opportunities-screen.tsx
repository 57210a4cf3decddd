"use client";

import { useRouter } from "next/navigation";
import { useRef, useState, useTransition } from "react";
import { useProjectEvents } from "#components/events/use-project-events.ts";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { opportunitiesInWords, type RankedOpportunity } from "#lib/features/opportunities/index.ts";
import type { OpportunityActions, Outcome } from "./actions.ts";
import { EmptyOpportunities } from "./empty-opportunities.tsx";
import { EMPTY_VALUES, type FormValues, valuesOf } from "./form-values.ts";
import { OpportunityForm } from "./opportunity-form.tsx";
import { OpportunityTable } from "./opportunity-table.tsx";
import { RowActions } from "./row-actions.tsx";
import { ValueMatrix } from "./value-matrix.tsx";

type Open = { id: string | null; values: FormValues };

/** Every task that a prediction could help with, which one to start with, and why. */
export function OpportunitiesScreen({
  tasks,
  currency,
  actions,
  editors,
}: {
  tasks: readonly RankedOpportunity[];
  currency: string;
  /** Null for somebody who may only read. */
  actions: OpportunityActions | null;
  editors: string;
}) {
  const router = useRouter();
  const [open, setOpen] = useState<Open | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isPending, startTransition] = useTransition();
  useProjectEvents((event) => {
    if (event.kind === "opportunities.changed") router.refresh();
  });

  // Whoever leaves the form is back where they came from; "Add a task" is away while the form is open.
  const from = useRef<Element | null>(null);
  const begin = (next: Open) => {
    from.current = document.activeElement;
    setOpen(next);
  };
  const end = () => {
    setOpen(null);
    requestAnimationFrame(() => {
      const back = from.current?.isConnected ? from.current : document.querySelector("[data-add-task]");
      if (back instanceof HTMLElement) back.focus();
    });
  };

  const run = (work: () => Promise<Outcome>) =>
    startTransition(async () => {
      const outcome = await work().catch(() => ({
        ok: false as const,
        problem: { detail: "The server did not answer. Nothing was changed; try again." },
      }));
      setProblem(outcome.ok ? null : outcome.problem.detail);
    });

  const add = actions ? (
    <Button variant="primary" data-add-task onClick={() => begin({ id: null, values: EMPTY_VALUES })}>
      Add a task
    </Button>
  ) : null;
  const readOnly = actions ? null : `You can read this list. It is edited by: ${editors}.`;
  const form =
    actions && open ? (
      <OpportunityForm
        key={open.id ?? open.values.name}
        title={open.id === null ? "A new task" : `Change “${open.values.name}”`}
        initial={open.values}
        currency={currency}
        submit={
          open.id === null ? { label: "Add the task", busy: "Adding" } : { label: "Save", busy: "Saving" }
        }
        send={(input) => (open.id === null ? actions.create(input) : actions.change(open.id, input))}
        onDone={end}
        onCancel={end}
      />
    ) : null;

  return (
    <>
      <PageHeader
        title="Opportunities"
        meta={
          <>
            The tasks of the process that a prediction could replace or help, by value × feasibility.{" "}
            {readOnly}
          </>
        }
        actions={tasks.length > 0 && !open ? add : null}
        conclusion={opportunitiesInWords(tasks) || undefined}
      />
      {form}
      {problem ? (
        <Notice tone="bad" className="mb-4">
          {problem}
        </Notice>
      ) : null}
      {tasks.length === 0 ? (
        open ? null : (
          <EmptyOpportunities
            action={add}
            onTake={actions ? (values) => begin({ id: null, values }) : undefined}
          />
        )
      ) : (
        <div className="grid grid-cols-[minmax(0,1fr)_18rem] max-xl:grid-cols-1 gap-x-10 gap-y-6 items-start">
          <OpportunityTable
            tasks={tasks}
            currency={currency}
            actionsOf={
              actions
                ? (task) => (
                    <RowActions
                      task={task}
                      isPending={isPending}
                      onChoose={() => run(() => actions.change(task.id, { isChosen: !task.isChosen }))}
                      onEdit={() => begin({ id: task.id, values: valuesOf(task) })}
                      onDelete={() => run(() => actions.remove(task.id))}
                    />
                  )
                : undefined
            }
          />
          <Section title="Value and feasibility" plain>
            <ValueMatrix tasks={tasks} />
          </Section>
        </div>
      )}
    </>
  );
}
