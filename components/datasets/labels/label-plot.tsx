"use client";

import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import { COLOUR } from "#components/charts/colours.ts";
import { linearScale, linePath, niceTicks } from "#components/charts/scale.ts";
import { useWidth } from "#components/charts/use-width.ts";
import type { SeriesValues } from "#lib/features/datasets/index.ts";
import { LABEL_KINDS, LABEL_WORDS, type LabelKind } from "#lib/features/datasets/labels/index.ts";
import { axisTime, formatTime, formatValue, periodsWords } from "../words.ts";
import { KIND_LOOK } from "./kind-look.ts";
import { endsOf, moved, rowsOfTexts, type Stretch, type View } from "./stretch.ts";

/** Something that is drawn on the chart: a label, or a proposal that waits for an answer. */
export interface Mark {
  key: string;
  kind: LabelKind;
  first: number;
  last: number;
  isProposal: boolean;
}

const TEXT_ROWS = 3;
const ROW_PX = 15;
const MARGIN = { top: 8 + TEXT_ROWS * ROW_PX, right: 10, bottom: 22, left: 44 };
const HEIGHT = 300;
const CHAR_PX = 6;

/**
 * A series on which stretches are marked: by dragging, or by arrows with Shift. The digits 1 to 6 label what is marked.
 */
