"use client";

import { useMemo, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Section } from "#components/ui/section.tsx";
import {
  layoutProcess,
  type ProcessLinkView,
  type RankedOpportunity,
} from "#lib/features/opportunities/index.ts";
import type { OpportunityActions, Outcome } from "./actions.ts";
import { answered } from "./actions.ts";
import { LinkForm, type LinkValues } from "./link-form.tsx";
import { LinkList } from "./link-list.tsx";
import { type Picked, ProcessGraph } from "./process-graph.tsx";
import { roleInWords } from "./role-words.ts";

type Said = { words: string; undo?: () => void };

/** The process: its picture, what is picked of it, and its links as a list. */
export function ProcessSection({
  tasks,
  links,
  actions,
  onEdit,
  onProblem,
}: {
  tasks: readonly RankedOpportunity[];
  links: readonly ProcessLinkView[];
  /** Null for those who only read. */
  actions: OpportunityActions | null;
  onEdit: (id: string) => void;
  onProblem: (detail: string | null) => void;
}) {
  const [picked, setPicked] = useState<Picked>(null);
  const [said, setSaid] = useState<Said | null>(null);
  // Tasks come in the order of their scores; the picture must not change with those.
  const steady = useMemo(
    () => tasks.toSorted((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1)),
    [tasks],
  );
  const layout = useMemo(() => layoutProcess(steady, links), [steady, links]);
  const nameOf = (id: string) => tasks.find((task) => task.id === id)?.name ?? "";
  const between = ({ fromId, toId }: Pick<LinkValues, "fromId" | "toId">) =>
    `“${nameOf(fromId)}” to “${nameOf(toId)}”`;

  const draw = async (actionsOf: OpportunityActions, values: LinkValues): Promise<Outcome> => {
    const outcome = await answered(actionsOf.createLink(values));
    if (!outcome.ok) return outcome;
    const { id, loop } = outcome.value ?? { id: "", loop: null };
    onProblem(null);
    setSaid({
      words: `Linked ${between(values)}.${loopInWords(loop)}`,
      undo: () => void answered(actionsOf.removeLink(id)).then(() => setSaid(null)),
    });
    return outcome;
  };
  const change = async (actionsOf: OpportunityActions, id: string, values: LinkValues): Promise<Outcome> => {
    const outcome = await answered(actionsOf.changeLink(id, values));
    if (outcome.ok)
      setSaid({ words: `Changed the link from ${between(values)}.${loopInWords(outcome.value?.loop)}` });
    return outcome;
  };
  const remove = async (actionsOf: OpportunityActions, id: string) => {
    const link = links.find((one) => one.id === id);
    const outcome = await answered(actionsOf.removeLink(id));
    if (!outcome.ok) return onProblem(outcome.problem.detail);
    setPicked(null);
    if (!link) return;
    const { fromId, toId, label } = link;
    setSaid({
      words: `Deleted the link from ${between(link)}.`,
      undo: () => void draw(actionsOf, { fromId, toId, label }).then(() => setSaid({ words: "It is back." })),
    });
  };

  const pickedLink = picked?.kind === "link" ? links.find((link) => link.id === picked.id) : undefined;
  const pickedTask = picked?.kind === "task" ? tasks.find((task) => task.id === picked.id) : undefined;
  return (
    <Section title="The process" aside={stepsInWords(tasks.length, links.length)}>
      <ProcessGraph
        tasks={tasks}
        links={links}
        layout={layout}
        picked={picked}
        onPick={setPicked}
        onLink={
          actions
            ? (fromId, toId) =>
                void draw(actions, { fromId, toId, label: "" }).then((outcome) => {
                  if (!outcome.ok) onProblem(outcome.problem.detail);
                })
            : undefined
        }
        onDeleteLink={actions ? (id) => void remove(actions, id) : undefined}
      />
      {layout.loose.length > 0 && layout.placed.length > 0 ? (
        <p className="text-secondary text-ink2 mt-1">
          Not linked yet: {layout.loose.map((id) => `“${nameOf(id)}”`).join(", ")}.
        </p>
      ) : null}
      {layout.placed.length === 0 ? (
        <p className="text-ink2 mb-2">
          {tasks.length < 2
            ? "With a second task you can say which hands something to which."
            : "No task is linked yet. Say below which task hands something to which, and the picture appears."}
        </p>
      ) : (
        <p className="text-secondary text-ink3 mt-1 max-w-[90ch]">
          {actions
            ? "Press a task or a link to change it. Drag from the dot at a task’s edge to link it. By keyboard: Tab to a task, arrow keys go on, L links, Enter opens, Delete removes a link. "
            : ""}
          Dashed boxes take no prediction, dashed arrows lead back.
        </p>
      )}
      {said ? (
        <div className="mt-2 flex flex-wrap items-center gap-3">
          <p role="status" className="text-ink2">
            {said.words}
          </p>
          {said.undo ? (
            <Button size="small" onClick={said.undo}>
              Undo
            </Button>
          ) : null}
        </div>
      ) : null}
      {pickedTask ? (
        <div className="mt-3 border border-line border-l-4 border-l-accent rounded-r-panel bg-surface px-4 py-3 flex flex-wrap items-center gap-x-4 gap-y-2">
          <p className="flex-1 min-w-52">
            <span className="font-semibold [overflow-wrap:anywhere]">{pickedTask.name}</span>{" "}
            <span className="text-ink2">{roleInWords(pickedTask)}.</span>
            {pickedTask.todayMethod ? (
              <span className="block text-secondary text-ink2 line-clamp-2">
                Today: {pickedTask.todayMethod}
              </span>
            ) : null}
          </p>
          {actions ? <Button onClick={() => onEdit(pickedTask.id)}>Edit the task</Button> : null}
          <Button variant="quiet" onClick={() => setPicked(null)}>
            Close
          </Button>
        </div>
      ) : null}
      {pickedLink && actions ? (
        <div className="mt-3 border border-line border-l-4 border-l-accent rounded-r-panel bg-surface px-4 py-3">
          <LinkForm
            key={pickedLink.id}
            title={`The link from ${nameOf(pickedLink.fromId)} to ${nameOf(pickedLink.toId)}`}
            tasks={steady}
            initial={pickedLink}
            submit={{ label: "Save", busy: "Saving" }}
            send={({ fromId, toId, label }) => change(actions, pickedLink.id, { fromId, toId, label })}
            onDone={() => setPicked(null)}
            onCancel={() => setPicked(null)}
          />
          <Button className="mt-3" variant="danger" onClick={() => void remove(actions, pickedLink.id)}>
            Delete the link
          </Button>
        </div>
      ) : null}
      <details className="mt-3" open={layout.placed.length === 0 && tasks.length > 1}>
        <summary className="ml-4 text-secondary font-medium text-ink2 min-h-6">Links as a list</summary>
        <div className="mt-2 flex flex-col gap-4">
          <LinkList
            links={links}
            nameOf={nameOf}
            back={layout.back}
            onEdit={actions ? (id) => setPicked({ kind: "link", id }) : undefined}
            onDelete={actions ? (id) => void remove(actions, id) : undefined}
          />
          {actions && tasks.length > 1 ? (
            <LinkForm
              title="A new link"
              tasks={steady}
              initial={{ fromId: "", toId: "", label: "" }}
              submit={{ label: "Add the link", busy: "Adding" }}
              send={(values) => draw(actions, values)}
            />
          ) : null}
        </div>
      </details>
    </Section>
  );
}

function loopInWords(loop: readonly string[] | null | undefined): string {
  return loop
    ? ` That closes a loop: ${loop.join(" → ")}. The link drawn last is shown as the way back.`
    : "";
}

function stepsInWords(tasks: number, links: number): string {
  return `${tasks === 1 ? "1 task" : `${tasks} tasks`}, ${links === 1 ? "1 link" : `${links} links`}`;
}
