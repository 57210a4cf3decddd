"use client";

import { useRef } from "react";
import { COLOUR } from "#components/charts/colours.ts";
import { linearScale, linePath, niceTicks } from "#components/charts/scale.ts";
import { useWidth } from "#components/charts/use-width.ts";
import type { FoldView, SplitView } from "#lib/features/datasets/split/index.ts";
import { axisTime, formatTime, formatValue } from "../words.ts";

const MARGIN = { top: 10, right: 10, left: 52 };
const PLOT = 200;
const AXIS = 24;
const ROW = 22;
/** Horizons of the past that are drawn before the first cutoff; what is older is learnt from, too. */
const PAST_SHARE = 2;

const FILL = {
  selection: "var(--color-bar)",
  test: "var(--color-accent)",
  future: "var(--color-f80)",
} as const;

/** All series together, the cutoffs through it, and beneath it each fold: what it learns from and what it forecasts. */
export function SplitPlot({ split, unit }: { split: SplitView; unit: string }) {
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame) || 720;
  const { folds, times, total, frequency } = split;
  const firstFold = folds[0];
  const lastFold = folds.at(-1);
  if (!firstFold || !lastFold) return null;
  const forecastSpan = lastFold.last - firstFold.seen;
  const from = Math.max(split.firstKnown, firstFold.seen - PAST_SHARE * forecastSpan);
  const to = lastFold.last;
  const shown = total.slice(from, to + 1);
  const known = shown.filter((value) => value !== null);
  const ticks = niceTicks(Math.min(0, ...known), Math.max(0, ...known));
  const bottom = MARGIN.top + PLOT;
  const height = bottom + AXIS + folds.length * ROW + 4;
  const x = linearScale([from, to + 1], [MARGIN.left, width - MARGIN.right]);
  const y = linearScale([ticks[0] ?? 0, ticks.at(-1) ?? 1], [bottom, MARGIN.top]);
  const middle = (position: number) => x(position + 0.5);
  const path = linePath(
    shown.map((value, i) => (value === null ? null : { x: middle(from + i), y: y(value) })),
  );
  const count = Math.max(2, Math.min(7, Math.floor(width / 120)));
  const marks = Array.from({ length: count }, (_, i) =>
    Math.round(from + ((i + 0.5) * (to - from + 1)) / count - 0.5),
  );
  const band = (fold: FoldView) => ({
    x: x(fold.first),
    width: Math.max(1, x(fold.last + 1) - x(fold.first)),
  });
  return (
    <figure ref={frame} className="min-w-0">
      <p className="text-axis text-ink3">{unit}, all series together</p>
      <svg aria-hidden="true" viewBox={`0 0 ${width} ${height}`} width="100%" height={height}>
        {folds.map((fold) =>
          fold.role === "selection" ? null : (
            <rect
              key={fold.name}
              {...band(fold)}
              y={MARGIN.top}
              height={PLOT}
              fill={fold.role === "test" ? "var(--color-accent2)" : "transparent"}
            />
          ),
        )}
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
        <path d={path} fill="none" stroke={COLOUR.ink} strokeWidth={1.25} strokeLinecap="round" />
        {folds.map((fold) => (
          <line
            key={fold.name}
            x1={x(fold.seen + 1)}
            x2={x(fold.seen + 1)}
            y1={MARGIN.top}
            y2={height - 4}
            stroke={COLOUR.axis}
            strokeDasharray="2 3"
          />
        ))}
        {marks.map((position, i) => (
          <text
            key={position}
            x={middle(position)}
            y={bottom + 16}
            textAnchor="middle"
            fontSize="0.6875rem"
            fill={COLOUR.ink2}
          >
            {axisTime(times[position] ?? 0, frequency, i > 0 ? times[marks[i - 1] ?? 0] : undefined)}
          </text>
        ))}
        {folds.map((fold, i) => {
          const top = bottom + AXIS + i * ROW;
          return (
            <g key={fold.name}>
              <text x={MARGIN.left - 8} y={top + 13} textAnchor="end" fontSize="0.6875rem" fill={COLOUR.ink2}>
                {fold.name}
              </text>
              <rect
                x={x(from)}
                width={Math.max(0, x(fold.seen + 1) - x(from))}
                y={top + 5}
                height={8}
                fill="var(--color-line)"
              />
              <rect {...band(fold)} y={top + 2} height={14} fill={FILL[fold.role]} />
            </g>
          );
        })}
      </svg>
      <figcaption className="text-secondary text-ink3 mt-1 max-w-[75ch]">
        Dotted: the cutoffs. Grey: what a fold learns from. Blue: what it forecasts; the strong ones, shaded
        above, are the untouched folds, which nothing reads before the choice is made.
        {from > split.firstKnown
          ? ` What came before ${formatTime(times[from] ?? 0, frequency)} is not drawn, but learnt from.`
          : ""}
      </figcaption>
    </figure>
  );
}
