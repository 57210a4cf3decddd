"use client";

import { type RefObject, useMemo, useState } from "react";
import { Notice } from "#components/ui/notice.tsx";
import { Select } from "#components/ui/select.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { StateIcon } from "#components/ui/state-icon.tsx";
import { Table, Td, Th } from "#components/ui/table.tsx";
import type { SeriesColumns, SeriesProfile } from "#lib/features/datasets/explore/index.ts";
import type { SeriesValues } from "#lib/features/datasets/index.ts";
import { formatNumber, formatPercent } from "#lib/format/index.ts";
import { HistoryPlot, type PlotMarks } from "../history-plot.tsx";
import { formatTime, formatValue, periodsWords, perPeriod } from "../words.ts";
import { lastOf, prepareDetail } from "./prepare-detail.ts";
import { useSeriesValues } from "./use-series-values.ts";

const TABLE_ROWS = 400;
const WHOLE = 1_000_000_000;
const STRETCHES = [
  { value: String(WHOLE), label: "Whole history" },
  { value: "365", label: "Last 365 periods" },
  { value: "90", label: "Last 90 periods" },
] as const;

/** One series: its chart with what was found marked, the findings in words, its figures, and a table behind. */
export function SeriesDetail({
  url,
  series,
  columns,
  frequency,
  heading,
}: {
  url: string;
  series: number;
  columns: SeriesColumns;
  frequency: string;
  /** Takes the focus when the list is left by Enter. */
  heading: RefObject<HTMLHeadingElement | null>;
}) {
  const { loaded, failure } = useSeriesValues(url, series);
  const [count, setCount] = useState(WHOLE);
  const detail = useMemo(
    () => loaded && prepareDetail(loaded.values, { columns, series: loaded.series, frequency }),
    [loaded, columns, frequency],
  );
  const id = columns.ids[series] ?? "";
  const shown = loaded && detail ? lastOf(loaded.values, detail.marks, count) : null;
  const unit = `units ${perPeriod(frequency)}`;
  return (
    <section aria-label={`Series ${id}`} className="min-w-0">
      <div className="flex items-center justify-between gap-3 mb-2">
        <h2 ref={heading} tabIndex={-1} className="text-section [overflow-wrap:anywhere] line-clamp-3">
          {id}
        </h2>
        <Select
          aria-label="Stretch shown"
          className="w-44 shrink-0"
          value={String(count)}
          options={STRETCHES}
          onChange={(event) => setCount(Number(event.target.value))}
        />
      </div>
      {failure ? (
        <Notice tone="bad" title="This series could not be shown">
          {failure}
        </Notice>
      ) : null}
      {shown && detail ? (
        <div className={loaded?.series === series ? undefined : "opacity-60"}>
          <HistoryPlot series={shown.series} frequency={frequency} unit={unit} marks={shown.marks} />
          <p className="text-axis text-ink3 mt-1">{plotNote(shown.marks, detail.profile)}</p>
          {detail.findings.length === 0 ? (
            <p className="text-ink2 mt-3 flex gap-2 items-center">
              <StateIcon state="done" label="" /> Nothing was found that would mislead a model.
            </p>
          ) : (
            <ul aria-label="Findings" className="mt-3 border-l-4 border-stale pl-3 grid gap-2">
              {detail.findings.map((finding) => (
                <li key={`${finding.kind}${finding.words}`}>{finding.words}</li>
              ))}
            </ul>
          )}
          <Figures profile={detail.profile} frequency={frequency} />
          <ValuesTable series={shown.series} marks={shown.marks} frequency={frequency} unit={unit} />
        </div>
      ) : failure ? null : (
        <Skeleton className="h-60 w-full" />
      )}
    </section>
  );
}

function plotNote({ stretches, points }: PlotMarks, profile: SeriesProfile): string {
  const notes = ["A break in the line is a period without a value, never a zero."];
  if (stretches.length > 0) notes.push("Shaded: zeros that chance does not explain.");
  const isUsual = profile.outliers.length > Math.max(3, profile.known / 100);
  if (points.length > 0) {
    notes.push(
      isUsual
        ? `Ringed: far from what surrounds it, so often (${formatNumber(profile.outliers.length)} times) that it is how this series sells.`
        : "Ringed: far from what surrounds it.",
    );
  }
  return notes.join(" ");
}

function Figures({ profile, frequency }: { profile: SeriesProfile; frequency: string }) {
  const share = (value: number) => (Number.isNaN(value) ? "–" : formatNumber(value, 2));
  const facts: [string, string][] = [
    ["History", periodsWords(profile.length, frequency)],
    ["Missing", formatNumber(profile.missing)],
    ["Zeros", profile.known > 0 ? formatPercent(profile.zeros / profile.known, 0) : "–"],
    ["Mean", formatValue(profile.mean)],
    ["Median", formatValue(profile.median)],
    ["Middle half", `${formatValue(profile.q25)} to ${formatValue(profile.q75)}`],
    ["Lowest, highest", `${formatValue(profile.minimum)}, ${formatValue(profile.maximum)}`],
    ["Deviation", formatValue(profile.deviation)],
    ["Season, 0 to 1", share(profile.season)],
    ["Trend, 0 to 1", share(profile.trend)],
    ["ADI", share(profile.adi)],
    ["CV²", share(profile.cv2)],
  ];
  return (
    <dl className="grid grid-cols-[repeat(auto-fill,minmax(7.5rem,1fr))] gap-x-4 gap-y-2 mt-4">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt className="text-axis text-ink3">{name}</dt>
          <dd className="font-semibold tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function ValuesTable({
  series,
  marks,
  frequency,
  unit,
}: {
  series: SeriesValues;
  marks: PlotMarks;
  frequency: string;
  unit: string;
}) {
  const from = Math.max(0, series.times.length - TABLE_ROWS);
  const points = new Set(marks.points);
  const noteOf = (place: number) =>
    points.has(place)
      ? "outlier"
      : marks.stretches.some((stretch) => place >= stretch.from && place < stretch.to)
        ? "zero run"
        : "";
  return (
    <details className="mt-3">
      <summary className="text-secondary text-accent list-inside">
        Table{from > 0 ? `, the last ${formatNumber(TABLE_ROWS)} periods` : ""}
      </summary>
      <div className="max-h-72 overflow-y-auto mt-2">
        <Table label={`Values of ${series.id}`}>
          <thead>
            <tr>
              <Th>Time</Th>
              <Th numeric>{unit}</Th>
              <Th>Found</Th>
            </tr>
          </thead>
          <tbody>
            {series.times.slice(from).map((time, i) => (
              <tr key={time}>
                <Td>{formatTime(time, frequency)}</Td>
                <Td numeric>{formatValue(series.values[from + i])}</Td>
                <Td>{noteOf(from + i)}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </details>
  );
}
