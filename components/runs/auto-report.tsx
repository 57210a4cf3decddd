import { Notice } from "#components/ui/notice.tsx";
import { Section } from "#components/ui/section.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import type { AutoReportView } from "#lib/features/runs/index.ts";
import { formatDuration, formatNumber, formatPercent } from "#lib/format/index.ts";

const counted = (count: number, one: string) => `${formatNumber(count)} ${count === 1 ? one : `${one}s`}`;

/** What was tried on the past before the first fold, what was chosen of it, and why. */
export function AutoReport({ report }: { report: AutoReportView }) {
  const { tried, chosen, left, notes, baseline } = report;
  const sample =
    report.sampledSeries < report.series
      ? `${formatNumber(report.sampledSeries)} of ${formatNumber(report.series)} series, evenly picked`
      : `${formatNumber(report.series)} series`;
  const aside =
    report.folds > 0
      ? `${counted(report.folds, "past period")} of ${counted(report.horizonSteps, "step")}, all before the first fold; ${sample}`
      : null;
  return (
    <Section title="What was tried, and why this was chosen" aside={aside}>
      {report.baselineStands && chosen ? (
        <Notice tone="stale" title="The baseline stands" className="mb-3">
          {report.sentence}
        </Notice>
      ) : (
        <p className="mb-3 max-w-[75ch]">{report.sentence}</p>
      )}
      {chosen ? (
        <Table label="Methods that were tried" caption="Methods that were tried, the least error first">
          <thead>
            <tr>
              <Th className="pl-3 max-md:pl-1">Method</Th>
              <Th numeric>
                Error,
                <br />
                <span className="whitespace-nowrap">{baseline} = 1</span>
              </Th>
              <Th numeric wide>
                MASE
              </Th>
              <Th numeric wide>
                80 %
                <br />
                covers
              </Th>
              <Th numeric wide>
                Took
              </Th>
              <Th numeric>Share</Th>
              <Th className="w-40 max-md:hidden">
                <span className="sr-only">Share as a bar</span>
              </Th>
            </tr>
          </thead>
          <tbody>
            {tried.map((row) => (
              <Tr key={row.key} selected={row.share > 0}>
                <Td className="pl-3 max-md:pl-1">
                  <span className={row.share > 0 ? "font-semibold" : undefined}>{row.name}</span>
                  {row.isBaseline ? <span className="block text-axis text-ink3">the baseline</span> : null}
                </Td>
                <Td numeric>{row.score === null ? "no answer" : formatNumber(row.score, 3)}</Td>
                <Td numeric wide>
                  {formatNumber(row.mase, 3)}
                </Td>
                <Td numeric wide>
                  {formatPercent(row.coverage80)}
                </Td>
                <Td numeric wide>
                  {formatDuration(row.seconds * 1_000)}
                </Td>
                <Td numeric>{row.share > 0 ? formatPercent(row.share) : "–"}</Td>
                <Td className="max-md:hidden">
                  {row.share > 0 ? (
                    <span
                      aria-hidden="true"
                      className="block h-2 mt-1.5 bg-bar"
                      style={{ width: `${(100 * row.share).toFixed(1)}%` }}
                    />
                  ) : null}
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      ) : null}
      <ul className="mt-2 text-secondary text-ink2 max-w-[75ch] grid gap-1">
        {left.length > 0 ? (
          <li>
            Not tried, for lack of time in a budget of {counted(report.budgetSeconds, "second")}:{" "}
            {left.join(", ")}.
          </li>
        ) : null}
        {report.networks > 0 ? (
          <li>Each forecast averages {counted(report.networks, "network")} with different seeds.</li>
        ) : null}
        <li>Intervals: {report.intervals}</li>
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
      <details className="mt-2 text-secondary">
        <summary className="text-ink3 list-inside cursor-pointer py-1">How it was chosen</summary>
        <p className="mt-1 text-ink2 max-w-[75ch]">
          Each method forecast past periods that end before the first fold begins, so the folds above had no
          say in the choice. The error is the mean of MASE and scaled quantile loss, and of sMAPE where all
          values are above zero, each as a share of {baseline}’s. Starting from the best, whatever bettered
          the blend was added, up to eight times. The same blend was then fitted again at each later cutoff.
          The plan is kept with the run: repeated with it, the same data gives the same numbers.
        </p>
      </details>
    </Section>
  );
}
