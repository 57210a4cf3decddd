"use client";

import { useEffect, useState } from "react";
import { Notice } from "#components/ui/notice.tsx";
import { Select } from "#components/ui/select.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Table, Td, Th } from "#components/ui/table.tsx";
import type { SeriesValues } from "#lib/features/datasets/index.ts";
import { formatNumber } from "#lib/format/index.ts";
import { HistoryPlot } from "./history-plot.tsx";
import { formatTime, formatValue, perPeriod } from "./words.ts";

const TABLE_ROWS = 400;
const STRETCHES = [
  { value: "365", label: "Last 365 periods" },
  { value: "90", label: "Last 90 periods" },
  { value: "1000000000", label: "Whole history" },
] as const;

/** One series in full: drawn, and as a table behind. */
export function OneSeries({
  url,
  id,
  series,
  frequency,
}: {
  url: string;
  id: string;
  series: number;
  frequency: string;
}) {
  const [loaded, setLoaded] = useState<{ series: number; values: SeriesValues } | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [stretch, setStretch] = useState<string>(STRETCHES[0].value);
  useEffect(() => {
    const controller = new AbortController();
    setFailure(null);
    fetch(`${url}?series=${series}`, { signal: controller.signal })
      .then(async (response) => {
        const body: unknown = await response.json();
        if (!response.ok) throw new Error((body as { detail?: string }).detail);
        setLoaded({ series, values: body as SeriesValues });
      })
      .catch((error: unknown) => {
        if (controller.signal.aborted) return;
        setFailure(error instanceof Error && error.message ? error.message : "The series could not be read.");
      });
    return () => controller.abort();
  }, [url, series]);

  const count = Number(stretch);
  const shown: SeriesValues | null = loaded && {
    id: loaded.values.id,
    times: loaded.values.times.slice(-count),
    values: loaded.values.values.slice(-count),
  };
  const unit = `units ${perPeriod(frequency)}`;
  return (
    <section aria-label={`Series ${id}`} className="min-w-0">
      <div className="flex items-center justify-between gap-3 mb-2">
        <h2 className="text-section [overflow-wrap:anywhere]">{id}</h2>
        <Select
          aria-label="Stretch shown"
          className="w-44 shrink-0"
          value={stretch}
          options={STRETCHES}
          onChange={(event) => setStretch(event.target.value)}
        />
      </div>
      {failure ? (
        <Notice tone="bad" title="This series could not be shown">
          {failure}
        </Notice>
      ) : null}
      {shown ? (
        <div className={loaded?.series === series ? undefined : "opacity-60"}>
          <HistoryPlot series={shown} frequency={frequency} unit={unit} />
          <p className="text-axis text-ink3 mt-1">
            A break in the line is a period without a value, never a zero.
          </p>
          <ValuesTable series={shown} frequency={frequency} unit={unit} />
        </div>
      ) : failure ? null : (
        <Skeleton className="h-60 w-full" />
      )}
    </section>
  );
}

function ValuesTable({ series, frequency, unit }: { series: SeriesValues; frequency: string; unit: string }) {
  const from = Math.max(0, series.times.length - TABLE_ROWS);
  const rows = series.times.slice(from).map((time, i) => ({ time, value: series.values[from + i] ?? null }));
  return (
    <details className="mt-2">
      <summary className="text-secondary text-accent list-inside">
        Table{from > 0 ? `, the last ${formatNumber(TABLE_ROWS)} periods` : ""}
      </summary>
      <div className="max-h-72 overflow-y-auto mt-2">
        <Table label={`Values of ${series.id}`}>
          <thead>
            <tr>
              <Th>Time</Th>
              <Th numeric>{unit}</Th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.time}>
                <Td>{formatTime(row.time, frequency)}</Td>
                <Td numeric>{formatValue(row.value)}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </details>
  );
}
