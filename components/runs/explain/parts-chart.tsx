"use client";

import { type KeyboardEvent, type PointerEvent, useMemo, useRef, useState } from "react";
import { COLOUR } from "#components/charts/colours.ts";
import { positionAt } from "#components/charts/plot-frame.ts";
import { useWidth } from "#components/charts/use-width.ts";
import { Button } from "#components/ui/button.tsx";
import { Table, Td, Th } from "#components/ui/table.tsx";
import type { SeriesAnswer } from "#lib/features/runs/explain/index.ts";
import { type PartView, partsOf, prepareParts, ROW_HEIGHT } from "./prepare-parts.ts";
import type { Label } from "./use-explanations.ts";
import { amount, signed } from "./words.ts";

interface Props {
  answer: SeriesAnswer;
  labels: readonly Label[];
  /** "units a day" */
  unit: string;
}

const isSum = (row: { key: string }) => row.key === "values" || row.key === "trend";

/** The parts of a series as a stack of small charts over one time, read by eye, by arrow keys and by ear. */
export function PartsChart({ answer, labels, unit }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const [cursor, setCursor] = useState<number | null>(null);
  const [hasTable, setTable] = useState(false);
  const { parts, from, historySteps } = useMemo(() => partsOf(answer), [answer]);
  const { rows, cutoffX, xOf } = useMemo(
    () => prepareParts(parts, { historySteps, width }),
    [parts, historySteps, width],
  );
  const shown = labels.slice(from);
  const last = shown.length - 1;
  const sentence = cursor === null ? null : readingOf(rows, cursor, shown[cursor]?.long ?? "");

  function onKeyDown(event: KeyboardEvent) {
    const at = cursor ?? historySteps - 1;
    const jumps: Record<string, number> = {
      ArrowLeft: at - 1,
      ArrowDown: at - 1,
      ArrowRight: at + 1,
      ArrowUp: at + 1,
      PageDown: at - 7,
      PageUp: at + 7,
      Home: 0,
      End: last,
    };
    const next = jumps[event.key];
    if (event.key === "Escape") setCursor(null);
    if (next === undefined) return;
    event.preventDefault();
    setCursor(Math.min(last, Math.max(0, next)));
  }

  function onPointerMove(event: PointerEvent<HTMLDivElement>) {
    const { left } = event.currentTarget.getBoundingClientRect();
    const margin = { top: 0, right: 1, bottom: 0, left: 1 };
    setCursor(positionAt(event.clientX - left, { width, margin, domain: [0, last] }));
  }

  return (
    <>
      <p className="text-axis text-ink2">{unit}; each row on its own scale</p>
      <div
        ref={box}
        role="slider"
        tabIndex={0}
        aria-label={`The parts of ${answer.id}: ${parts.map(({ name }) => name).join(", ")}`}
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={cursor ?? 0}
        aria-valuetext={sentence ?? "Arrow keys read the parts period by period."}
        onKeyDown={onKeyDown}
        onPointerMove={onPointerMove}
        onPointerLeave={() => setCursor(null)}
        className="relative"
      >
        {rows.map((row) => (
          <Row
            key={row.key}
            row={row}
            width={width}
            cutoffX={cutoffX}
            cursorX={cursor === null ? null : xOf(cursor)}
          />
        ))}
        <div aria-hidden="true" className="flex justify-between text-axis text-ink2 mt-0.5">
          <span>{shown[0]?.short}</span>
          <span>{shown[last]?.short}</span>
        </div>
      </div>
      <p className="min-h-4 mt-1 text-axis text-ink2" aria-live="polite">
        {sentence ?? "Blue: the forecast, from the dotted line on. Arrow keys read the values."}
      </p>
      <Button size="small" className="mt-2" aria-expanded={hasTable} onClick={() => setTable(!hasTable)}>
        {hasTable ? "Hide the parts as a table" : "Show the parts as a table"}
      </Button>
      {hasTable ? (
        <div className="mt-3 max-h-[24rem] overflow-y-auto">
          <Table label={`The parts of ${answer.id}`}>
            <thead>
              <tr>
                <Th>Period</Th>
                {parts.map(({ key, name }) => (
                  <Th key={key} numeric>
                    {name}
                  </Th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map((label, i) => (
                <tr key={label.long}>
                  <Td className="whitespace-nowrap">
                    {label.long}
                    {i >= historySteps ? <span className="text-ink3"> forecast</span> : null}
                  </Td>
                  {rows.map((row) => (
                    <Td key={row.key} numeric>
                      {valueWords(row, i)}
                    </Td>
                  ))}
                </tr>
              ))}
            </tbody>
          </Table>
        </div>
      ) : null}
    </>
  );
}

function Row(props: { row: PartView; width: number; cutoffX: number; cursorX: number | null }) {
  const { row, width, cutoffX, cursorX } = props;
  const isMain = row.key === "values";
  return (
    <div className="border-b border-line pt-1" aria-hidden="true">
      <div className="flex justify-between gap-3 text-axis text-ink2">
        <span className="truncate font-medium">{row.name}</span>
        <span className="whitespace-nowrap tabular-nums text-ink3">
          {amount(row.bottom, spanOf(row))} to {amount(row.top, spanOf(row))}
        </span>
      </div>
      <svg width={width} height={ROW_HEIGHT} className="block" role="presentation">
        {row.zeroY === null ? null : (
          <line x1={0} x2={width} y1={row.zeroY} y2={row.zeroY} stroke={COLOUR.grid} />
        )}
        <path d={row.history} fill="none" stroke={COLOUR.ink} strokeWidth={1.25} strokeLinecap="round" />
        <path
          d={row.forecast}
          fill="none"
          stroke={COLOUR.forecast}
          strokeWidth={1.75}
          strokeLinecap="round"
        />
        <line x1={cutoffX} x2={cutoffX} y1={0} y2={ROW_HEIGHT} stroke={COLOUR.ink2} strokeDasharray="2 3" />
        {isMain ? (
          <text x={cutoffX - 4} y={10} textAnchor="end" fill={COLOUR.ink2} className="text-axis">
            from now
          </text>
        ) : null}
        {cursorX === null ? null : (
          <line x1={cursorX} x2={cursorX} y1={0} y2={ROW_HEIGHT} stroke={COLOUR.axis} />
        )}
      </svg>
    </div>
  );
}

const spanOf = ({ top, bottom }: PartView) => Math.max(Math.abs(top), Math.abs(bottom));

function valueWords(row: PartView, period: number): string {
  const value = row.values[period] ?? null;
  return isSum(row) ? amount(value, spanOf(row)) : signed(value, spanOf(row));
}

function readingOf(rows: readonly PartView[], period: number, label: string): string {
  return `${label}: ${rows.map((row) => `${row.name} ${valueWords(row, period)}`).join(", ")}`;
}
