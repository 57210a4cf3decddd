"use client";

import { type KeyboardEvent, useId, useMemo, useState } from "react";
import { cx } from "#components/ui/cx.ts";
import { CONTROL_CLASS } from "#components/ui/input.tsx";
import { formatNumber } from "#lib/format/index.ts";

const SHOWN = 12;

/** Finds one series among thousands by a part of its name; the one chosen stands in the field. */
export function SeriesChoice({
  ids,
  chosen,
  onChoose,
}: {
  ids: readonly string[];
  chosen: number;
  onChoose: (series: number) => void;
}) {
  const list = useId();
  const [text, setText] = useState<string | null>(null);
  const [active, setActive] = useState(0);
  const found = useMemo(() => {
    const needle = (text ?? "").trim().toLowerCase();
    const places: number[] = [];
    ids.forEach((id, i) => {
      if (id.toLowerCase().includes(needle)) places.push(i);
    });
    return places;
  }, [ids, text]);
  const shown = found.slice(0, SHOWN);
  const isOpen = text !== null;
  const choose = (series: number | undefined) => {
    if (series !== undefined) onChoose(series);
    setText(null);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!isOpen) setText("");
      const by = event.key === "ArrowDown" ? 1 : -1;
      setActive(isOpen ? Math.max(0, Math.min(shown.length - 1, active + by)) : 0);
    } else if (event.key === "Enter" && isOpen) {
      event.preventDefault();
      choose(shown[active]);
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      setText(null);
    }
  };
  return (
    <div className="relative min-w-0 w-64 max-md:w-full">
      <input
        type="text"
        role="combobox"
        aria-label="Series"
        aria-expanded={isOpen}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && shown.length > 0 ? `${list}-${active}` : undefined}
        autoComplete="off"
        spellCheck={false}
        className={cx(CONTROL_CLASS, "h-8 max-md:h-10")}
        value={text ?? ids[chosen] ?? ""}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={onKey}
        onBlur={() => setText(null)}
      />
      {isOpen ? (
        <div className="absolute z-20 left-0 top-full mt-1 w-full bg-surface border border-line rounded-control shadow-float p-1">
          <div id={list} role="listbox" aria-label="Series" tabIndex={-1}>
            {shown.map((series, i) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the search field's, as in every combobox
              <div
                key={series}
                id={`${list}-${i}`}
                role="option"
                tabIndex={-1}
                aria-selected={series === chosen}
                // Before the field loses its focus, which closes the list.
                onPointerDown={(event) => event.preventDefault()}
                onClick={() => choose(series)}
                className={cx(
                  "min-h-7 max-md:min-h-10 px-2 py-1 rounded-control cursor-pointer truncate hover:bg-sunken",
                  i === active && "bg-accent2",
                )}
              >
                {ids[series]}
              </div>
            ))}
          </div>
          <p className="px-2 py-1 text-axis text-ink3" role="status">
            {found.length === 0
              ? "No series has that in its name."
              : `${Math.min(SHOWN, found.length)} of ${formatNumber(found.length)}`}
          </p>
        </div>
      ) : null}
    </div>
  );
}
