import { Table, Td, Th } from "#components/ui/table.tsx";
import type { ColumnFacts, Histogram as Counts, Facts } from "#lib/features/datasets/explore/index.ts";
import { formatNumber, formatPercent } from "#lib/format/index.ts";
import { formatValue } from "../words.ts";
import { Histogram } from "./histogram.tsx";

const ROLES: Record<ColumnFacts["role"], string> = {
  target: "target",
  past_only: "known afterwards",
  known_ahead: "known ahead",
  static: "constant a series",
};

/** Every column: how full it is, its range and quantiles, and how its values are distributed. */
export function ColumnProfiles({ facts }: { facts: Facts }) {
  return (
    <div className="grid gap-x-10 gap-y-8 lg:grid-cols-2">
      {[facts.target, ...facts.covariates].map((column) => (
        <ColumnProfile key={`${column.role}-${column.name}`} column={column} />
      ))}
    </div>
  );
}

function ColumnProfile({ column }: { column: ColumnFacts }) {
  const { name, known, missing, quantiles, histogram } = column;
  const all = known + missing;
  const counts: [string, string][] = [
    ["Known", `${formatNumber(known)} of ${formatNumber(all)}`],
    ["Missing", all > 0 ? formatPercent(missing / all, missing > 0 ? 2 : 0) : "–"],
  ];
  const figures: [string, string][] =
    column.kind === "categorical"
      ? [["Categories", formatNumber(column.categoryCount)]]
      : [
          ["Zeros", known > 0 ? formatPercent(column.zeros / known, 1) : "–"],
          ["Negative", formatNumber(column.negatives)],
          ["Lowest, highest", `${formatValue(column.minimum)}, ${formatValue(column.maximum)}`],
          ["Mean", formatValue(column.mean)],
          ["Deviation", formatValue(column.deviation)],
          ["Median", formatValue(quantiles[50])],
          ["Middle half", `${formatValue(quantiles[25])} to ${formatValue(quantiles[75])}`],
          ["5 % and 95 %", `${formatValue(quantiles[5])}, ${formatValue(quantiles[95])}`],
        ];
  return (
    <section aria-label={`Column ${name}`} className="min-w-0">
      <h2 className="text-section [overflow-wrap:anywhere] mb-2">
        {name} <span className="text-secondary text-ink3 font-normal">{ROLES[column.role]}</span>
      </h2>
      {histogram ? <Histogram counts={histogram} name={name} /> : null}
      {column.categories.length > 0 ? <Categories column={column} /> : null}
      <dl className="grid grid-cols-[repeat(auto-fill,minmax(8.5rem,1fr))] gap-x-4 gap-y-2 mt-3">
        {[...counts, ...figures].map(([label, value]) => (
          <div key={label}>
            <dt className="text-axis text-ink3">{label}</dt>
            <dd className="font-semibold tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
      {histogram ? <BinsTable counts={histogram} name={name} /> : null}
    </section>
  );
}

/** Categories as bars of one scale, the most frequent first. */
function Categories({ column }: { column: ColumnFacts }) {
  const shown = column.categories.slice(0, 8);
  const most = Math.max(1, ...shown.map((one) => one.count));
  return (
    <ul aria-label={`Most frequent in ${column.name}`} className="grid gap-1">
      {shown.map(({ text, count }) => (
        <li key={text} className="grid grid-cols-[8rem_minmax(0,1fr)_auto] items-center gap-2">
          <span className="truncate" title={text}>
            {text}
          </span>
          <span aria-hidden="true" className="h-3">
            <span
              className="block h-full bg-bar"
              style={{ width: `${Math.max(0.5, (100 * count) / most)}%` }}
            />
          </span>
          <span className="tabular-nums text-ink2">{formatNumber(count)}</span>
        </li>
      ))}
      {column.categoryCount > shown.length ? (
        <li className="text-secondary text-ink3">
          and {formatNumber(column.categoryCount - shown.length)} more
        </li>
      ) : null}
    </ul>
  );
}

function BinsTable({ counts, name }: { counts: Counts; name: string }) {
  const step = (counts.to - counts.from) / counts.counts.length;
  return (
    <details className="mt-3">
      <summary className="text-secondary text-accent list-inside">Table of the distribution</summary>
      <div className="max-h-72 overflow-y-auto mt-2">
        <Table label={`Distribution of ${name}`}>
          <thead>
            <tr>
              <Th numeric>From</Th>
              <Th numeric>to</Th>
              <Th numeric>Values</Th>
            </tr>
          </thead>
          <tbody>
            {counts.counts.map((count, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a bin is its place
              <tr key={i}>
                <Td numeric>{formatValue(counts.from + i * step)}</Td>
                <Td numeric>{formatValue(counts.from + (i + 1) * step)}</Td>
                <Td numeric>{formatNumber(count)}</Td>
              </tr>
            ))}
            {counts.above > 0 ? (
              <tr>
                <Td numeric>{formatValue(counts.to)}</Td>
                <Td numeric>and more</Td>
                <Td numeric>{formatNumber(counts.above)}</Td>
              </tr>
            ) : null}
          </tbody>
        </Table>
      </div>
    </details>
  );
}
