import type { ReactNode } from "react";
import { StatusBadge, Tag } from "#components/ui/badge.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import {
  isWithoutPrediction,
  type RankedOpportunity,
  reasonsInWords,
  short,
} from "#lib/features/opportunities/index.ts";
import { formatMoney, formatNumber } from "#lib/format/index.ts";
import { roleInWords } from "./role-words.ts";

/** The best first, each with how its score came about. Narrow, it keeps place, task, score and what can be done. */
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
          <Th numeric wide>
            Value
          </Th>
          <Th numeric wide>
            Feasible
          </Th>
          <Th numeric wide>
            Data
          </Th>
          <Th numeric wide>
            Risk
          </Th>
          <Th numeric wide>
            Saves a year
          </Th>
          <Th numeric>Score</Th>
          {actionsOf ? (
            <Th wide>
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
              <Today task={task} currency={currency} />
              {task.benefit.words.length > 0 ? (
                <span className="block text-secondary text-ink2">
                  Rough saving: {task.benefit.words.join("; ")}.
                </span>
              ) : null}
              {task.note ? (
                <span className="block text-secondary text-ink2 whitespace-pre-line line-clamp-4">
                  {task.note}
                </span>
              ) : null}
              {actionsOf ? (
                <span className="mt-1 md:hidden flex flex-wrap gap-2">{actionsOf(task)}</span>
              ) : null}
            </Td>
            <Td numeric wide>
              {task.value ?? "–"}
            </Td>
            <Td numeric wide>
              {task.feasibility ?? "–"}
            </Td>
            <Td numeric wide>
              {task.dataReadiness ?? "–"}
            </Td>
            <Td numeric wide>
              {task.risk ?? "–"}
            </Td>
            <Td numeric wide>
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
              <Td wide className="w-44">
                <span className="flex flex-wrap justify-end gap-1">{actionsOf(task)}</span>
              </Td>
            ) : null}
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function Today({ task, currency }: { task: RankedOpportunity; currency: string }) {
  const { minutesEach, timesAMonth, benefit, errorCostAYear } = task;
  const times =
    minutesEach === null || timesAMonth === null
      ? ""
      : `${short(minutesEach)} min × ${short(timesAMonth)} a month = `;
  const parts = [
    task.todayMethod,
    benefit.hoursAYear === null ? "" : `${times}${formatNumber(benefit.hoursAYear)} h a year`,
    errorCostAYear === null ? "" : `its errors cost ${formatMoney(errorCostAYear, currency, 0)} a year`,
  ].filter(Boolean);
  if (parts.length === 0) return null;
  return <span className="block text-secondary text-ink2 line-clamp-3">Today: {parts.join("; ")}</span>;
}

/** As ranked, and of those without a rank first what somebody could still grade. */
function inReadingOrder(tasks: readonly RankedOpportunity[]): RankedOpportunity[] {
  const place = (task: RankedOpportunity) => (task.rank !== null ? 0 : isWithoutPrediction(task) ? 2 : 1);
  return tasks.toSorted((a, b) => place(a) - place(b));
}
