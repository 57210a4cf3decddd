"use client";

import { useRef } from "react";
import { useWidth } from "#components/charts/use-width.ts";
import type { PartTable } from "#lib/features/runs/index.ts";
import { measureOf } from "./measures.ts";
import { prepareLines } from "./prepare-lines.ts";

const HEIGHT = 220;
/** More lines than these cannot be told apart; the table below has all. */
const MOST_LINES = 5;
const BASELINE = "seasonal_naive";

/** One measure by step ahead: the best methods and the baseline. The table below it holds the same numbers. */
export function StepChart({
  table,
  models,
  measure,
}: {
  table: PartTable;
  models: readonly { key: string; name: string }[];
  measure: string;
}) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const { name, format } = measureOf(measure);
  const values = table.values[measure] ?? [];
  const baseline = models.findIndex(({ key }) => key === BASELINE);
  const best = models.map((_, i) => i).filter((i) => i !== baseline);
  const shown = [...best.slice(0, MOST_LINES - 1), ...(baseline >= 0 ? [baseline] : [])];
  const rows = values.map((row) => shown.map((i) => row[i] ?? null));
  const chart = width > 0 ? prepareLines({ parts: table.parts, values: rows, width, height: HEIGHT }) : null;
  const ends = shown.map((i) => `${models[i]?.name} ${format(values.at(-1)?.[i] ?? null)}`);
  return (
    <figure className="min-w-0">
      <figcaption className="flex justify-between gap-4 text-axis text-ink3">
        <span>{name}</span>
        <span>steps ahead</span>
      </figcaption>
      <div ref={box} style={{ height: HEIGHT }}>
        {chart ? (
          <svg
            width={width}
            height={HEIGHT}
            role="img"
            aria-label={`${name} by step ahead. At step ${table.parts.at(-1)}: ${ends.join(", ")}.`}
            className="block"
          >
            {chart.yTicks.map((tick) => (
              <g key={tick.value}>
                <line x1={chart.left} x2={chart.right} y1={tick.y} y2={tick.y} className="stroke-line" />
                <text x={chart.left - 6} y={tick.y + 4} textAnchor="end" className="text-axis fill-ink3">
                  {format(tick.value)}
                </text>
              </g>
            ))}
            {chart.xTicks.map((tick) => (
              <text
                key={tick.text}
                x={tick.x}
                y={HEIGHT - 4}
                textAnchor={tick.anchor}
                className="text-axis fill-ink3"
              >
                {tick.text}
              </text>
            ))}
            {chart.paths.map((path, line) =>
              path ? (
                <path
                  key={models[shown[line] as number]?.key}
                  d={path}
                  fill="none"
                  {...styleOf(line, shown[line] === baseline)}
                />
              ) : null,
            )}
            {chart.labels.map(({ line, x, y }) => (
              <text
                key={line}
                x={x}
                y={y}
                className={`text-axis ${line === 0 && shown[line] !== baseline ? "fill-accent font-semibold" : "fill-ink2"}`}
              >
                {models[shown[line] as number]?.name}
              </text>
            ))}
          </svg>
        ) : null}
      </div>
    </figure>
  );
}

/** Colour for the best alone, dashes for the baseline; the others by their weight and their names. */
function styleOf(line: number, isBaseline: boolean) {
  if (isBaseline) return { className: "stroke-ink", strokeWidth: 1.25, strokeDasharray: "4 3" };
  return line === 0
    ? { className: "stroke-accent", strokeWidth: 2 }
    : { className: "stroke-ink3", strokeWidth: 1 + 0.25 * (3 - Math.min(line, 3)) };
}
