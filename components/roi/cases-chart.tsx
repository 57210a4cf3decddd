"use client";

import { useMemo, useRef } from "react";
import { COLOUR } from "#components/charts/colours.ts";
import { linearScale, linePath, niceTicks, spreadLabels } from "#components/charts/scale.ts";
import { useWidth } from "#components/charts/use-width.ts";
import { Table, Td, Th } from "#components/ui/table.tsx";
import { formatMoney } from "#lib/format/index.ts";
import { roomFor } from "./drawn-labels.ts";
import { KeyedChart } from "./keyed-chart.tsx";
import { type ChartCase, casesFinding, monthInWords, prepareCases } from "./prepare-cases.ts";

const HEIGHT = 260;
const TOP = 12;
const FLOOR = 232;
const LEFT = 64;
/** Beside the open case's full line; each holds without colour. */
const DASHES = ["7 3", "2 3", "9 3 2 3", "4 4", "1 4", "12 4", "6 2 1 2"];
const LABEL_GAP = 14;
/** Letters of a name at a line's end. */
const NAME_LENGTH = 16;

/** The cumulative cash of all cases in one drawing, the open one thick; a table of the months behind it. */
export default function CasesChart({ cases, currency }: { cases: readonly ChartCase[]; currency: string }) {
  const box = useRef<HTMLDivElement>(null);
  const width = Math.max(300, useWidth(box) || 560);
  const view = useMemo(() => prepareCases(cases), [cases]);
  const right = width < 420 ? 84 : 116;
  const all = view.lines.flatMap(({ sums }) => sums);
  const yTicks = niceTicks(Math.min(0, ...all), Math.max(0, ...all));
  const x = linearScale([0, view.lastMonth], [LEFT, width - right]);
  const y = linearScale([yTicks[0] ?? 0, yTicks.at(-1) ?? 1], [FLOOR, TOP]);
  const money = (value: number) => formatMoney(value, currency, 0);
  const ends = view.lines.map(({ sums }) => y(sums.at(-1) ?? 0));
  const labels = spreadLabels(ends, { gap: LABEL_GAP, min: TOP, max: FLOOR });
  const months = Array.from({ length: view.lastMonth + 1 }, (_, month) => month);
  const monthName = (month: number) => (month === 0 ? "start" : `month ${month}`);
  const shown = roomFor(view.xTicks, view.xTicks.map(monthName), x);
  return (
    <div ref={box}>
      <KeyedChart
        finding={casesFinding(view, money)}
        sentences={months.map((month) => monthInWords(view, month, money))}
        idle={`Cumulative cash, ${currency}, not discounted; the open case is the thick line.`}
      >
        {(chosen) => (
          <svg
            aria-hidden="true"
            width={width}
            height={HEIGHT}
            className="block max-w-full text-axis tabular-nums"
          >
            {yTicks.map((tick) => (
              <g key={tick}>
                <line
                  x1={LEFT}
                  x2={width - right}
                  y1={y(tick)}
                  y2={y(tick)}
                  stroke={tick === 0 ? COLOUR.axis : COLOUR.grid}
                />
                <text x={LEFT - 6} y={y(tick) + 4} textAnchor="end" fill={COLOUR.ink2}>
                  {formatMoney(tick, currency)}
                </text>
              </g>
            ))}
            {shown.map((tick) => (
              <text key={tick} x={x(tick)} y={FLOOR + 18} textAnchor="middle" fill={COLOUR.ink2}>
                {monthName(tick)}
              </text>
            ))}
            {chosen === null ? null : (
              <line
                x1={x(chosen)}
                x2={x(chosen)}
                y1={TOP}
                y2={FLOOR}
                stroke={COLOUR.ink2}
                strokeDasharray="2 3"
              />
            )}
            {view.lines.map((line, i) => {
              const end = x(line.sums.length - 1);
              const name =
                line.name.length > NAME_LENGTH ? `${line.name.slice(0, NAME_LENGTH - 1)}…` : line.name;
              const label = labels[i] ?? 0;
              return (
                <g key={line.key}>
                  <path
                    d={linePath(line.sums.map((sum, month) => ({ x: x(month), y: y(sum) })))}
                    fill="none"
                    stroke={line.isOpen ? COLOUR.forecast : COLOUR.ink2}
                    strokeWidth={line.isOpen ? 2.5 : 1.5}
                    strokeDasharray={line.isOpen ? undefined : DASHES[i % DASHES.length]}
                  />
                  <line
                    x1={end}
                    y1={ends[i]}
                    x2={width - right + 4}
                    y2={label}
                    stroke={line.isOpen ? COLOUR.forecast : COLOUR.ink3}
                    strokeWidth={0.75}
                  />
                  <text
                    x={width - right + 7}
                    y={label + 4}
                    fill={line.isOpen ? COLOUR.forecast : COLOUR.ink}
                    fontWeight={line.isOpen ? 600 : 400}
                  >
                    {name}
                  </text>
                </g>
              );
            })}
          </svg>
        )}
      </KeyedChart>
      {view.unfinished.length > 0 ? (
        <p className="text-secondary text-ink3">
          Not drawn, because an input is missing: {view.unfinished.join(", ")}.
        </p>
      ) : null}
      <details className="mt-1">
        <summary className="w-fit cursor-pointer list-none text-accent text-secondary py-1 hover:underline [&::-webkit-details-marker]:hidden">
          Cash of all cases as a table
        </summary>
        <div className="max-h-96 overflow-y-auto mt-2">
          <Table label="Cumulative cash by case">
            <thead>
              <tr>
                <Th numeric>Month</Th>
                {view.lines.toReversed().map((line) => (
                  <Th key={line.key} numeric className="[overflow-wrap:anywhere]">
                    {line.name}
                  </Th>
                ))}
              </tr>
            </thead>
            <tbody>
              {months.map((month) => (
                <tr key={month}>
                  <Td numeric>{month}</Td>
                  {view.lines.toReversed().map((line) => (
                    <Td key={line.key} numeric>
                      {line.sums[month] === undefined ? "–" : money(line.sums[month])}
                    </Td>
                  ))}
                </tr>
              ))}
            </tbody>
          </Table>
        </div>
      </details>
    </div>
  );
}
