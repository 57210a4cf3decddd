"use client";

import Link from "next/link";
import { Button } from "#components/ui/button.tsx";
import { Section } from "#components/ui/section.tsx";
import { Table, Td, Th } from "#components/ui/table.tsx";
import {
  type Beside,
  type ProcessTermsView,
  type RankedOpportunity,
  scoreInWords,
} from "#lib/features/opportunities/index.ts";
import { formatMoney, formatPercent } from "#lib/format/index.ts";

/** The task that the project is about: estimated, and beside it what a run measured. */
export function ChosenPanel({
  task,
  rankBy,
  currency,
  base,
  isPending,
  onFill,
}: {
  task: RankedOpportunity;
  rankBy: ProcessTermsView["rankBy"];
  currency: string;
  base: string;
  isPending: boolean;
  /** Absent for those who only read. */
  onFill?: (() => void) | undefined;
}) {
  const { beside } = task;
  return (
    <Section
      title={`Chosen: ${task.name}`}
      aside={
        <span className="flex flex-wrap gap-x-4">
          <Link className="link" href={`${base}/canvas`} prefetch={false}>
            Canvas
          </Link>
          <Link className="link" href={`${base}/roi`} prefetch={false}>
            ROI
          </Link>
        </span>
      }
    >
      {beside ? (
        <Table label="Estimated and measured">
          <thead>
            <tr>
              <Th />
              <Th numeric>Estimated</Th>
              <Th numeric>Measured</Th>
              <Th className="pl-5" wide>
                Measured how
              </Th>
            </tr>
          </thead>
          <tbody>
            {rowsOf(task, beside, { rankBy, currency }).map(([name, estimated, measured, source]) => (
              <tr key={name}>
                <Td>{name}</Td>
                <Td numeric>{estimated}</Td>
                <Td numeric className="font-semibold">
                  {measured}
                </Td>
                <Td className="pl-5 text-secondary text-ink2" wide>
                  {source}
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      ) : (
        <p className="text-ink2 max-w-[75ch]">
          Nothing is measured yet. After the project’s first finished run its error, saving and score stand
          here beside what is estimated.{" "}
          <Link className="link" href={`${base}/runs`} prefetch={false}>
            Runs
          </Link>
        </p>
      )}
      {onFill ? (
        <div className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-1">
          <Button onClick={onFill} busy={isPending && "Filling"}>
            Fill the plan from it
          </Button>
          <span className="text-secondary text-ink3">Only empty fields of canvas and ROI.</span>
        </div>
      ) : null}
    </Section>
  );
}

type Row = readonly [name: string, estimated: string, measured: string, source: string];

function rowsOf(
  task: RankedOpportunity,
  beside: Beside,
  { rankBy, currency }: { rankBy: ProcessTermsView["rankBy"]; currency: string },
): Row[] {
  const money = (value: number | null) => formatMoney(value, currency, 0);
  const score = (value: number | null) => (value === null ? "–" : scoreInWords(value, rankBy));
  const run = `Run ${beside.run}, untouched folds`;
  return [
    [
      "Error (WAPE)",
      "–",
      formatPercent(beside.wape),
      `${run}: ${beside.method ?? "no method"}, naive ${formatPercent(beside.naiveWape)}`,
    ],
    [
      "Error cost avoided",
      formatPercent(beside.assumedShare, 0),
      formatPercent(beside.measuredShare),
      beside.isMoney
        ? `${run}: of the cost of seasonal naive, as on the ROI page`
        : `${run}: of the units in error, as no unit costs are given`,
    ],
    [
      "Errors avoided, a year",
      money(beside.estimatedAvoided),
      money(beside.measuredAvoided),
      "Scaled to a year",
    ],
    [
      "Saves a year",
      money(beside.estimatedTotal),
      money(beside.measuredTotal),
      task.benefit.labourSaved === null
        ? "Errors avoided alone"
        : `With ${money(task.benefit.labourSaved)} of labour, which stays estimated`,
    ],
    [
      "Score",
      score(beside.estimatedScore),
      score(beside.measuredScore),
      "The estimated score times measured by estimated saving",
    ],
  ];
}
