import Link from "next/link";
import { StatusBadge } from "#components/ui/badge.tsx";
import type { IconState } from "#components/ui/state-icon.tsx";
import { Table, Td, Th } from "#components/ui/table.tsx";
import { MODEL_NAMES, type RunListItem } from "#lib/features/runs/index.ts";
import { formatDateTime, formatDuration, formatPercent } from "#lib/format/index.ts";

const STATES: Record<RunListItem["status"], { icon: IconState; word: string }> = {
  queued: { icon: "empty", word: "queued" },
  running: { icon: "running", word: "training" },
  succeeded: { icon: "done", word: "finished" },
  failed: { icon: "contradicted", word: "failed" },
  cancelled: { icon: "unproven", word: "cancelled" },
};

/** Newest first, each with its error on the untouched folds beside seasonal naive's. */
export function RunTable({ runs, base }: { runs: readonly RunListItem[]; base: string }) {
  return (
    <Table label="Runs">
      <thead>
        <tr>
          <Th>Run</Th>
          <Th>State</Th>
          <Th wide>First by selection</Th>
          <Th numeric>WAPE</Th>
          <Th numeric>Seasonal naive</Th>
          <Th className="max-lg:hidden">Data</Th>
          <Th numeric className="max-lg:hidden">
            Took
          </Th>
          <Th className="max-lg:hidden">Where</Th>
          <Th className="max-xl:hidden">Asked</Th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <tr key={run.number}>
            <Td>
              <Link href={`${base}/runs/${run.number}`} className="font-semibold text-accent hover:underline">
                Run {run.number}
              </Link>
              {run.question ? (
                <span className="block text-secondary text-ink2 max-w-80">{run.question}</span>
              ) : null}
              {run.replayOf === null ? null : (
                <span className="block text-secondary text-ink3">repeats run {run.replayOf}</span>
              )}
            </Td>
            <Td>
              <StatusBadge state={run.waitsForBrowser ? "empty" : STATES[run.status].icon}>
                {run.waitsForBrowser ? "waits for a browser" : STATES[run.status].word}
                {run.status === "running" ? `, ${Math.floor(run.progress * 100)} %` : ""}
              </StatusBadge>
            </Td>
            <Td wide>{run.wape ? MODEL_NAMES[run.wape.model] : "–"}</Td>
            <Td numeric>{formatPercent(run.wape?.value)}</Td>
            <Td numeric>{formatPercent(run.wape?.naive)}</Td>
            <Td className="max-lg:hidden">
              {run.data}
              <span className="block text-secondary text-ink3">{run.horizonSteps} steps ahead</span>
            </Td>
            <Td numeric className="max-lg:hidden">
              {run.startedAt !== null && run.finishedAt !== null
                ? formatDuration(run.finishedAt - run.startedAt)
                : "–"}
            </Td>
            <Td className="max-lg:hidden">{run.place === "browser" ? "browser" : "server"}</Td>
            <Td className="max-xl:hidden">
              {run.requestedBy ?? "–"}
              <span className="block text-secondary text-ink3">{formatDateTime(run.queuedAt)}</span>
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
