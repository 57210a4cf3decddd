"use client";

import {
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  XAxis,
  YAxis,
} from "recharts";
import { COLOUR } from "./colours.ts";
import { TICK_STYLE } from "./plot-frame.ts";
import type { CashView } from "./prepare-cash.ts";

interface Props {
  view: CashView;
  paybackMonth: number | null;
  height: number;
  formatMoney: (value: number) => string;
}

export default function CashPlot({ view, paybackMonth, height, formatMoney }: Props) {
  return (
    <ResponsiveContainer width="100%" height={height}>
      <ComposedChart
        data={view.rows}
        margin={{ top: 24, right: 24, bottom: 8, left: 8 }}
        accessibilityLayer={false}
      >
        <CartesianGrid vertical={false} stroke={COLOUR.grid} />
        <XAxis
          dataKey="month"
          type="number"
          domain={[0, view.last?.month ?? 12]}
          ticks={view.xTicks}
          tickFormatter={(month: number) => (month === 0 ? "start" : `month ${month}`)}
          tick={TICK_STYLE}
          tickLine={false}
          axisLine={false}
        />
        <YAxis
          type="number"
          domain={[view.yTicks[0] ?? 0, view.yTicks.at(-1) ?? 1]}
          ticks={view.yTicks}
          tickFormatter={formatMoney}
          tick={TICK_STYLE}
          tickLine={false}
          axisLine={false}
          interval={0}
          width={72}
        />
        <ReferenceLine y={0} stroke={COLOUR.axis} />
        {paybackMonth === null ? null : (
          <ReferenceLine
            x={paybackMonth}
            stroke={COLOUR.ink2}
            strokeDasharray="2 3"
            label={{
              value: `paid back, month ${Math.ceil(paybackMonth)}`,
              position: "top",
              fontSize: "0.6875rem",
              fill: COLOUR.ink2,
            }}
          />
        )}
        <Line
          dataKey="cumulative"
          stroke={COLOUR.forecast}
          strokeWidth={1.75}
          dot={false}
          activeDot={false}
          isAnimationActive={false}
        />
      </ComposedChart>
    </ResponsiveContainer>
  );
}
