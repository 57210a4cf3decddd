"use client";

import { type KeyboardEvent, type ReactNode, useState } from "react";

/** A drawing that arrow keys read item by item; what it finds is its name. The table behind it is the caller's. */
export function KeyedChart({
  finding,
  sentences,
  idle,
  children,
}: {
  finding: string;
  /** One an item, in the order of the drawing. */
  sentences: readonly string[];
  /** Said while nothing is chosen: the unit, say. */
  idle: string;
  children: (index: number | null) => ReactNode;
}) {
  const [chosen, setChosen] = useState<number | null>(null);
  const last = sentences.length - 1;
  const index = chosen === null ? null : Math.min(chosen, last);
  function onKeyDown(event: KeyboardEvent) {
    const from = index ?? -1;
    const jumps: Record<string, number> = {
      ArrowLeft: from - 1,
      ArrowUp: from - 1,
      ArrowRight: from + 1,
      ArrowDown: from + 1,
      Home: 0,
      End: last,
    };
    const next = jumps[event.key];
    if (next === undefined || last < 0) return;
    event.preventDefault();
    setChosen(Math.min(last, Math.max(0, next)));
  }
  const sentence = index === null ? null : (sentences[index] ?? null);
  return (
    <div>
      <div
        role="slider"
        tabIndex={0}
        aria-label={finding}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, last)}
        aria-valuenow={index ?? 0}
        aria-valuetext={sentence ?? "Arrow keys read the chart."}
        onKeyDown={onKeyDown}
      >
        <div aria-hidden="true">{children(index)}</div>
      </div>
      <p className="min-h-4 text-axis text-ink2 mt-1" aria-live="polite">
        {sentence ?? idle}
      </p>
    </div>
  );
}
