"use client";

import dynamic from "next/dynamic";
import { type KeyboardEvent, useMemo, useState } from "react";
import { formatMoney } from "#lib/format/index.ts";
import { type CashMonth, describeCash, prepareCash } from "./prepare-cash.ts";

const HEIGHT = 240;

const Plot = dynamic(() => import("./cash-plot.tsx"), {
  ssr: false,
  loading: () => <div style={{ height: HEIGHT }} />,
});

interface Props {
  months: readonly CashMonth[];
  currency: string;
  paybackMonth: number | null;
}

/** Cumulative cash by month. Arrow keys read it month by month; the table of flows behind it is the caller's. */
export function CashChart({ months, currency, paybackMonth }: Props) {
  const view = useMemo(() => prepareCash(months), [months]);
  const [index, setIndex] = useState<number | null>(null);
  const money = (value: number) => formatMoney(value, currency);
  const row = index === null ? undefined : view.rows[index];
  const sentence = row ? `Month ${row.month}: ${money(row.cumulative)} in all` : null;

  function onKeyDown(event: KeyboardEvent) {
    const from = index ?? -1;
    const jumps: Record<string, number> = {
      ArrowLeft: from - 1,
      ArrowRight: from + 1,
      Home: 0,
      End: view.rows.length - 1,
    };
    const next = jumps[event.key];
    if (next === undefined || view.rows.length === 0) return;
    event.preventDefault();
    setIndex(Math.min(view.rows.length - 1, Math.max(0, next)));
  }

  return (
    <div>
      <div
        role="slider"
        tabIndex={0}
        aria-label={describeCash(view, paybackMonth, money)}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, view.rows.length - 1)}
        aria-valuenow={index ?? 0}
        aria-valuetext={sentence ?? "Arrow keys read the chart month by month."}
        onKeyDown={onKeyDown}
        style={{ height: HEIGHT }}
      >
        {/* A plot keeps its width for a moment when the screen turns: it must not widen the page meanwhile. */}
        <div aria-hidden="true" className="overflow-x-clip">
          <Plot view={view} paybackMonth={paybackMonth} height={HEIGHT} formatMoney={money} />
        </div>
      </div>
      <p className="min-h-4 text-axis text-ink2" aria-live="polite">
        {sentence ?? `Cumulative cash, ${currency}, not discounted.`}
      </p>
    </div>
  );
}
