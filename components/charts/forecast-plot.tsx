"use client";

import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ResponsiveContainer,
  usePlotArea,
  useXAxisScale,
  useYAxisScale,
  XAxis,
  YAxis,
  ZIndexLayer,
} from "recharts";
import { COLOUR } from "./colours.ts";
import type { PlotMargin } from "./plot-frame.ts";
import type { ForecastChartView } from "./prepare-forecast.ts";
import { spreadLabels } from "./scale.ts";

const BANDS = [
  ["band95", COLOUR.band95],
  ["band80", COLOUR.band80],
  ["band50", COLOUR.band50],
] as const;

interface Props {
  view: ForecastChartView;
  margin: PlotMargin;
  height: number;
  isNarrow: boolean;
  /** Grid position under the reading line. */
  cursor: number | null;
  eventName: string | null;
  formatValue: (value: number) => string;
}

/** Draws prepared values with Recharts; the only module of the fan chart that loads it. */
export default function ForecastPlot({
  view,
  margin,
  height,
  isNarrow,
  cursor,
  eventName,
  formatValue,
}: Props) {
  return (
    <ResponsiveContainer width="100%" height={height}>
      <ComposedChart data={view.rows} margin={margin} accessibilityLayer={false}>
        <CartesianGrid vertical={false} stroke={COLOUR.grid} />
        <XAxis
          dataKey="x"
          type="number"
          domain={view.xDomain}
          ticks={view.xTicks.map((tick) => tick.x)}
          hide
        />
        <YAxis
          type="number"
          domain={[view.yTicks[0] ?? 0, view.yTicks.at(-1) ?? 1]}
          ticks={view.yTicks}
          interval={0}
          hide
        />
        {BANDS.map(([key, colour]) => (
          <Area
            key={key}
            dataKey={key}
            stroke="none"
            fill={colour}
            fillOpacity={1}
            dot={false}
            activeDot={false}
            isAnimationActive={false}
          />
        ))}
        <Line
          dataKey="baseline"
          stroke={COLOUR.base}
          strokeWidth={1.25}
          strokeDasharray="4 3"
          dot={false}
          activeDot={false}
          isAnimationActive={false}
        />
        <Line
          dataKey="median"
          stroke={COLOUR.forecast}
          strokeWidth={1.75}
          dot={false}
          activeDot={false}
          isAnimationActive={false}
        />
        <Line
          dataKey="history"
          stroke={COLOUR.ink}
          strokeWidth={1.25}
          dot={false}
          activeDot={false}
          isAnimationActive={false}
        />
        <ZIndexLayer zIndex={1200}>
          <Marks
            view={view}
            cursor={cursor}
            isNarrow={isNarrow}
            eventName={eventName}
            formatValue={formatValue}
          />
        </ZIndexLayer>
      </ComposedChart>
    </ResponsiveContainer>
  );
}

type MarksProps = Pick<Props, "view" | "cursor" | "isNarrow" | "eventName" | "formatValue">;

function Marks({ view, cursor, isNarrow, eventName, formatValue }: MarksProps) {
  const area = usePlotArea();
  const xScale = useXAxisScale();
  const yScale = useYAxisScale();
  if (!area || !xScale || !yScale) return null;
  const x = (value: number) => xScale(value) ?? 0;
  const y = (value: number) => yScale(value) ?? 0;
  const right = area.x + area.width;
  const bottom = area.y + area.height;
  const step = Math.abs(x(1) - x(0));
  const xTicks = isNarrow ? view.xTicks.filter((_, i) => i % 3 === 1) : view.xTicks;
  const ends = spreadLabels(
    view.ends.map((end) => y(end.value)),
    { gap: 13, min: area.y + 4, max: bottom - 6 },
  );
  return (
    <g className="text-axis tabular-nums">
      <line x1={area.x} x2={right} y1={y(0)} y2={y(0)} stroke={COLOUR.axis} />
      {view.yTicks.map((tick) => (
        <text key={tick} x={area.x - 8} y={y(tick) + 4} textAnchor="end" fill={COLOUR.ink2}>
          {formatValue(tick)}
        </text>
      ))}
      {xTicks.map((tick) => (
        <text key={tick.x} x={x(tick.x)} y={bottom + 26} textAnchor="middle" fill={COLOUR.ink2}>
          {tick.label}
        </text>
      ))}
      {view.cutoffs.map((cutoff, i) => (
        <g key={cutoff.x}>
          <line
            x1={x(cutoff.x)}
            x2={x(cutoff.x)}
            y1={area.y - 8}
            y2={bottom}
            stroke={COLOUR.ink2}
            strokeDasharray="2 3"
          />
          <text x={x(cutoff.x) + 4} y={area.y - 4} fill={COLOUR.ink2}>
            {isNarrow
              ? (cutoff.name.match(/\d+/)?.[0] ?? (i === view.cutoffs.length - 1 ? "now" : ""))
              : cutoff.name}
          </text>
        </g>
      ))}
      {view.rows.map((row) =>
        row.actual === null ? null : (
          <circle
            key={row.x}
            cx={x(row.x)}
            cy={y(row.actual)}
            r={isNarrow ? 1.75 : 2.5}
            fill={COLOUR.ink}
            stroke={COLOUR.bg}
          />
        ),
      )}
      {view.missing.map((position) => (
        <path
          key={position}
          d={`M${x(position) - 2.5} ${bottom - 2.5}l5 5m0 -5l-5 5`}
          stroke={COLOUR.ink2}
          fill="none"
        />
      ))}
      {view.eventTicks.map((position) => (
        <rect
          key={position}
          x={x(position) - Math.max(1, step / 2 - 0.5)}
          y={bottom + 5}
          width={Math.max(2, step - 1)}
          height={4}
          fill={COLOUR.promotion}
        />
      ))}
      {isNarrow ? null : (
        <>
          {view.ends.map((end, i) => (
            <text
              key={end.key}
              x={right + 8}
              y={(ends[i] ?? 0) + 4}
              fill={end.key === "forecast" ? COLOUR.ink : COLOUR.ink2}
              fontWeight={end.key === "forecast" ? 600 : 400}
            >
              {end.text}
            </text>
          ))}
          {view.eventTicks.length > 0 && eventName ? (
            <text x={right + 8} y={bottom + 12} fill={COLOUR.ink3}>
              {eventName}
            </text>
          ) : null}
          {view.historyEnd ? (
            <text
              x={x(view.historyEnd.x) - 6}
              y={Math.max(area.y + 10, y(view.historyEnd.value) - 10)}
              textAnchor="end"
              fill={COLOUR.ink}
              fontWeight={600}
              stroke={COLOUR.bg}
              strokeWidth={3}
              paintOrder="stroke"
            >
              {view.historyEnd.text}
            </text>
          ) : null}
        </>
      )}
      {cursor === null ? null : (
        <line
          x1={x(cursor)}
          x2={x(cursor)}
          y1={area.y}
          y2={bottom}
          stroke={COLOUR.forecast}
          strokeWidth={1}
        />
      )}
    </g>
  );
}
