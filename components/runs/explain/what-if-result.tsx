"use client";

import { useRef } from "react";
import { COLOUR } from "#components/charts/colours.ts";
import { bandPath, linearScale, linePath, niceTicks } from "#components/charts/scale.ts";
import { useWidth } from "#components/charts/use-width.ts";
import { cx } from "#components/ui/cx.ts";
import { Table, Td, Th } from "#components/ui/table.tsx";
import type { WhatIfAnswer } from "#lib/features/runs/explain/index.ts";
import { formatNumber, formatPercent } from "#lib/format/index.ts";
import type { Label } from "./use-explanations.ts";
import { amount, signed } from "./words.ts";

interface Props {
  answer: WhatIfAnswer;
  labels: readonly Label[];
  unit: string;
  isBusy: boolean;
}

const HEIGHT = 200;
const MARGIN = { top: 20, right: 56, bottom: 20, left: 40 };

/** The two forecasts in one picture, the difference in a sentence and, step by step, in a table. */
export function WhatIfResult({ answer, labels, unit, isBusy }: Props) {
  return (
    <div className={cx("mt-4", isBusy && "opacity-60")}>
      <p className="max-w-[75ch] font-medium" aria-live="polite">
        {differenceWords(answer)}
      </p>
      <Plot answer={answer} labels={labels} unit={unit} />
      {answer.notes.map((note) => (
        <p key={note} className="text-secondary text-ink2 max-w-[75ch]">
          {note}
        </p>
      ))}
      <details className="mt-2">
        <summary className="link inline-block text-secondary cursor-pointer">Step by step as a table</summary>
        <div className="mt-2 max-h-[20rem] overflow-y-auto max-w-[40rem]">
          <Table label="Forecast now and with the changed values">
            <thead>
              <tr>
                <Th>Period</Th>
                <Th numeric>Now, {unit}</Th>
                <Th numeric>With the change</Th>
                <Th numeric>Difference</Th>
              </tr>
            </thead>
            <tbody>
              {answer.difference.map((difference, h) => (
                <tr key={labels[h]?.long ?? answer.times[h]}>
                  <Td className="whitespace-nowrap">{labels[h]?.long ?? `step ${h + 1}`}</Td>
                  <Td numeric>{amount(answer.before.median[h] ?? null)}</Td>
                  <Td numeric>{amount(answer.after.median[h] ?? null)}</Td>
                  <Td numeric>{signed(difference)}</Td>
                </tr>
              ))}
            </tbody>
          </Table>
        </div>
      </details>
    </div>
  );
}

/** "Over 28 steps: 354 instead of 312, +42 or +13 %." */
function differenceWords({ id, before, after, difference }: WhatIfAnswer): string {
  const sum = (values: readonly (number | null)[]) =>
    values.reduce((total: number, value) => total + (value ?? 0), 0);
  const [old, next] = [sum(before.median), sum(after.median)];
  if (difference.every((value) => value === 0))
    return `The forecast of ${id} stays as it is: the model has learnt nothing from this input for such values.`;
  const share = old > 0 ? `, or ${timesWords(next / old)}` : "";
  const steps = difference.length === 1 ? "the one step" : `the ${difference.length} steps`;
  return `${id} over ${steps} ahead: ${amount(next, old)} in all instead of ${amount(old)}. That is ${signed(next - old, old)}${share}.`;
}

/** "+13.5 %"; "5.1 times as much" from the double on. */
function timesWords(ratio: number): string {
  if (ratio >= 2) return `${formatNumber(ratio, 1)} times as much`;
  return `${ratio > 1 ? "+" : ""}${formatPercent(ratio - 1)}`;
}

function Plot({ answer, labels, unit }: Omit<Props, "isBusy">) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const { before, after } = answer;
  const n = before.median.length;
  const known = [...before.median, ...after.median, ...after.low80, ...after.high80].filter(
    (value) => value !== null,
  );
  const ticks = niceTicks(Math.min(0, ...known), Math.max(0, ...known));
  const [low, high] = [ticks[0] ?? 0, ticks.at(-1) ?? 1];
  const x = linearScale(
    [0, Math.max(1, n - 1)],
    [MARGIN.left, Math.max(MARGIN.left + 1, width - MARGIN.right)],
  );
  const y = linearScale([low, high], [HEIGHT - MARGIN.bottom, MARGIN.top]);
  const line = (values: readonly (number | null)[]) =>
    linePath(values.map((value, h) => (value === null ? null : { x: x(h), y: y(value) })));
  const band = bandPath(
    after.low80.map((value, h) => {
      const upper = after.high80[h] ?? null;
      return value === null || upper === null ? null : { x: x(h), low: y(value), high: y(upper) };
    }),
  );
  const [oldEnd, newEnd] = endsOf([before.median.at(-1) ?? 0, after.median.at(-1) ?? 0].map(y));
  return (
    <div ref={box} className="mt-2">
      <svg
        width={width}
        height={HEIGHT}
        role="img"
        aria-label={differenceWords(answer)}
        className="block text-axis"
      >
        <text x={0} y={10} fill={COLOUR.ink2}>
          {unit}
        </text>
        {ticks.map((tick) => (
          <g key={tick}>
            <line
              x1={MARGIN.left}
              x2={width - MARGIN.right}
              y1={y(tick)}
              y2={y(tick)}
              stroke={tick === 0 ? COLOUR.axis : COLOUR.grid}
            />
            <text x={MARGIN.left - 6} y={y(tick) + 4} textAnchor="end" fill={COLOUR.ink2}>
              {formatNumber(tick, Number.isInteger(tick) ? 0 : 1)}
            </text>
          </g>
        ))}
        <path d={band} fill={COLOUR.band95} />
        <path
          d={line(before.median)}
          fill="none"
          stroke={COLOUR.base}
          strokeWidth={1.25}
          strokeDasharray="4 3"
        />
        <path
          d={line(after.median)}
          fill="none"
          stroke={COLOUR.forecast}
          strokeWidth={1.75}
          strokeLinecap="round"
        />
        <text x={width - MARGIN.right + 4} y={(oldEnd ?? 0) + 4} fill={COLOUR.ink2}>
          now
        </text>
        <text x={width - MARGIN.right + 4} y={(newEnd ?? 0) + 4} fill={COLOUR.ink} fontWeight={600}>
          changed
        </text>
        <text x={x(0)} y={HEIGHT - 4} fill={COLOUR.ink2}>
          {labels[0]?.short}
        </text>
        <text x={x(n - 1)} y={HEIGHT - 4} textAnchor="end" fill={COLOUR.ink2}>
          {labels[n - 1]?.short}
        </text>
      </svg>
      <p className="text-axis text-ink2">
        Dashed: the forecast as it stands. Blue: with the changed values, and its 80 % band.
      </p>
    </div>
  );
}

/** Names at the lines' ends, at least 13 px apart. */
function endsOf([a = 0, b = 0]: number[]): [number, number] {
  const gap = 13 - Math.abs(a - b);
  if (gap <= 0) return [a, b];
  return a < b ? [a - gap / 2, b + gap / 2] : [a + gap / 2, b - gap / 2];
}
