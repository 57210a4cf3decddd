import { formatTime, formatValue, frequencyWords } from "#components/datasets/words.ts";
import { StatusBadge } from "#components/ui/badge.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Section } from "#components/ui/section.tsx";
import { Table, Td, Th } from "#components/ui/table.tsx";
import type { Difference } from "#lib/features/datasets/index.ts";
import { formatNumber, formatPercent } from "#lib/format/index.ts";
import { differenceSentence, driftState } from "./difference-words.ts";
import { RewrittenChart } from "./rewritten-chart.tsx";

/** What two versions differ in: the finding, then rows and series, rewritten history, and drift. */
export function DifferenceView({
  difference,
  numbers,
}: {
  difference: Difference;
  numbers: { from: number; to: number };
}) {
  const { rows, series, frequency } = difference;
  return (
    <>
      <p className="text-now font-medium max-w-[75ch]">{differenceSentence(difference, numbers)}</p>
      {frequency.from === frequency.to ? null : (
        <Notice tone="stale" title="The frequencies differ" className="mt-4">
          Version {numbers.from} is {frequencyWords(frequency.from)}, version {numbers.to}{" "}
          {frequencyWords(frequency.to)}. Rows are found by series and time, so hardly any can be the same.
        </Notice>
      )}
      <div className="grid lg:grid-cols-2 gap-x-10">
        <Section title="Rows" aside={partsWords(difference)}>
          <Figures
            label="Rows of the two versions"
            figures={[
              [`In version ${numbers.from}`, rows.from],
              [`In version ${numbers.to}`, rows.to],
              ["The same in both, value for value", rows.same],
              ["In both, with another value", rows.changed],
              [
                `Only in version ${numbers.to}, after the last time of version ${numbers.from}`,
                rows.added.later,
              ],
              [`Only in version ${numbers.to}, of new series`, rows.added.ofNewSeries],
              [`Only in version ${numbers.to}, within the history`, rows.added.inHistory],
              [`Only in version ${numbers.from}, of series that are gone`, rows.removed.ofGoneSeries],
              [
                `Only in version ${numbers.from}, before the first time of version ${numbers.to}`,
                rows.removed.earlier,
              ],
              [`Only in version ${numbers.from}, within the history`, rows.removed.inHistory],
            ]}
          />
        </Section>
        <Section title="Series">
          <Figures
            label="Series of the two versions"
            figures={[
              [`In version ${numbers.from}`, series.from],
              [`In version ${numbers.to}`, series.to],
              ["New", series.new],
              ["Gone", series.gone],
            ]}
          />
          <Names title="New series" names={series.newIds} total={series.new} />
          <Names title="Series that are gone" names={series.goneIds} total={series.gone} />
          <Covariates covariates={difference.covariates} />
        </Section>
      </div>
      <Section title="Rewritten history" aside="values of the target that both know, and that differ">
        <History difference={difference} />
      </Section>
      <Section title="Drift" aside={`all of version ${numbers.to} against all of version ${numbers.from}`}>
        <Drift difference={difference} />
      </Section>
    </>
  );
}

function partsWords({ parts }: Difference): string {
  if (parts.shared === 0) return "";
  return `${formatNumber(parts.shared)} of ${formatNumber(parts.to)} stored parts are shared and were not read again`;
}

