"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useRef, useState, useTransition } from "react";
import { useProjectEvents } from "#components/events/use-project-events.ts";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import {
  opportunitiesInWords,
  type ProcessLinkView,
  type ProcessTermsView,
  type RankedOpportunity,
} from "#lib/features/opportunities/index.ts";
import { answered, type OpportunityActions, type Outcome, type Seeded } from "./actions.ts";
import { EmptyOpportunities, type StarterChoice } from "./empty-opportunities.tsx";
import { OpportunityTable } from "./opportunity-table.tsx";
import { RANK_FORMULAS, RankByChoice } from "./rank-by.tsx";
import { RowActions } from "./row-actions.tsx";

const Waiting = ({ height }: { height: number }) => <div style={{ height }} aria-hidden="true" />;
const ChosenPanel = dynamic(() => import("./chosen-panel.tsx").then((part) => part.ChosenPanel), {
  ssr: false,
  loading: () => <Waiting height={260} />,
});
const FilledNotice = dynamic(() => import("./filled-notice.tsx").then((part) => part.FilledNotice), {
  ssr: false,
});
const MatrixBoard = dynamic(() => import("./matrix-board.tsx").then((part) => part.MatrixBoard), {
  ssr: false,
  loading: () => <Waiting height={420} />,
});
const ProcessSection = dynamic(() => import("./process-section.tsx").then((part) => part.ProcessSection), {
  ssr: false,
  loading: () => <Waiting height={320} />,
});
const TermsForm = dynamic(() => import("./terms-form.tsx").then((part) => part.TermsForm), {
  ssr: false,
  loading: () => <Waiting height={110} />,
});
const OpportunityForm = dynamic(() => import("./opportunity-form.tsx").then((part) => part.OpportunityForm), {
  ssr: false,
  loading: () => <Waiting height={560} />,
});

/** The task as it was when its form was opened; null is a new one. */
type Open = { id: string | null; task: RankedOpportunity | null };

