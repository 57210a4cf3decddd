"use client";

import { type KeyboardEvent, useMemo, useRef, useState } from "react";
import { COLOUR } from "#components/charts/colours.ts";
import { linearScale, linePath, niceTicks } from "#components/charts/scale.ts";
import { useWidth } from "#components/charts/use-width.ts";
import { Table, Td, Th } from "#components/ui/table.tsx";
import type { StepsPreview } from "#lib/features/datasets/index.ts";
import { formatNumber } from "#lib/format/index.ts";
import { axisTime, formatTime, formatValue, perPeriod } from "../words.ts";
import { type ComparedTime, compareSides } from "./compare-sides.ts";

const MARGIN = { top: 8, right: 8, bottom: 22, left: 48 };
const HEIGHT = 200;
const ROWS_AT_MOST = 300;
/** More dots than this would be a band. */
const DOTS_AT_MOST = 400;

/** One series before the recipe (dashed) and after it; where they differ, a dot. Arrow keys read both. */
export function BeforeAfter({
  series,
  frequency,
  periods,
}: {
  series: StepsPreview["series"][number];
  /** The last so many periods are shown. */
  periods: number;
  /** After the recipe. */
  frequency: string;
}) {
  const times = useMemo(() => compareSides(series).slice(-periods), [series, periods]);
  const changed = times.filter((time) => time.isChanged);
  const unit = `units ${perPeriod(frequency)}`;
  const finding = findingWords(series, changed.length, times.length);
  return (
    <figure className="min-w-0">
      <figcaption className="mb-1">
        <span className="font-semibold [overflow-wrap:anywhere]">{series.id}</span>{" "}
        <span className="text-secondary text-ink3">{finding}</span>
      </figcaption>
      <Plot id={series.id} times={times} frequency={frequency} unit={unit} finding={finding} />
      <p className="text-axis text-ink3 mt-1">
        {series.before === null
          ? "The line is after the recipe."
          : series.after === null
            ? "Dashed is before the recipe."
            : "Dashed is before the recipe, the line after it, a dot where they differ."}{" "}
        A break is a period without a value, never a zero.
      </p>
      <details className="mt-1">
        <summary className="text-secondary text-accent list-inside">
          Table of {changed.length === 0 ? "all periods" : "what changed"}
        </summary>
        <ValuesTable times={changed.length === 0 ? times : changed} frequency={frequency} id={series.id} />
      </details>
    </figure>
  );
}

function findingWords(series: StepsPreview["series"][number], changed: number, all: number): string {
  if (series.before === null) return "is new";
  if (series.after === null) return "is not there any more";
  if (changed === 0) return "stays as it was";
  return `${formatNumber(changed)} of ${formatNumber(all)} periods differ`;
}

