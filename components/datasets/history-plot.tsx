"use client";

import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import { COLOUR } from "#components/charts/colours.ts";
import { linearScale, linePath, niceTicks } from "#components/charts/scale.ts";
import { useWidth } from "#components/charts/use-width.ts";
import type { SeriesValues } from "#lib/features/datasets/index.ts";
import { axisTime, formatTime, formatValue } from "./words.ts";

const MARGIN = { top: 8, right: 8, bottom: 22, left: 44 };

/** About one time label for every 90 pixels, at whole steps. */
function timeTicks(count: number, width: number): number[] {
  const wanted = Math.max(2, Math.min(7, Math.floor(width / 110)));
  if (count <= wanted) return Array.from({ length: count }, (_, i) => i);
  return Array.from({ length: wanted }, (_, i) => Math.round(((i + 0.5) * count) / wanted - 0.5));
}

/** What is pointed at in a plot: places of `series.values`. */
export interface PlotMarks {
  /** Periods `from … to − 1`, shaded. */
  stretches: readonly { from: number; to: number }[];
  points: readonly number[];
}

/** One series as it was: ink on paper, a gap where nothing is known. Arrow keys and the pointer read single values. */
export function HistoryPlot({
  series,
  frequency,
  unit,
  height = 220,
  marks,
}: {
  series: SeriesValues;
  frequency: string;
  /** "units a day". */
  unit: string;
  height?: number;
  marks?: PlotMarks;
}) {
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame) || 480;
  const [at, setAt] = useState<number | null>(null);
  const { times, values } = series;
  const known = values.filter((value) => value !== null);
  const ticks = niceTicks(Math.min(0, ...known), Math.max(0, ...known));
  const bottom = height - MARGIN.bottom;
  const x = linearScale([0, Math.max(1, times.length - 1)], [MARGIN.left, width - MARGIN.right]);
  const y = linearScale([ticks[0] ?? 0, ticks.at(-1) ?? 1], [bottom, MARGIN.top]);
  const path = linePath(values.map((value, i) => (value === null ? null : { x: x(i), y: y(value) })));
  const missing = values.length - known.length;
  const finding = `${series.id}, ${unit}: ${formatValue(Math.min(...known))} to ${formatValue(Math.max(...known))} from ${formatTime(times[0] ?? 0, frequency)} to ${formatTime(times.at(-1) ?? 0, frequency)}${missing > 0 ? `, ${missing} periods without a value` : ""}.`;

  const point = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const share = (event.clientX - box.left - MARGIN.left) / Math.max(1, width - MARGIN.left - MARGIN.right);
    setAt(Math.max(0, Math.min(times.length - 1, Math.round(share * (times.length - 1)))));
  };
  const step = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowRight: 1, PageUp: -28, PageDown: 28 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    setAt((before) => Math.max(0, Math.min(times.length - 1, (before ?? times.length) + by)));
  };
  const time = at === null ? undefined : times[at];
  const value = at === null ? null : (values[at] ?? null);
  const readout =
    time === undefined
      ? ""
      : `${formatTime(time, frequency)}: ${value === null ? "no value" : formatValue(value)}`;
  return (
    <div ref={frame} className="min-w-0">
      <div className="flex justify-between gap-3 text-axis text-ink3">
        <span>{unit}</span>
        <span className="tabular-nums text-ink2">{readout}</span>
      </div>
      <p className="sr-only">{finding}</p>
      <div
        role="slider"
        aria-label={`${series.id}, value by value`}
        aria-valuemin={0}
        aria-valuemax={times.length - 1}
        aria-valuenow={at ?? times.length - 1}
        aria-valuetext={readout || "no value chosen"}
        tabIndex={0}
        onKeyDown={step}
      >
        <svg
          aria-hidden="true"
          viewBox={`0 0 ${width} ${height}`}
          width="100%"
          height={height}
          onPointerMove={point}
          onPointerLeave={() => setAt(null)}
        >
          {marks?.stretches.map(({ from, to }) => (
            <rect
              key={`${from}-${to}`}
              x={x(from - 0.5)}
              width={Math.max(2, x(to - 0.5) - x(from - 0.5))}
              y={MARGIN.top}
              height={bottom - MARGIN.top}
              fill="var(--color-stale2)"
            />
          ))}
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
          {timeTicks(times.length, width).map((i, k, all) => (
            <text
              key={i}
              x={x(i)}
              y={height - 6}
              // Of a short history the last time stands at the edge itself.
              textAnchor={i > 0 && i === times.length - 1 ? "end" : "middle"}
              fontSize="0.6875rem"
              fill={COLOUR.ink2}
            >
              {axisTime(times[i] ?? 0, frequency, k > 0 ? times[all[k - 1] ?? 0] : undefined)}
            </text>
          ))}
          <path d={path} fill="none" stroke={COLOUR.ink} strokeWidth={1.25} strokeLinecap="round" />
          {marks?.points.map((place) => {
            const value = values[place] ?? null;
            return value === null ? null : (
              <circle
                key={place}
                cx={x(place)}
                cy={y(value)}
                r={3.5}
                fill="none"
                stroke="var(--color-stale)"
                strokeWidth={1.5}
              />
            );
          })}
          {at !== null ? (
            <line
              x1={x(at)}
              x2={x(at)}
              y1={MARGIN.top}
              y2={bottom}
              stroke={COLOUR.axis}
              strokeDasharray="2 3"
            />
          ) : null}
          {at !== null && value !== null ? (
            <circle cx={x(at)} cy={y(value)} r={2.5} fill={COLOUR.ink} stroke={COLOUR.surface} />
          ) : null}
        </svg>
      </div>
    </div>
  );
}
