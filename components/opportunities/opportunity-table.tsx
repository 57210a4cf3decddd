import type { ReactNode } from "react";
import { StatusBadge, Tag } from "#components/ui/badge.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import { KIND_NAMES, type RankedOpportunity, reasonsInWords } from "#lib/features/opportunities/index.ts";
import { formatMoney, formatNumber } from "#lib/format/index.ts";

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
          <Th numeric>Score</Th>
          {actionsOf ? (
            <Th wide>
              <span className="sr-only">Actions</span>
            </Th>
          ) : null}
        </tr>
      </thead>
      <tbody>
        {tasks.map((task) => (
          <Tr key={task.id} selected={task.isChosen}>
            <Td numeric className="pl-2 font-semibold">
              {task.rank ?? "–"}
            </Td>
            <Td className="min-w-40 [overflow-wrap:anywhere]">
              <span className="font-semibold">{task.name}</span> <Tag>{KIND_NAMES[task.kind]}</Tag>{" "}
              {task.isChosen ? <StatusBadge state="done">chosen</StatusBadge> : null}
              <span className="block text-secondary text-ink3">{reasonsInWords(task)}</span>
              <Today task={task} currency={currency} />
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
            <Td numeric className="font-semibold">
              {formatNumber(task.score, 1)}
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
  const parts = [
    task.todayMethod,
    task.hoursAYear === null ? "" : `${formatNumber(task.hoursAYear)} h a year`,
    task.errorCostAYear === null
      ? ""
      : `its errors cost ${formatMoney(task.errorCostAYear, currency)} a year`,
  ].filter(Boolean);
  if (parts.length === 0) return null;
  return <span className="block text-secondary text-ink2 line-clamp-3">Today: {parts.join("; ")}</span>;
}