function Plot({
  id,
  times,
  frequency,
  unit,
  finding,
}: {
  id: string;
  times: readonly ComparedTime[];
  frequency: string;
  unit: string;
  finding: string;
}) {
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame) || 480;
  const [at, setAt] = useState<number | null>(null);
  const values = times.flatMap(({ before, after }) => [before, after]).filter((value) => value !== null);
  const ticks = niceTicks(Math.min(0, ...values), Math.max(0, ...values));
  const bottom = HEIGHT - MARGIN.bottom;
  const first = times[0]?.time ?? 0;
  const last = times.at(-1)?.time ?? 1;
  const x = linearScale([first, Math.max(last, first + 1)], [MARGIN.left, width - MARGIN.right]);
  const y = linearScale([ticks[0] ?? 0, ticks.at(-1) ?? 1], [bottom, MARGIN.top]);
  // Periods of one side only are no gap of the other one's grid.
  const line = (side: "before" | "after") =>
    linePath(
      times
        .filter((time) => time[side === "before" ? "isInBefore" : "isInAfter"])
        .map((time) => {
          const value = time[side];
          return value === null ? null : { x: x(time.time), y: y(value) };
        }),
    );
  const changed = times.filter(({ isChanged, after }) => isChanged && after !== null);
  const step = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowRight: 1, PageUp: -28, PageDown: 28 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    setAt((before) => Math.max(0, Math.min(times.length - 1, (before ?? times.length) + by)));
  };
  const read = at === null ? undefined : times[at];
  const readout = read
    ? `${formatTime(read.time, frequency)}: before ${said(read.before)}, after ${said(read.after)}`
    : "";
  const count = Math.max(2, Math.min(6, Math.floor(width / 110)));
  const labels = Array.from({ length: count }, (_, i) => first + ((i + 0.5) / count) * (last - first));
  return (
    <div ref={frame}>
      <div className="flex justify-between gap-3 text-axis text-ink3">
        <span>{unit}</span>
        <span className="tabular-nums text-ink2">{readout}</span>
      </div>
      <div
        role="slider"
        aria-label={`${id} before and after, period by period: ${finding}`}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, times.length - 1)}
        aria-valuenow={at ?? Math.max(0, times.length - 1)}
        aria-valuetext={readout || "no period chosen"}
        tabIndex={0}
        onKeyDown={step}
      >
        <svg
          aria-hidden="true"
          viewBox={`0 0 ${width} ${HEIGHT}`}
          width="100%"
          height={HEIGHT}
          onPointerMove={(event) => {
            const box = event.currentTarget.getBoundingClientRect();
            setAt(nearest(times, (event.clientX - box.left) * (width / box.width), x));
          }}
          onPointerLeave={() => setAt(null)}
        >
          {ticks.map((tick) => (
            <g key={tick}>
              <line
                x1={MARGIN.left}
                x2={width - MARGIN.right}
                y1={y(tick)}
                y2={y(tick)}
                stroke={tick === 0 ? COLOUR.axis : COLOUR.grid}
              />
              <text
                x={MARGIN.left - 8}
                y={y(tick) + 4}
                textAnchor="end"
                fontSize="0.6875rem"
                fill={COLOUR.ink2}
              >
                {formatValue(tick)}
              </text>
            </g>
          ))}
          {labels.map((time, i) => (
            <text
              key={time}
              x={x(time)}
              y={HEIGHT - 6}
              textAnchor="middle"
              fontSize="0.6875rem"
              fill={COLOUR.ink2}
            >
              {axisTime(Math.round(time), frequency, i > 0 ? labels[i - 1] : undefined)}
            </text>
          ))}
          <path d={line("after")} fill="none" stroke={COLOUR.ink} strokeWidth={1.25} strokeLinecap="round" />
          <path
            d={line("before")}
            fill="none"
            stroke={COLOUR.base}
            strokeWidth={1.25}
            strokeDasharray="4 3"
          />
          {changed.length <= DOTS_AT_MOST
            ? changed.map(({ time, after }) => (
                <circle
                  key={time}
                  cx={x(time)}
                  cy={y(after ?? 0)}
                  r={2.5}
                  fill={COLOUR.forecast}
                  stroke={COLOUR.surface}
                />
              ))
            : null}
          {read ? (
            <line
              x1={x(read.time)}
              x2={x(read.time)}
              y1={MARGIN.top}
              y2={bottom}
              stroke={COLOUR.axis}
              strokeDasharray="2 3"
            />
          ) : null}
        </svg>
      </div>
    </div>
  );
}

const said = (value: number | null) => (value === null ? "no value" : formatValue(value));

function nearest(times: readonly ComparedTime[], at: number, x: (time: number) => number): number | null {
  let best: number | null = null;
  let distance = Number.POSITIVE_INFINITY;
  times.forEach(({ time }, i) => {
    const away = Math.abs(x(time) - at);
    if (away < distance) [best, distance] = [i, away];
  });
  return best;
}

function ValuesTable({
  times,
  frequency,
  id,
}: {
  times: readonly ComparedTime[];
  frequency: string;
  id: string;
}) {
  const rows = times.slice(-ROWS_AT_MOST);
  return (
    <div className="max-h-72 overflow-y-auto mt-1">
      <Table label={`${id} before and after`}>
        <thead>
          <tr>
            <Th>Time{rows.length < times.length ? `, the last ${formatNumber(ROWS_AT_MOST)}` : ""}</Th>
            <Th numeric>Before</Th>
            <Th numeric>After</Th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.time}>
              <Td>{formatTime(row.time, frequency)}</Td>
              <Td numeric>{formatValue(row.before)}</Td>
              <Td numeric>{formatValue(row.after)}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
