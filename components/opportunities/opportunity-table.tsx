import type { ReactNode } from "react";
import { StatusBadge, Tag } from "#components/ui/badge.tsx";
import { cx } from "#components/ui/cx.ts";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import {
  isWithoutPrediction,
  type RankedOpportunity,
  reasonsInWords,
  short,
} from "#lib/features/opportunities/index.ts";
import { formatMoney, formatNumber } from "#lib/format/index.ts";
import { roleInWords } from "./role-words.ts";

/** Left out where the text would have no room. */
const ROOMY = "max-xl:hidden";
/** So many tasks are read whole; of more the reasons alone, and the rest when asked for. */
const FEW = 4;

/** The best first, each with how its score came about. Narrower, it keeps place, task, score and what can be done. */
export function OpportunityTable({
  tasks,
  currency,
  actionsOf,
}: {
  tasks: readonly RankedOpportunity[];
  currency: string;
  /** Absent for those who only read. */
  actionsOf?: ((task: RankedOpportunity) => ReactNode) | undefined;
}) {
  return (
    <Table label="Opportunities, the best first">
      <thead>
        <tr>
          <Th numeric className="w-8 pl-2">
            <span className="sr-only">Place</span>
          </Th>
          <Th>Task</Th>
          <Th numeric className={ROOMY}>
            Value
          </Th>
          <Th numeric className={ROOMY}>
            Feasible
          </Th>
          <Th numeric className={ROOMY}>
            Data
          </Th>
          <Th numeric className={ROOMY}>
            Risk
          </Th>
          <Th numeric className={ROOMY}>
            Saves a year
          </Th>
          <Th numeric>Score</Th>
          {actionsOf ? (
            <Th className={ROOMY}>
              <span className="sr-only">Actions</span>
            </Th>
          ) : null}
        </tr>
      </thead>
      <tbody>
        {inReadingOrder(tasks).map((task) => (
          <Tr key={task.id} selected={task.isChosen}>
            <Td numeric className="pl-2 font-semibold">
              {task.rank ?? "–"}
            </Td>
            <Td className="min-w-40 [overflow-wrap:anywhere]">
              <span className="font-semibold">{task.name}</span> <Tag>{roleInWords(task)}</Tag>{" "}
              {task.isChosen ? <StatusBadge state="done">chosen</StatusBadge> : null}
              <span className="block text-secondary text-ink3">{reasonsInWords(task)}</span>
              <More task={task} currency={currency} isOpen={tasks.length <= FEW} />
              {actionsOf ? (
                <span className="mt-1 xl:hidden flex flex-wrap gap-2">{actionsOf(task)}</span>
              ) : null}
            </Td>
            <Td numeric className={ROOMY}>
              {task.value ?? "–"}
            </Td>
            <Td numeric className={ROOMY}>
              {task.feasibility ?? "–"}
            </Td>
            <Td numeric className={ROOMY}>
              {task.dataReadiness ?? "–"}
            </Td>
            <Td numeric className={ROOMY}>
              {task.risk ?? "–"}
            </Td>
            <Td numeric className={ROOMY}>
              {formatMoney(task.benefit.total, currency, 0)}
            </Td>
            <Td numeric className="font-semibold">
              {task.score === null ? "–" : short(task.score)}
              {task.beside?.measuredScore != null ? (
                <span className="block text-axis font-normal text-ink2">
                  measured {short(task.beside.measuredScore)}
                </span>
              ) : null}
            </Td>
            {actionsOf ? (
              <Td className={cx("w-44", ROOMY)}>
                <span className="flex flex-wrap justify-end gap-1">{actionsOf(task)}</span>
              </Td>
            ) : null}
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

/** What a task takes today, what it would save, and the note: open while the list is short. */
function More({ task, currency, isOpen }: { task: RankedOpportunity; currency: string; isOpen: boolean }) {
  const { minutesEach, timesAMonth, benefit, errorCostAYear } = task;
  const times =
    minutesEach === null || timesAMonth === null
      ? ""
      : `${short(minutesEach)} min × ${short(timesAMonth)} a month = `;
  const today = [
    task.todayMethod,
    benefit.hoursAYear === null ? "" : `${times}${formatNumber(benefit.hoursAYear)} h a year`,
    errorCostAYear === null ? "" : `its errors cost ${formatMoney(errorCostAYear, currency, 0)} a year`,
  ].filter(Boolean);
  if (today.length === 0 && !task.note) return null;
  return (
    <details open={isOpen} className="text-secondary text-ink2">
      <summary className="min-h-6 w-fit list-inside">Today, saving and note</summary>
      {today.length > 0 ? <p>Today: {today.join("; ")}</p> : null}
      {benefit.words.length > 0 ? <p>Rough saving: {benefit.words.join("; ")}.</p> : null}
      {task.note ? <p className="whitespace-pre-line">{task.note}</p> : null}
    </details>
  );
}

/** As ranked, and of those without a rank first what somebody could still grade. */
function inReadingOrder(tasks: readonly RankedOpportunity[]): RankedOpportunity[] {
  const place = (task: RankedOpportunity) => (task.rank !== null ? 0 : isWithoutPrediction(task) ? 2 : 1);
  return tasks.toSorted((a, b) => place(a) - place(b));
}
