"use client";

import { useRef } from "react";
import { useWidth } from "#components/charts/use-width.ts";
import type { LossView } from "#lib/features/runs/index.ts";
import { formatError } from "#lib/format/index.ts";
import { prepareLoss } from "./prepare-loss.ts";

const HEIGHT = 168;

/** Training and validation loss over the steps of the member that trains now. */
export function LossCurve({ loss }: { loss: LossView }) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const chart = width > 0 ? prepareLoss(loss, { width, height: HEIGHT }) : null;
  const last = loss.points.at(-1);
  const validation = loss.points.findLast((point) => point[2] !== null);
  const finding = last
    ? `Loss of ${loss.title} after step ${last[0]}: training ${formatError(last[1])}${validation ? `, validation ${formatError(validation[2] ?? Number.NaN)}` : ""}.`
    : "";
  return (
    <figure className="min-w-0">
      <figcaption className="flex flex-wrap justify-between gap-x-4 text-axis text-ink3">
        <span>loss, in each series' own scale (quantile loss)</span>
        <span>{loss.title}</span>
      </figcaption>
      <div ref={box} style={{ height: HEIGHT }}>
        {chart ? (
          <svg width={width} height={HEIGHT} role="img" aria-label={finding} className="block">
            {chart.yTicks.map((tick) => (
              <g key={tick.text}>
                <line x1={chart.left} x2={chart.right} y1={tick.y} y2={tick.y} className="stroke-line" />
                <text x={chart.left - 6} y={tick.y + 4} textAnchor="end" className="text-axis fill-ink3">
                  {tick.text}
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
            {chart.validation ? (
              <path d={chart.validation} fill="none" strokeWidth="1.25" className="stroke-ink" />
            ) : null}
            <path d={chart.training} fill="none" strokeWidth="1.75" className="stroke-accent" />
            {chart.labels.map((label) => (
              <text
                key={label.text}
                x={label.x}
                y={label.y}
                className={`text-axis ${label.strong ? "fill-ink font-semibold" : "fill-accent"}`}
              >
                {label.text}
              </text>
            ))}
          </svg>
        ) : null}
      </div>
    </figure>
  );
}