export function LabelPlot({
  series,
  frequency,
  unit,
  view,
  marks,
  stretch,
  mayEdit,
  onStretch,
  onKind,
  onUndo,
}: {
  series: SeriesValues;
  frequency: string;
  unit: string;
  view: View;
  marks: readonly Mark[];
  stretch: Stretch | null;
  mayEdit: boolean;
  onStretch: (stretch: Stretch) => void;
  onKind: (kind: LabelKind) => void;
  onUndo: () => void;
}) {
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame) || 640;
  const { times, values } = series;
  const shown = values.slice(view.from, view.to + 1);
  const known = shown.filter((value) => value !== null);
  const ticks = niceTicks(Math.min(0, ...known), Math.max(0, ...known));
  const bottom = HEIGHT - MARGIN.bottom;
  const step = (width - MARGIN.left - MARGIN.right) / Math.max(1, view.to - view.from + 1);
  const x = linearScale(
    [view.from, Math.max(view.from + 1, view.to)],
    [MARGIN.left + step / 2, width - MARGIN.right - step / 2],
  );
  const y = linearScale([ticks[0] ?? 0, ticks.at(-1) ?? 1], [bottom, MARGIN.top]);
  const path = linePath(
    shown.map((value, i) => (value === null ? null : { x: x(view.from + i), y: y(value) })),
  );
  const inView = marks
    .filter((mark) => mark.last >= view.from && mark.first <= view.to)
    .toSorted((a, b) => a.first + a.last - b.first - b.last);
  const box = (first: number, last: number) => {
    const left = Math.max(MARGIN.left, x(first) - step / 2);
    const right = Math.min(width - MARGIN.right, x(last) + step / 2);
    return { x: left, width: Math.max(3, right - left) };
  };
  const names = inView.map((mark) => {
    const place = box(mark.first, mark.last);
    const text = LABEL_WORDS[mark.kind].name.toLowerCase() + (mark.isProposal ? "?" : "");
    const half = (text.length * CHAR_PX) / 2;
    const middle = place.x + place.width / 2;
    return {
      text,
      x: Math.max(MARGIN.left + half, Math.min(width - MARGIN.right - half, middle)),
      width: 2 * half,
    };
  });
  const rows = rowsOfTexts(names, { rows: TEXT_ROWS, gap: 6 });
  const marked = stretch && endsOf(stretch);
  const readout = marked ? stretchWords(series, frequency, marked, stretch.cursor) : "nothing marked";
  const wanted = Math.max(2, Math.min(7, Math.floor(width / 110)));
  const count = view.to - view.from + 1;
  const timeTicks = Array.from({ length: Math.min(wanted, count) }, (_, i) =>
    Math.round(view.from + ((i + 0.5) * count) / Math.min(wanted, count) - 0.5),
  );

  const placeAt = (event: PointerEvent<SVGSVGElement>) => {
    const area = event.currentTarget.getBoundingClientRect();
    const share = (event.clientX - area.left - MARGIN.left) / Math.max(1, width - MARGIN.left - MARGIN.right);
    return Math.max(view.from, Math.min(view.to, view.from + Math.floor(share * count)));
  };
  const isDragging = useRef(false);
  const onDown = (event: PointerEvent<SVGSVGElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    isDragging.current = true;
    const place = placeAt(event);
    onStretch({ cursor: place, anchor: event.shiftKey && stretch ? stretch.anchor : place });
  };
  const onMove = (event: PointerEvent<SVGSVGElement>) => {
    if (!isDragging.current || !stretch) return;
    const cursor = placeAt(event);
    if (cursor !== stretch.cursor) onStretch({ ...stretch, cursor });
  };
  const onKey = (event: KeyboardEvent) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") {
      event.preventDefault();
      onUndo();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const kind = /^[1-6]$/.test(event.key) ? LABEL_KINDS[Number(event.key) - 1] : undefined;
    if (kind && mayEdit && stretch) {
      event.preventDefault();
      onKind(kind);
      return;
    }
    const next = moved(stretch, event.key, { isExtending: event.shiftKey, count: times.length });
    if (!next) return;
    event.preventDefault();
    onStretch(next);
  };
  return (
    <div ref={frame} className="min-w-0">
      <div className="flex justify-between gap-3 text-axis text-ink3">
        <span>{unit}</span>
        <span className="tabular-nums text-ink2">{marked ? readout : ""}</span>
      </div>
      <div
        role="slider"
        aria-label={`${series.id}, period by period`}
        aria-describedby="label-keys"
        aria-valuemin={0}
        aria-valuemax={Math.max(0, times.length - 1)}
        aria-valuenow={stretch?.cursor ?? Math.max(0, times.length - 1)}
        aria-valuetext={readout}
        tabIndex={0}
        onKeyDown={onKey}
      >
        <svg
          aria-hidden="true"
          viewBox={`0 0 ${width} ${HEIGHT}`}
          width="100%"
          height={HEIGHT}
          className="touch-pan-y cursor-crosshair select-none"
          onPointerDown={onDown}
          onPointerMove={onMove}
          onPointerUp={() => {
            isDragging.current = false;
          }}
          onPointerCancel={() => {
            isDragging.current = false;
          }}
        >
          {widestFirst(inView).map(({ mark, i }) => {
            const place = box(mark.first, mark.last);
            const look = KIND_LOOK[mark.kind];
            const row = rows[i];
            const name = names[i];
            return (
              <g key={mark.key}>
                <rect
                  x={place.x}
                  width={place.width}
                  y={MARGIN.top}
                  height={bottom - MARGIN.top}
                  fill={mark.isProposal ? "transparent" : look.fill}
                  stroke={look.ink}
                  strokeWidth={mark.isProposal ? 1 : 0}
                  strokeDasharray="3 3"
                />
                <rect
                  x={place.x}
                  width={place.width}
                  y={MARGIN.top - 3}
                  height={3}
                  fill={look.ink}
                  opacity={mark.isProposal ? 0.5 : 1}
                />
                {name && typeof row === "number" ? (
                  <text
                    x={name.x}
                    y={MARGIN.top - 7 - row * ROW_PX}
                    textAnchor="middle"
                    fontSize="0.6875rem"
                    fontWeight={mark.isProposal ? 400 : 600}
                    fill={look.ink}
                  >
                    {name.text}
                  </text>
                ) : null}
              </g>
            );
          })}
          {ticks.map((tick) => (
            <g key={tick}>
              <line
                x1={MARGIN.left}
                x2={width - MARGIN.right}
                y1={y(tick)}
                y2={y(tick)}
                stroke={tick === 0 ? COLOUR.axis : COLOUR.grid}
              />
              <text
                x={MARGIN.left - 8}
                y={y(tick) + 4}
                textAnchor="end"
                fontSize="0.6875rem"
                fill={COLOUR.ink2}
              >
                {formatValue(tick)}
              </text>
            </g>
          ))}
          {timeTicks.map((i, k) => (
            <text key={i} x={x(i)} y={HEIGHT - 6} textAnchor="middle" fontSize="0.6875rem" fill={COLOUR.ink2}>
              {axisTime(times[i] ?? 0, frequency, k > 0 ? times[timeTicks[k - 1] ?? 0] : undefined)}
            </text>
          ))}
          <path d={path} fill="none" stroke={COLOUR.ink} strokeWidth={1.25} strokeLinecap="round" />
          {marked && marked.last >= view.from && marked.first <= view.to ? (
            <rect
              {...box(marked.first, marked.last)}
              y={MARGIN.top}
              height={bottom - MARGIN.top}
              fill={COLOUR.forecast}
              fillOpacity={0.14}
              stroke={COLOUR.forecast}
              strokeWidth={1.5}
            />
          ) : null}
        </svg>
      </div>
    </div>
  );
}

/** So that none lies hidden under another; `i` is its place in the order of time. */
function widestFirst(marks: readonly Mark[]): { mark: Mark; i: number }[] {
  return marks
    .map((mark, i) => ({ mark, i }))
    .toSorted((a, b) => b.mark.last - b.mark.first - (a.mark.last - a.mark.first));
}

/** "12 Sep 2018 to 25 Sep 2018, 14 days, 0 in all"; a single period has its value. */
export function stretchWords(
  series: SeriesValues,
  frequency: string,
  { first, last }: { first: number; last: number },
  cursor: number,
): string {
  const time = (place: number) => formatTime(series.times[place] ?? 0, frequency);
  const value = series.values[cursor] ?? null;
  if (first === last) return `${time(first)}: ${value === null ? "no value" : formatValue(value)}`;
  const sum = series.values.slice(first, last + 1).reduce<number>((total, each) => total + (each ?? 0), 0);
  return `${time(first)} to ${time(last)}, ${periodsWords(last - first + 1, frequency)}, ${formatValue(sum)} in all`;
}
