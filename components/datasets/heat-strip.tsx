"use client";

import { useMemo } from "react";
import type { SeriesSummary } from "#lib/features/datasets/index.ts";
import { formatNumber } from "#lib/format/index.ts";
import { prepareHeat } from "./heat.ts";
import { formatTime, periodsWords } from "./words.ts";

const COLOURS = [
  "var(--color-f95)",
  "var(--color-f80)",
  "var(--color-f50)",
  "var(--color-accent)",
  "var(--color-ink)",
] as const;

/** Five steps of one hue, light to dark, from half a series' mean to 1.8 times. */
export function HeatKey() {
  return (
    <span className="inline-flex items-center gap-1.5 text-axis">
      <svg aria-hidden="true" viewBox="0 0 60 10" width={60} height={10}>
        {COLOURS.map((colour, i) => (
          <rect key={colour} x={i * 12} width={11} height={10} style={{ fill: colour }} />
        ))}
      </svg>
      0.5 to 1.8 × its mean
    </span>
  );
}

/** All series at once: one row a series (or several), one column a stretch of periods, missing as paper. */
export function HeatStrip({
  summary,
  firstTime,
  lastTime,
  frequency,
  selected,
  height = 184,
}: {
  summary: SeriesSummary;
  firstTime: number;
  lastTime: number;
  frequency: string;
  selected?: number | null;
  height?: number;
}) {
  const heat = useMemo(() => prepareHeat(summary), [summary]);
  const stretch = periodsWords(summary.binSteps, frequency);
  const label = `${formatNumber(summary.ids.length)} series, ${stretch} a column, each against its own mean, from ${formatTime(firstTime, frequency)} to ${formatTime(lastTime, frequency)}.`;
  const marked =
    selected === null || selected === undefined ? null : Math.floor(selected / heat.seriesPerRow);
  return (
    <div>
      <div className="relative border-y border-line">
        <svg
          role="img"
          aria-label={label}
          viewBox={`0 0 ${heat.columns} ${heat.rows}`}
          preserveAspectRatio="none"
          width="100%"
          height={height}
          shapeRendering="crispEdges"
        >
          {heat.paths.map((path, i) => (
            <path key={COLOURS[i]} d={path} style={{ fill: COLOURS[i] }} />
          ))}
        </svg>
        {marked === null ? null : (
          <div
            aria-hidden="true"
            className="absolute inset-x-0 border-y-2 border-over pointer-events-none"
            style={{
              top: `${(marked / heat.rows) * 100}%`,
              height: `max(5px, ${100 / heat.rows}%)`,
            }}
          />
        )}
      </div>
      <div className="flex justify-between text-axis text-ink2 mt-0.5">
        <span>{formatTime(firstTime, frequency)}</span>
        <span>{formatTime(lastTime, frequency)}</span>
      </div>
      <p className="text-axis text-ink3 mt-1">
        One column is {stretch}
        {heat.seriesPerRow > 1 ? `, one row ${heat.seriesPerRow} series` : ""}. Paper is missing.
      </p>
    </div>
  );
}