function Figures({ label, figures }: { label: string; figures: readonly (readonly [string, number])[] }) {
  return (
    <Table label={label}>
      <tbody>
        {figures.map(([name, value]) => (
          <tr key={name}>
            <Th scope="row" className="text-body font-normal text-ink [tr:last-child>&]:border-b-0">
              {name}
            </Th>
            <Td numeric>{formatNumber(value)}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Names({ title, names, total }: { title: string; names: readonly string[]; total: number }) {
  if (names.length === 0) return null;
  return (
    <details className="mt-2">
      <summary className="cursor-pointer list-inside text-ink2 py-1">{title}</summary>
      <p className="[overflow-wrap:anywhere] max-h-40 overflow-y-auto">
        {names.map((name) => `“${name.slice(0, 80)}”`).join(", ")}
        {total > names.length ? ` and ${formatNumber(total - names.length)} more` : ""}
      </p>
    </details>
  );
}

const COVARIATE_WORDS = { new: "is new", gone: "is gone", other_kind: "has another kind" } as const;

function Covariates({ covariates }: Pick<Difference, "covariates">) {
  const told = covariates.filter((each) => each.state !== "both" || each.changed > 0);
  if (told.length === 0) return null;
  return (
    <ul className="mt-2 divide-y divide-line border-t border-line">
      {told.map((each) => (
        <li key={each.name} className="py-1.5 [overflow-wrap:anywhere]">
          {each.state === "both"
            ? `${each.name} has another value in ${formatNumber(each.changed)} rows of both`
            : `${each.name} ${COVARIATE_WORDS[each.state]}`}
        </li>
      ))}
    </ul>
  );
}

function History({ difference: { history, frequency } }: { difference: Difference }) {
  if (history.values === 0)
    return <p className="text-ink2">None. What both versions know of the past is the same.</p>;
  const { becameKnown, becameUnknown } = history;
  return (
    <>
      <p className="max-w-[75ch] mb-3">
        {formatNumber(history.values)} values of {formatNumber(history.series)} series in{" "}
        {formatNumber(history.periods)} periods; new minus old is {formatValue(history.amount)} in all,{" "}
        {formatValue(history.absolute)} in absolute terms
        {becameKnown > 0 ? `; ${formatNumber(becameKnown)} were not known before` : ""}
        {becameUnknown > 0 ? `; ${formatNumber(becameUnknown)} are not known any more` : ""}.
      </p>
      <div className="grid lg:grid-cols-2 gap-x-10 gap-y-6">
        <RewrittenChart periods={history.byPeriod} frequency={frequency.to} />
        <Table label="Series whose history was rewritten, the most first">
          <thead>
            <tr>
              <Th>Series</Th>
              <Th numeric>Values</Th>
              <Th numeric>New minus old</Th>
              <Th wide className="pl-4">
                From – to
              </Th>
            </tr>
          </thead>
          <tbody>
            {history.bySeries.slice(0, 12).map((row) => (
              <tr key={row.series}>
                <Td className="[overflow-wrap:anywhere]">{row.series.slice(0, 80)}</Td>
                <Td numeric>{formatNumber(row.values)}</Td>
                <Td numeric>{formatValue(row.amount)}</Td>
                <Td wide className="text-ink2 pl-4">
                  {formatTime(row.firstTime, frequency.to)} – {formatTime(row.lastTime, frequency.to)}
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
      <details className="mt-4">
        <summary className="cursor-pointer list-inside text-ink2 py-1">
          The largest changes, old and new value
        </summary>
        <Table label="The largest changes of single values" className="max-w-3xl">
          <thead>
            <tr>
              <Th>Series</Th>
              <Th>Period</Th>
              <Th numeric>Old</Th>
              <Th numeric>New</Th>
            </tr>
          </thead>
          <tbody>
            {history.largest.map((row) => (
              <tr key={`${row.series} ${row.time}`}>
                <Td className="[overflow-wrap:anywhere]">{row.series.slice(0, 80)}</Td>
                <Td>{formatTime(row.time, frequency.to)}</Td>
                <Td numeric>{row.from === null ? "not known" : formatValue(row.from)}</Td>
                <Td numeric>{row.to === null ? "not known" : formatValue(row.to)}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      </details>
    </>
  );
}

function Drift({ difference }: { difference: Difference }) {
  return (
    <>
      <Table label="How the columns' distributions drifted">
        <thead>
          <tr>
            <Th>Column</Th>
            <Th>Drift</Th>
            <Th numeric>PSI</Th>
            <Th numeric wide>
              Moved by
            </Th>
            <Th numeric wide>
              Mean before
            </Th>
            <Th numeric>Mean after</Th>
            <Th numeric wide>
              Not known before
            </Th>
            <Th numeric wide>
              After
            </Th>
          </tr>
        </thead>
        <tbody>
          {difference.drift.map((row) => {
            const { state, words } = driftState(row.psi);
            return (
              <tr key={row.column}>
                <Td className="[overflow-wrap:anywhere]">{row.column}</Td>
                <Td>
                  <StatusBadge state={state}>{words}</StatusBadge>
                </Td>
                <Td numeric>{formatNumber(row.psi, 3)}</Td>
                <Td numeric wide>
                  {formatValue(row.wasserstein)}
                  {row.wassersteinShare === null ? "" : ` (${formatNumber(row.wassersteinShare, 2)} sd)`}
                </Td>
                <Td numeric wide>
                  {formatValue(row.meanFrom)}
                </Td>
                <Td numeric>{formatValue(row.meanTo)}</Td>
                <Td numeric wide>
                  {formatPercent(row.missingShareFrom)}
                </Td>
                <Td numeric wide>
                  {formatPercent(row.missingShareTo)}
                </Td>
              </tr>
            );
          })}
        </tbody>
      </Table>
      <p className="text-axis text-ink3 mt-2 max-w-[75ch]">
        PSI, the population stability index, is Σ (q − p) · ln(q / p) over ten groups of the values, or the
        categories: below 0.1 hardly, from 0.25 on much. “Moved by” is the Wasserstein distance, how far
        values moved on average, in the column’s unit and in standard deviations (sd) of the values before.
      </p>
    </>
  );
}
