"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, memo, useEffect, useRef } from "react";
import { cx } from "#components/ui/cx.ts";
import { Td, Th } from "#components/ui/table.tsx";
import { formatNumber, formatPercent } from "#lib/format/index.ts";
import { formatValue, perPeriod } from "../words.ts";
import type { ExploreRow, Sort, SortKey } from "./explore-rows.ts";
import { FindingTags } from "./finding-tags.tsx";
import { Picture, type Pictures } from "./picture.tsx";

const ROW_HEIGHT = 33;
const HEAD_HEIGHT = 42;
const CELL = "py-0! align-middle!";
/** From 1,024 px only. */
const ROOMY = "max-lg:hidden";

export interface ListProps {
  rows: readonly ExploreRow[];
  pictures: Pictures;
  frequency: string;
  sort: Sort;
  onSort: (sort: Sort) => void;
  selected: number;
  onSelect: (index: number) => void;
  /** Where Enter leads. */
  onOpen: () => void;
}

/** All series as a table; only the rows in sight exist. Arrow keys go from row to row, a press on a head sorts. */
export function SeriesList({
  rows,
  pictures,
  frequency,
  sort,
  onSort,
  selected,
  onSelect,
  onOpen,
}: ListProps) {
  const scroller = useRef<HTMLElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 10,
    scrollPaddingStart: HEAD_HEIGHT,
    initialRect: { width: 800, height: ROW_HEIGHT * 18 },
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins at its top
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
  }, [rows]);
  const items = virtual.getVirtualItems();
  const move = (event: KeyboardEvent) => {
    if (event.key === "Enter" && event.target === event.currentTarget) return onOpen();
    const by = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1, PageDown: 14, PageUp: -14, Home: -1e9, End: 1e9 }[
      event.key
    ];
    if (by === undefined || event.metaKey || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    const place = rows.findIndex((row) => row.index === selected);
    const next = Math.max(0, Math.min(rows.length - 1, place + by));
    const row = rows[next];
    if (!row) return;
    onSelect(row.index);
    virtual.scrollToIndex(next);
  };
  const head = (key: SortKey, label: string, className?: string, numeric = true) => (
    <Th
      numeric={numeric}
      className={className}
      aria-sort={sort.key === key ? (sort.isDown ? "descending" : "ascending") : undefined}
    >
      <button
        type="button"
        className="font-medium min-h-6 inline-flex items-end gap-1 hover:text-ink"
        onClick={() =>
          onSort(sort.key === key ? { key, isDown: !sort.isDown } : { key, isDown: key !== "id" })
        }
      >
        {label}
        {sort.key === key ? <span aria-hidden="true">{sort.isDown ? "↓" : "↑"}</span> : null}
      </button>
    </Th>
  );
  return (
    <section
      ref={scroller}
      aria-label="Series. Arrow keys go from series to series, Enter to its chart."
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by key
      tabIndex={0}
      onKeyDown={move}
      className="overflow-auto border-b border-line"
      style={{ height: Math.min(Math.max(rows.length, 1), 18) * ROW_HEIGHT + HEAD_HEIGHT }}
    >
      <table className="w-full border-separate border-spacing-0 table-fixed" aria-rowcount={rows.length + 1}>
        <thead className="sticky top-0 bg-bg z-1">
          <tr style={{ height: HEAD_HEIGHT }}>
            {head("id", "Series", undefined, false)}
            <Th wide className="w-[180px]">
              Whole history
            </Th>
            {head("mean", `Mean ${perPeriod(frequency)}`, "w-17 max-md:hidden")}
            {head("zeroShare", "Zeros", cx(ROOMY, "w-14"))}
            {head("missing", "Gaps", cx(ROOMY, "w-13"))}
            {head("season", "Season", cx(ROOMY, "w-16"))}
            {head("trend", "Trend", cx(ROOMY, "w-14"))}
            <Th className={cx(ROOMY, "w-22")}>Class</Th>
            {head("findings", "Finding", "w-32", false)}
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
                pictures={pictures}
                isSelected={row.index === selected}
                onSelect={onSelect}
              />
            ) : null;
          })}
          <Spacer height={virtual.getTotalSize() - (items.at(-1)?.end ?? 0)} />
        </tbody>
      </table>
    </section>
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

const Row = memo(function Row({
  row,
  place,
  pictures,
  isSelected,
  onSelect,
}: {
  row: ExploreRow;
  place: number;
  pictures: Pictures;
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
        <Picture pictures={pictures} index={row.index} id={row.id} />
      </Td>
      <Td numeric wide className={CELL}>
        {formatValue(row.mean)}
      </Td>
      <Td numeric className={cx(ROOMY, CELL)}>
        {row.zeroShare === null ? "–" : formatPercent(row.zeroShare, 0)}
      </Td>
      <Td numeric className={cx(ROOMY, CELL)}>
        {formatNumber(row.missing)}
      </Td>
      <Td numeric className={cx(ROOMY, CELL)}>
        {row.season === null ? "–" : formatNumber(row.season, 2)}
      </Td>
      <Td numeric className={cx(ROOMY, CELL)}>
        {row.trend === null ? "–" : formatNumber(row.trend, 2)}
      </Td>
      <Td className={cx(ROOMY, CELL)}>{row.demand === "none" ? "no demand" : row.demand}</Td>
      <Td className={CELL}>
        <FindingTags findings={row.findings} />
      </Td>
    </tr>
  );
});