/** The process, its tasks, which one to start with, and why. */
export function OpportunitiesScreen({
  tasks,
  links,
  terms,
  starters,
  currency,
  base,
  actions,
  editors,
}: {
  tasks: readonly RankedOpportunity[];
  links: readonly ProcessLinkView[];
  terms: ProcessTermsView;
  starters: readonly StarterChoice[];
  currency: string;
  /** The project's address. */
  base: string;
  /** Null for somebody who may only read. */
  actions: OpportunityActions | null;
  editors: string;
}) {
  const router = useRouter();
  const [open, setOpen] = useState<Open | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [seeded, setSeeded] = useState<{ name: string; seeded: Seeded } | null>(null);
  const [isPending, startTransition] = useTransition();
  useProjectEvents((event) => {
    if (event.kind === "opportunities.changed") router.refresh();
  });

  // Whoever leaves the form is back where they came from; "Add a task" is away while the form is open.
  const from = useRef<Element | null>(null);
  const begin = (next: Open) => {
    from.current = document.activeElement;
    setOpen(next);
    document.querySelector("main")?.scrollTo({ top: 0 });
    window.scrollTo({ top: 0 });
  };
  const edit = (id: string) => {
    const task = tasks.find((one) => one.id === id);
    if (task) begin({ id, task });
  };
  const end = () => {
    setOpen(null);
    requestAnimationFrame(() => {
      const back = from.current?.isConnected ? from.current : document.querySelector("[data-add-task]");
      if (back instanceof HTMLElement) back.focus();
    });
  };

  const run = <T,>(work: () => Promise<Outcome<T>>, onDone?: (value: T | undefined) => void) =>
    startTransition(async () => {
      const outcome = await answered(work());
      setProblem(outcome.ok ? null : outcome.problem.detail);
      if (outcome.ok) onDone?.(outcome.value);
    });
  const choose = (task: RankedOpportunity) => {
    if (actions)
      run(
        () => actions.choose(task.id),
        (value) => value && setSeeded({ name: task.name, seeded: value }),
      );
  };
  const letGo = (task: RankedOpportunity) => {
    setSeeded(null);
    if (actions) run(() => actions.change(task.id, { isChosen: false }));
  };
  const place = async (id: string, placing: unknown): Promise<boolean> => {
    if (!actions) return false;
    const outcome = await answered(actions.change(id, placing));
    setProblem(outcome.ok ? null : outcome.problem.detail);
    return outcome.ok;
  };

  const add = actions ? (
    <Button variant="primary" data-add-task onClick={() => begin({ id: null, task: null })}>
      Add a task
    </Button>
  ) : null;
  const readOnly = actions ? null : `You can read this list. It is edited by: ${editors}.`;
  const chosen = tasks.find((task) => task.isChosen);
  const hasTasks = tasks.length > 0;
  return (
    <>
      <PageHeader
        title="Opportunities"
        meta={
          <>
            The tasks of the business process, and which of them a prediction could replace or help.{" "}
            {readOnly}
          </>
        }
        actions={hasTasks && !open ? add : null}
        conclusion={opportunitiesInWords(tasks, terms.rankBy) || undefined}
      />
      {actions && open ? (
        <OpportunityForm
          key={open.id ?? "new"}
          title={open.id === null ? "A new task" : `Change “${open.task?.name}”`}
          place={`${base}:${open.id ?? "new"}`}
          task={open.task}
          isScoresOpen={terms.rankBy !== "value_feasibility"}
          currency={currency}
          submit={
            open.id === null ? { label: "Add the task", busy: "Adding" } : { label: "Save", busy: "Saving" }
          }
          send={(input) => (open.id === null ? actions.create(input) : actions.change(open.id, input))}
          onDone={end}
          onCancel={end}
        />
      ) : null}
      {problem ? (
        <Notice tone="bad" className="mb-4" title="Nothing was changed">
          {problem}
        </Notice>
      ) : null}
      {seeded ? <FilledNotice {...seeded} base={base} onClose={() => setSeeded(null)} /> : null}
      {!hasTasks && !open ? (
        <EmptyOpportunities
          action={add}
          starters={starters}
          isPending={isPending}
          onStart={actions ? (key) => run(() => actions.start({ key })) : undefined}
        />
      ) : null}
      {hasTasks ? (
        <>
          {chosen ? (
            <ChosenPanel
              task={chosen}
              rankBy={terms.rankBy}
              currency={currency}
              base={base}
              isPending={isPending}
              onFill={actions ? () => choose(chosen) : undefined}
            />
          ) : null}
          <ProcessSection
            tasks={tasks}
            links={links}
            actions={actions}
            onEdit={edit}
            onProblem={setProblem}
          />
          <Section title="Value and feasibility">
            <MatrixBoard tasks={tasks} onPlace={actions ? place : undefined} />
          </Section>
          <Section
            title="Ranked, with the reasons"
            aside={
              <RankByChoice
                rankBy={terms.rankBy}
                onChoose={(rankBy) =>
                  actions
                    ? run(() => actions.changeTerms({ rankBy }))
                    : router.replace(`${base}/opportunities?rank=${rankBy}`, { scroll: false })
                }
              />
            }
          >
            <p className="text-secondary text-ink3 mb-2 max-w-[90ch]">
              {RANK_FORMULAS[terms.rankBy]} Each answer of “when not to” takes 15 % off.{" "}
              <a className="link" href={`${base}/opportunities/export?format=csv`} download>
                CSV
              </a>{" "}
              <a className="link" href={`${base}/opportunities/export?format=json`} download>
                JSON
              </a>
            </p>
            <OpportunityTable
              tasks={tasks}
              currency={currency}
              actionsOf={
                actions
                  ? (task) => (
                      <RowActions
                        task={task}
                        isPending={isPending}
                        onChoose={() => (task.isChosen ? letGo(task) : choose(task))}
                        onEdit={() => edit(task.id)}
                        onDelete={() => run(() => actions.remove(task.id))}
                      />
                    )
                  : undefined
              }
            />
          </Section>
          <Section title="What the money figures assume">
            <TermsForm
              terms={terms}
              currency={currency}
              send={actions ? (patch) => actions.changeTerms(patch) : undefined}
            />
          </Section>
        </>
      ) : null}
    </>
  );
}
