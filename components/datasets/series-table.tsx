"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useMemo, useRef, useState } from "react";
import { Sparkline } from "#components/charts/sparkline.tsx";
import { cx } from "#components/ui/cx.ts";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { StateIcon } from "#components/ui/state-icon.tsx";
import { Td, Th } from "#components/ui/table.tsx";
import { DEMAND_CLASSES, type SeriesSummary } from "#lib/features/datasets/index.ts";
import { formatNumber, formatPercent } from "#lib/format/index.ts";
import { filterSeries, type SeriesFilter, type SeriesRow, SORTS, seriesRows } from "./series-rows.ts";
import { formatValue, perPeriod } from "./words.ts";

const ROW_HEIGHT = 33;
const HEAD_HEIGHT = 42;
const CELL = "py-0! align-middle!";
/** From 1,024 px only. */
const ROOMY = "max-lg:hidden";

/** Every series with its picture and figures; only the rows in sight exist, so ten thousand are no burden. */
export function SeriesTable({
  summary,
  frequency,
  selected,
  onSelect,
}: {
  summary: SeriesSummary;
  frequency: string;
  selected: number;
  onSelect: (index: number) => void;
}) {
  const [filter, setFilter] = useState<SeriesFilter>({
    text: "",
    demand: "all",
    warnings: "any",
    sort: "place",
  });
  const all = useMemo(() => seriesRows(summary), [summary]);
  const rows = useMemo(() => filterSeries(all, filter), [all, filter]);
  const scroller = useRef<HTMLElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
    scrollPaddingStart: HEAD_HEIGHT,
    initialRect: { width: 800, height: ROW_HEIGHT * 16 },
  });
  const items = virtual.getVirtualItems();
  const first = Math.floor((virtual.scrollOffset ?? 0) / ROW_HEIGHT) + 1;
  const last = Math.min(rows.length, first + 15);

  const move = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1, PageDown: 12, PageUp: -12 }[event.key];
    if (by === undefined || event.metaKey || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    const place = rows.findIndex((row) => row.index === selected);
    const next = Math.max(0, Math.min(rows.length - 1, place + by));
    const row = rows[next];
    if (!row) return;
    onSelect(row.index);
    virtual.scrollToIndex(next);
  };
  const change = (part: Partial<SeriesFilter>) => {
    setFilter((before) => ({ ...before, ...part }));
    scroller.current?.scrollTo({ top: 0 });
  };
  return (
    <div className="min-w-0">
      <div className="flex flex-wrap items-center gap-2 mb-2">
        <Input
          type="search"
          aria-label="Find a series"
          placeholder="Find a series"
          className="w-36!"
          value={filter.text}
          onChange={(event) => change({ text: event.target.value })}
        />
        <Select
          aria-label="Demand class"
          className="w-32"
          value={filter.demand}
          options={[
            { value: "all", label: "Class: all" },
            ...DEMAND_CLASSES.map((name) => ({ value: name, label: name === "none" ? "no demand" : name })),
          ]}
          onChange={(event) => change({ demand: event.target.value as SeriesFilter["demand"] })}
        />
        <Select
          aria-label="Warnings"
          className="w-36"
          value={filter.warnings}
          options={[
            { value: "any", label: "Warnings: any" },
            { value: "only", label: "Only with one" },
          ]}
          onChange={(event) => change({ warnings: event.target.value as SeriesFilter["warnings"] })}
        />
        <Select
          aria-label="Order"
          className="w-38"
          value={filter.sort}
          options={Object.entries(SORTS).map(([value, label]) => ({ value, label }))}
          onChange={(event) => change({ sort: event.target.value as SeriesFilter["sort"] })}
        />
        <p className="ml-auto text-secondary text-ink3" role="status">
          {rows.length === 0
            ? "No series fits"
            : `${formatNumber(first)}–${formatNumber(last)} of ${formatNumber(rows.length)}`}
        </p>
      </div>
      <section
        ref={scroller}
        aria-label="Series. Arrow keys go from series to series."
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by key
        tabIndex={0}
        onKeyDown={move}
        className="overflow-auto border-b border-line"
        style={{ height: Math.min(Math.max(rows.length, 1), 16) * ROW_HEIGHT + HEAD_HEIGHT }}
      >
        <table
          className="w-full border-separate border-spacing-0 table-fixed"
          aria-rowcount={rows.length + 1}
        >
          <thead className="sticky top-0 bg-bg z-1">
            <tr style={{ height: HEAD_HEIGHT }}>
              <Th>Series</Th>
              <Th wide className="w-[180px]">
                Whole history
              </Th>
              <Th numeric className="w-17">
                Mean {perPeriod(frequency)}
              </Th>
              <Th numeric className={cx(ROOMY, "w-16")}>
                Highest
              </Th>
              <Th numeric className={cx(ROOMY, "w-14")}>
                Zeros
              </Th>
              <Th numeric className={cx(ROOMY, "w-13")}>
                Gaps
              </Th>
              <Th className={cx(ROOMY, "w-22")}>Class</Th>
              <Th className="w-22">Warning</Th>
            </tr>
          </thead>
          <tbody>
            <Spacer height={items[0]?.start ?? 0} />
            {items.map((item) => {
              const row = rows[item.index];
              return row ? (
                <Row
                  key={row.index}
                  row={row}
                  place={item.index}
                  isSelected={row.index === selected}
                  onSelect={onSelect}
                />
              ) : null;
            })}
            <Spacer height={virtual.getTotalSize() - (items.at(-1)?.end ?? 0)} />
          </tbody>
        </table>
      </section>
    </div>
  );
}

/** Stands for the rows out of sight. One cell: spanning hidden columns would bring them back. */
function Spacer({ height }: { height: number }) {
  return height > 0 ? (
    <tr>
      <td style={{ height, padding: 0 }} />
    </tr>
  ) : null;
}

function Row({
  row,
  place,
  isSelected,
  onSelect,
}: {
  row: SeriesRow;
  place: number;
  isSelected: boolean;
  onSelect: (index: number) => void;
}) {
  return (
    <tr
      aria-rowindex={place + 2}
      className={cx("relative", isSelected ? "bg-accent2" : "hover:bg-sunken")}
      style={{ height: ROW_HEIGHT }}
    >
      <Td className={CELL}>
        <button
          type="button"
          aria-pressed={isSelected}
          className="font-semibold text-left truncate max-w-full min-h-6 after:absolute after:inset-0"
          title={row.id}
          onClick={() => onSelect(row.index)}
        >
          {row.id}
        </button>
      </Td>
      <Td wide className={CELL}>
        <Sparkline values={row.sparkline} label={`${row.id} over its whole history`} />
      </Td>
      <Td numeric className={CELL}>
        {formatValue(row.mean)}
      </Td>
      <Td numeric className={cx(ROOMY, CELL)}>
        {formatValue(row.highest)}
      </Td>
      <Td numeric className={cx(ROOMY, CELL)}>
        {formatPercent(row.zeroShare, 0)}
      </Td>
      <Td numeric className={cx(ROOMY, CELL)}>
        {formatNumber(row.missing)}
      </Td>
      <Td className={cx(ROOMY, CELL)}>{row.demand === "none" ? "no demand" : row.demand}</Td>
      <Td className={CELL}>
        {row.zeroRun > 0 ? (
          <span className="text-stale flex items-center gap-1 whitespace-nowrap">
            <StateIcon state="warning" label="" size={12} />
            {row.zeroRun} zeros
          </span>
        ) : (
          <span className="text-ink3">–</span>
        )}
      </Td>
    </tr>
  );
}
