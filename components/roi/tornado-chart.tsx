"use client";

import { useRef } from "react";
import { COLOUR } from "#components/charts/colours.ts";
import { linearScale, niceTicks } from "#components/charts/scale.ts";
import { useWidth } from "#components/charts/use-width.ts";
import { HABITS, type TornadoBar } from "#lib/features/roi/index.ts";
import { formatMoney } from "#lib/format/index.ts";
import { roomFor, widthOf } from "./drawn-labels.ts";
import { KeyedChart } from "./keyed-chart.tsx";
import { inputInWords } from "./uncertain-words.ts";

const ROW = 26;
const TOP = 24;
const NAMES = 168;
const END = 64;

/** What one input alone does to the NPV: the worse end hollow, the better one filled, the widest on top. */
export function TornadoChart({
  bars,
  npv,
  currency,
}: {
  bars: readonly TornadoBar[];
  npv: number;
  currency: string;
}) {
  const box = useRef<HTMLDivElement>(null);
  const width = Math.max(320, useWidth(box) || 480);
  const names = width < 420 ? 116 : NAMES;
  const values = [npv, ...bars.flatMap((bar) => [bar.npvAtLow, bar.npvAtHigh])];
  const all = niceTicks(Math.min(...values), Math.max(...values));
  const x = linearScale(
    [Math.min(...values, ...all), Math.max(...values, ...all)],
    [names + END, width - END],
  );
  const ticks = roomFor(
    all,
    all.map((tick) => formatMoney(tick, currency)),
    x,
  );
  const isNarrow = names < NAMES;
  const money = (value: number) => formatMoney(value, currency, 0);
  const height = TOP + bars.length * ROW + 8;
  const sentences = bars.map(
    (bar) =>
      `${HABITS[bar.key].name}: ${money(bar.npvAtLow)} at ${inputInWords(bar.key, bar.low, currency)}, ${money(bar.npvAtHigh)} at ${inputInWords(bar.key, bar.high, currency)}`,
  );
  const [widest] = bars;
  return (
    <div ref={box}>
      <KeyedChart
        finding={`What moves the NPV of ${money(npv)}; most of all ${widest ? HABITS[widest.key].words : "nothing"}.`}
        sentences={sentences}
        idle={`NPV in ${currency} when one input moves; dashed: ${money(npv)}. Hollow is worse.`}
      >
        {(chosen) => (
          <svg
            aria-hidden="true"
            width={width}
            height={height}
            className="block max-w-full text-axis tabular-nums"
          >
            {ticks.map((tick) => (
              <g key={tick}>
                <line
                  x1={x(tick)}
                  x2={x(tick)}
                  y1={TOP - 6}
                  y2={height}
                  stroke={tick === 0 ? COLOUR.axis : COLOUR.grid}
                />
                <text x={x(tick)} y={12} textAnchor="middle" fill={COLOUR.ink2}>
                  {formatMoney(tick, currency)}
                </text>
              </g>
            ))}
            {bars.map((bar, i) => {
              const y = TOP + i * ROW;
              const [worse, better] =
                bar.npvAtLow <= bar.npvAtHigh
                  ? (["npvAtLow", "npvAtHigh"] as const)
                  : (["npvAtHigh", "npvAtLow"] as const);
              const [left, right] = [x(bar[worse]), x(bar[better])];
              const middle = Math.min(right, Math.max(left, x(npv)));
              const words = (end: "npvAtLow" | "npvAtHigh") =>
                inputInWords(bar.key, end === "npvAtLow" ? bar.low : bar.high, currency);
              return (
                <g key={bar.key} fontWeight={chosen === i ? 600 : 400}>
                  <text x={names} y={y + 13} textAnchor="end" fill={COLOUR.ink}>
                    {isNarrow ? clipped(HABITS[bar.key].name, names) : HABITS[bar.key].name}
                  </text>
                  <rect
                    x={left}
                    y={y + 2}
                    width={Math.max(0, middle - left)}
                    height={15}
                    fill={COLOUR.surface}
                    stroke={COLOUR.bar}
                  />
                  <rect
                    x={middle}
                    y={y + 2}
                    width={Math.max(0, right - middle)}
                    height={15}
                    fill={COLOUR.bar}
                    stroke={COLOUR.bar}
                  />
                  <text x={left - 4} y={y + 13} textAnchor="end" fill={COLOUR.ink2}>
                    {words(worse)}
                  </text>
                  <text x={right + 4} y={y + 13} fill={COLOUR.ink2}>
                    {words(better)}
                  </text>
                </g>
              );
            })}
            <line
              x1={x(npv)}
              x2={x(npv)}
              y1={TOP - 6}
              y2={height}
              stroke={COLOUR.ink2}
              strokeDasharray="3 3"
            />
          </svg>
        )}
      </KeyedChart>
    </div>
  );
}

/** The whole name stands in the table and in what arrow keys read. */
function clipped(name: string, room: number): string {
  if (widthOf(name) <= room) return name;
  const letters = Math.floor(room / widthOf("m")) - 1;
  return `${name.slice(0, letters).trimEnd()}…`;
}
