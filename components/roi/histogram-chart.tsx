"use client";

import { useRef } from "react";
import { COLOUR } from "#components/charts/colours.ts";
import { linearScale, niceTicks } from "#components/charts/scale.ts";
import { useWidth } from "#components/charts/use-width.ts";
import type { Simulation } from "#lib/features/roi/index.ts";
import { formatMoney, formatNumber, formatPercent } from "#lib/format/index.ts";
import { KeyedChart } from "./keyed-chart.tsx";

const HEIGHT = 260;
const TOP = 36;
const FLOOR = 204;
const PAD = 28;

/** How often each NPV came out: losses left of zero, the median dotted, 90 % of the draws as a bracket. */
export function HistogramChart({ simulation, currency }: { simulation: Simulation; currency: string }) {
  const box = useRef<HTMLDivElement>(null);
  const width = Math.max(320, useWidth(box) || 480);
  const { bins, draws, median, low, high, lossShare } = simulation;
  const [from, to] = [bins[0]?.from ?? 0, bins.at(-1)?.to ?? 1];
  const x = linearScale([from, to], [PAD, width - PAD]);
  const most = Math.max(1, ...bins.map((bin) => bin.count));
  const y = linearScale([0, most], [FLOOR, TOP]);
  const money = (value: number) => formatMoney(value, currency, 0);
  const ticks = niceTicks(from, to)
    .filter((tick) => tick >= from && tick <= to)
    .filter((_, i, all) => all.length <= 5 || i % 2 === 0);
  const loss = `loss in ${formatPercent(lossShare, lossShare > 0 && lossShare < 0.01 ? 1 : 0)}`;
  return (
    <div ref={box}>
      <KeyedChart
        finding={`NPV over ${formatNumber(draws)} draws: ${loss} of them, median ${money(median)}, 90 % between ${money(low)} and ${money(high)}.`}
        sentences={bins.map(
          (bin) => `${money(bin.from)} to ${money(bin.to)}: ${formatPercent(bin.count / draws)} of the draws`,
        )}
        idle={`NPV in ${currency} over ${formatNumber(draws)} draws, seed ${simulation.seed}; bracket: 90 %.`}
      >
        {(chosen) => (
          <svg
            aria-hidden="true"
            width={width}
            height={HEIGHT}
            className="block max-w-full text-axis tabular-nums"
          >
            {bins.map((bin, i) => (
              <rect
                key={bin.from}
                x={x(bin.from) + 0.5}
                y={y(bin.count)}
                width={Math.max(1, x(bin.to) - x(bin.from) - 1)}
                height={FLOOR - y(bin.count)}
                fill={bin.to <= 0 ? COLOUR.bad : COLOUR.bar}
                stroke={chosen === i ? COLOUR.ink : "none"}
                strokeWidth={2}
              />
            ))}
            <line x1={PAD} x2={width - PAD} y1={FLOOR} y2={FLOOR} stroke={COLOUR.axis} />
            {from < 0 && to > 0 ? (
              <>
                <line x1={x(0)} x2={x(0)} y1={TOP - 14} y2={FLOOR} stroke={COLOUR.ink2} />
                <text
                  x={x(0) - 5}
                  y={TOP - 16}
                  textAnchor={x(0) < 110 ? "start" : "end"}
                  fill={COLOUR.ink}
                  fontWeight={600}
                >
                  {loss}
                </text>
              </>
            ) : null}
            <line
              x1={x(median)}
              x2={x(median)}
              y1={TOP - 4}
              y2={FLOOR}
              stroke={COLOUR.ink}
              strokeDasharray="2 3"
            />
            <text x={Math.min(width - 140, x(median) + 5)} y={TOP - 2} fill={COLOUR.ink} fontWeight={600}>
              median {money(median)}
            </text>
            {ticks.map((tick) => (
              <text key={tick} x={x(tick)} y={FLOOR + 15} textAnchor="middle" fill={COLOUR.ink2}>
                {formatMoney(tick, currency)}
              </text>
            ))}
            <path
              d={`M${x(low)} ${FLOOR + 24}v8M${x(low)} ${FLOOR + 28}H${x(high)}M${x(high)} ${FLOOR + 24}v8`}
              stroke={COLOUR.forecast}
              strokeWidth={2}
              fill="none"
            />
            <text x={x(low)} y={FLOOR + 46} textAnchor="middle" fill={COLOUR.ink2}>
              {money(low)}
            </text>
            <text x={x(high)} y={FLOOR + 46} textAnchor="middle" fill={COLOUR.ink2}>
              {money(high)}
            </text>
          </svg>
        )}
      </KeyedChart>
    </div>
  );
}
