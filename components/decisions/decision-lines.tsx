import Link from "next/link";
import { Tag } from "#components/ui/badge.tsx";
import { Table, Td, Th } from "#components/ui/table.tsx";
import { type DecisionView, savingInWords } from "#lib/features/decisions/index.ts";
import { formatDate, formatDateTime } from "#lib/format/index.ts";

/** The ledger whole: what was decided, by whom, on which verdict, for which saving. */
export function DecisionTable({ decisions, base }: { decisions: readonly DecisionView[]; base: string }) {
  return (
    <Table label="Decisions, newest first">
      <thead>
        <tr>
          <Th>Date</Th>
          <Th>Decision and reason</Th>
          <Th className="max-lg:hidden">Verdict then</Th>
          <Th wide>Person</Th>
          <Th numeric>Expected saving</Th>
        </tr>
      </thead>
      <tbody>
        {decisions.map((decision) => (
          <tr key={decision.id}>
            <Td className="whitespace-nowrap text-ink3 tabular-nums">
              <time dateTime={new Date(decision.at).toISOString()} title={formatDateTime(decision.at)}>
                {formatDate(decision.at)}
              </time>
            </Td>
            <Td className="max-w-[26rem]">
              <span className="font-semibold">{decision.title}</span>{" "}
              {decision.isOverride ? <Tag>against the verdict</Tag> : null}
              <span className="block whitespace-pre-line [overflow-wrap:anywhere]">{decision.reason}</span>
              <span className="block text-secondary text-ink3 md:hidden">{decision.person}</span>
              <Link href={`${base}/runs/${decision.runNumber}`} className="link text-secondary">
                Run {decision.runNumber}
              </Link>
            </Td>
            <Td className="max-w-[26rem] max-lg:hidden text-secondary text-ink2">
              {decision.verdict?.sentence ?? "None: the run was not judged."}
            </Td>
            <Td wide className="whitespace-nowrap text-ink2">
              {decision.person}
            </Td>
            <Td numeric>
              <Saving decision={decision} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Saving({ decision }: { decision: DecisionView }) {
  if (!decision.expected) return <span className="text-ink3">–</span>;
  const { amount, basis } = savingInWords(decision.expected);
  return (
    <>
      {amount}
      <span className="block text-secondary text-ink3 whitespace-normal max-w-48 ml-auto">{basis}</span>
    </>
  );
}

/** A few lines of it, for the front page and beside the form. */
export function DecisionList({ decisions }: { decisions: readonly DecisionView[] }) {
  return (
    <ul>
      {decisions.map((decision) => (
        <li
          key={decision.id}
          className="grid grid-cols-[3.75rem_minmax(0,1fr)_auto] gap-x-3 py-2 border-b border-line last:border-b-0"
        >
          <span className="text-ink3 tabular-nums whitespace-nowrap">
            {formatDate(decision.at, { year: false })}
          </span>
          <span className="min-w-0">
            <span className="font-semibold">{decision.title}</span>
            <span className="block text-secondary text-ink3 line-clamp-2 [overflow-wrap:anywhere]">
              {decision.reason}
            </span>
            <span className="block text-secondary text-ink3">
              Run {decision.runNumber}; {decision.person}
              {decision.isOverride ? "; against the verdict" : ""}
            </span>
          </span>
          <span className="text-right tabular-nums whitespace-nowrap">
            {decision.expected ? savingInWords(decision.expected).amount : "–"}
          </span>
        </li>
      ))}
    </ul>
  );
}
