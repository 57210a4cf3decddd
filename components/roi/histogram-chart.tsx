"use client";

import { useRef } from "react";
import { COLOUR } from "#components/charts/colours.ts";
import { linearScale, niceTicks } from "#components/charts/scale.ts";
import { useWidth } from "#components/charts/use-width.ts";
import type { Simulation } from "#lib/features/roi/index.ts";
import { formatMoney, formatNumber, formatPercent } from "#lib/format/index.ts";
import { beside, type Label, pair, roomFor } from "./drawn-labels.ts";
import { KeyedChart } from "./keyed-chart.tsx";

const HEIGHT = 276;
const TOP = 52;
const FLOOR = 220;
/** Baselines of the words above the bars: what is lost and won, then the middle. */
const ROWS = [14, 32] as const;
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
  const inside = niceTicks(from, to).filter((tick) => tick >= from && tick <= to);
  const ticks = roomFor(
    inside,
    inside.map((tick) => formatMoney(tick, currency)),
    x,
  );
  const share = (value: number) =>
    formatPercent(value, (value > 0 && value < 0.01) || (value < 1 && value > 0.99) ? 1 : 0);
  const loss = `loss in ${share(lossShare)}`;
  const room = { min: 2, max: width - 2 };
  const isBothSided = from < 0 && to > 0;
  const middle = beside(`median ${money(median)}`, {
    ...room,
    x: x(median),
    side: median < 0 ? "left" : "right",
  });
  const ends = pair([money(low), money(high)], { ...room, from: x(low), to: x(high) });
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
            {isBothSided ? (
              <>
                <line x1={x(0)} x2={x(0)} y1={2} y2={FLOOR} stroke={COLOUR.ink2} />
                <Words
                  label={beside(loss, { ...room, x: x(0), side: "left" })}
                  y={ROWS[0]}
                  fill={COLOUR.bad}
                  isBold
                />
                {x(0) > 110 && x(0) < width - 110 ? (
                  <Words
                    label={beside(`gain in ${share(1 - lossShare)}`, { ...room, x: x(0), side: "right" })}
                    y={ROWS[0]}
                    fill={COLOUR.ink}
                  />
                ) : null}
              </>
            ) : null}
            <line
              x1={x(median)}
              x2={x(median)}
              y1={ROWS[1] - 10}
              y2={FLOOR}
              stroke={COLOUR.ink}
              strokeDasharray="2 3"
            />
            <Words label={middle} y={ROWS[1]} fill={COLOUR.ink} isBold />
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
            {ends.map((label) => (
              <Words key={label.text} label={label} y={FLOOR + 46} fill={COLOUR.ink2} />
            ))}
          </svg>
        )}
      </KeyedChart>
    </div>
  );
}

function Words({ label, y, fill, isBold }: { label: Label; y: number; fill: string; isBold?: boolean }) {
  return (
    <text
      x={label.x}
      y={y}
      textAnchor={label.anchor}
      fill={fill}
      fontWeight={isBold ? 600 : 400}
      // Over a line of the drawing a word is still read.
      stroke={COLOUR.bg}
      strokeWidth={3}
      paintOrder="stroke"
    >
      {label.text}
    </text>
  );
}
