"use client";

import dynamic from "next/dynamic";
import { type KeyboardEvent, type PointerEvent, useMemo, useRef, useState } from "react";
import { formatNumber } from "#lib/format/index.ts";
import { type PlotMargin, positionAt } from "./plot-frame.ts";
import { describeReading, type ForecastChartInput, prepareForecastChart } from "./prepare-forecast.ts";
import { useWidth } from "./use-width.ts";

const HEIGHT = 300;
const NARROW = 560;

const Plot = dynamic(() => import("./forecast-plot.tsx"), {
  ssr: false,
  loading: () => <div style={{ height: HEIGHT }} />,
});

/** A fan chart that can be read by eye, by arrow keys and by ear. The table behind it is the caller's. */
export function ForecastChart({ input }: { input: ForecastChartInput }) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const [cursor, setCursor] = useState<number | null>(null);
  const view = useMemo(() => prepareForecastChart(input), [input]);
  const isNarrow = width > 0 && width < NARROW;
  const margin: PlotMargin = isNarrow
    ? { top: 32, right: 4, bottom: 40, left: 32 }
    : { top: 32, right: 96, bottom: 40, left: 40 };

  const first = view.readings[0]?.position ?? 0;
  const last = view.readings.at(-1)?.position ?? 0;
  const reading = cursor === null ? undefined : view.readings[cursor - first];
  const decimals = (view.yTicks.at(-1) ?? 1) < 10 ? 2 : (view.yTicks.at(-1) ?? 1) < 100 ? 1 : 0;
  const sentence = reading
    ? describeReading(reading, input, (value) => formatNumber(value, Number.isInteger(value) ? 0 : decimals))
    : null;

  function onKeyDown(event: KeyboardEvent) {
    const from = cursor ?? view.cutoffs[0]?.x ?? first;
    const jumps: Record<string, number> = {
      ArrowLeft: Math.ceil(from) - 1,
      ArrowRight: Math.floor(from) + 1,
      ArrowDown: Math.ceil(from) - 1,
      ArrowUp: Math.floor(from) + 1,
      PageDown: Math.ceil(from) - 7,
      PageUp: Math.floor(from) + 7,
      Home: first,
      End: last,
    };
    const next = jumps[event.key];
    if (event.key === "Escape") setCursor(null);
    if (next === undefined) return;
    event.preventDefault();
    setCursor(Math.min(last, Math.max(first, next)));
  }

  function onPointerMove(event: PointerEvent<HTMLDivElement>) {
    const left = event.currentTarget.getBoundingClientRect().left;
    setCursor(positionAt(event.clientX - left, { width, margin, domain: view.xDomain }));
  }

  return (
    <div ref={box}>
      {/* A slider over the periods: arrow keys are its own, and its value text is announced as it moves. */}
      <div
        role="slider"
        tabIndex={0}
        aria-label={view.finding}
        aria-valuemin={first}
        aria-valuemax={last}
        aria-valuenow={cursor ?? first}
        aria-valuetext={sentence ?? "Arrow keys read the chart period by period."}
        onKeyDown={onKeyDown}
        onPointerMove={onPointerMove}
        onPointerLeave={() => setCursor(null)}
        className="relative"
        style={{ height: HEIGHT }}
      >
        <span aria-hidden="true" className="absolute left-0 top-0 text-axis text-ink2">
          {input.unit}
        </span>
        <div aria-hidden="true">
          {width > 0 ? (
            <Plot
              view={view}
              margin={margin}
              height={HEIGHT}
              isNarrow={isNarrow}
              cursor={cursor}
              eventName={input.ticks?.name ?? null}
              formatValue={(value) => formatNumber(value, Number.isInteger(value) ? 0 : 2)}
            />
          ) : null}
        </div>
      </div>
      <p className="min-h-4 text-axis text-ink2" aria-live="polite">
        {sentence ?? keyOf(input, isNarrow, view.missing.length > 0)}
      </p>
    </div>
  );
}

function keyOf(input: ForecastChartInput, isNarrow: boolean, hasMissing: boolean): string {
  if (!isNarrow) {
    const missing = hasMissing ? " ×: no value." : "";
    return `Dots: ${input.actualName}. Dotted lines: what came after was not seen.${missing} Arrow keys read the values.`;
  }
  const ticks = input.ticks ? ` Teal ticks: ${input.ticks.name}.` : "";
  return (
    `Line: ${input.actualName}, then forecast (blue) with 50, 80 and 95 % bands. Dots: ${input.actualName}. ` +
    `Dashed: ${input.baselineName.toLowerCase()}.${ticks}${hasMissing ? " ×: no value." : ""}`
  );
}
