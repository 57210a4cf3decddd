"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { useWidth } from "#components/charts/use-width.ts";
import { cx } from "#components/ui/cx.ts";
import { formatValue } from "../words.ts";
import { FindingTags } from "./finding-tags.tsx";
import { Picture } from "./picture.tsx";
import type { ListProps } from "./series-list.tsx";

const CELL_WIDTH = 196;
const ROW_HEIGHT = 84;

/** Small multiples of all series, each on its own scale; only those in sight exist. */
export function SeriesPictures({ rows, pictures, selected, onSelect, onOpen }: ListProps) {
  const scroller = useRef<HTMLElement>(null);
  const width = useWidth(scroller) || 800;
  const across = Math.max(1, Math.floor(width / CELL_WIDTH));
  const lines = Math.ceil(rows.length / across);
  const virtual = useVirtualizer({
    count: lines,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 4,
    initialRect: { width: 800, height: ROW_HEIGHT * 7 },
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins at its top
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
  }, [rows]);
  const move = (event: KeyboardEvent) => {
    if (event.key === "Enter" && event.target === event.currentTarget) return onOpen();
    const by = {
      ArrowRight: 1,
      ArrowLeft: -1,
      j: 1,
      k: -1,
      ArrowDown: across,
      ArrowUp: -across,
      PageDown: across * 6,
      PageUp: -across * 6,
      Home: -1e9,
      End: 1e9,
    }[event.key];
    if (by === undefined || event.metaKey || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    const place = rows.findIndex((row) => row.index === selected);
    const next = Math.max(0, Math.min(rows.length - 1, place + by));
    const row = rows[next];
    if (!row) return;
    onSelect(row.index);
    virtual.scrollToIndex(Math.floor(next / across));
  };
  return (
    <>
      <section
        ref={scroller}
        aria-label="Pictures of all series. Arrow keys go from series to series, Enter to its chart."
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by key
        tabIndex={0}
        onKeyDown={move}
        className="overflow-auto border-y border-line"
        style={{ height: Math.min(Math.max(lines, 1), 7) * ROW_HEIGHT + 2 }}
      >
        <div className="relative" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((line) => (
            <div
              key={line.key}
              className="absolute inset-x-0 grid"
              style={{
                top: line.start,
                height: ROW_HEIGHT,
                gridTemplateColumns: `repeat(${across}, minmax(0, 1fr))`,
              }}
            >
              {rows.slice(line.index * across, (line.index + 1) * across).map((row) => (
                <button
                  key={row.index}
                  type="button"
                  aria-pressed={row.index === selected}
                  className={cx(
                    "text-left px-2 py-1.5 min-w-0 -outline-offset-2",
                    row.index === selected ? "bg-accent2" : "hover:bg-sunken",
                  )}
                  onClick={() => onSelect(row.index)}
                >
                  <span className="flex justify-between gap-2">
                    <span className="font-semibold truncate">{row.id}</span>
                    <span className="text-axis text-ink3 tabular-nums">{formatValue(row.maximum)}</span>
                  </span>
                  <Picture pictures={pictures} index={row.index} id={row.id} />
                  <span className="text-axis block">
                    <FindingTags findings={row.findings} />
                  </span>
                </button>
              ))}
            </div>
          ))}
        </div>
      </section>
      <p className="text-axis text-ink3 mt-1">
        Each on its own scale from zero; its highest value in the corner.
      </p>
    </>
  );
}
