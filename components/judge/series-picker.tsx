"use client";

import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { cx } from "#components/ui/cx.ts";
import type { FoldScope, SeriesDetail, SeriesLine } from "#lib/features/verdict/index.ts";
import { formatNumber, formatPercent, formatSignedMoney } from "#lib/format/index.ts";

interface Props {
  endpoint: string;
  detail: SeriesDetail;
  onPick: (series: number) => void;
}

interface Answer {
  lines: SeriesLine[];
  matches: number;
  total: number;
}

const LIMIT = 50;

/** Finds one series among thousands: the server searches, the list shows the first fifty by saving. */
export function SeriesPicker({ endpoint, detail, onPick }: Props) {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const { line, total, currency } = detail;
  const order = line.saving === null ? "by error saved" : "by saving";

  function close() {
    setOpen(false);
    button.current?.focus();
  }

  return (
    <div className="relative min-w-0">
      <button
        ref={button}
        type="button"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="inline-flex items-center gap-2 h-8 max-md:h-10 max-w-full px-2 border border-control rounded-control bg-surface"
      >
        <span className="sr-only">Series </span>
        <span className="truncate">{line.id}</span>
        <span className="text-ink3 whitespace-nowrap">
          {formatNumber(line.rank)} of {formatNumber(total)} {order}
        </span>
      </button>
      {isOpen ? (
        <Search
          endpoint={endpoint}
          model={detail.model}
          scope={detail.scope}
          currency={currency}
          chosen={line.index}
          onClose={close}
          onPick={(series) => {
            close();
            onPick(series);
          }}
        />
      ) : null}
    </div>
  );
}

function Search(props: {
  endpoint: string;
  model: string;
  scope: FoldScope;
  currency: string;
  chosen: number;
  onPick: (series: number) => void;
  onClose: () => void;
}) {
  const { endpoint, model, scope, currency, chosen, onPick, onClose } = props;
  const id = useId();
  const panel = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const [search, setSearch] = useState("");
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [failed, setFailed] = useState(false);
  const [active, setActive] = useState(0);

  useEffect(() => input.current?.focus(), []);

  useEffect(() => {
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const query = new URLSearchParams({ model, scope, search, limit: String(LIMIT) });
        const response = await fetch(`${endpoint}?${query}`, { signal: abort.signal });
        if (!response.ok) throw new Error();
        setAnswer((await response.json()) as Answer);
        setActive(0);
        setFailed(false);
      } catch {
        if (!abort.signal.aborted) setFailed(true);
      }
    }, 120);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [endpoint, model, scope, search]);

  useEffect(() => {
    function onPointerDown(event: PointerEvent) {
      if (!panel.current?.parentElement?.contains(event.target as Node)) onClose();
    }
    window.addEventListener("pointerdown", onPointerDown);
    return () => window.removeEventListener("pointerdown", onPointerDown);
  }, [onClose]);

  const lines = answer?.lines ?? [];
  const optionId = (index: number) => `${id}-${index}`;

  useEffect(() => {
    document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: "nearest" });
  }, [id, active]);

  function onKeyDown(event: KeyboardEvent) {
    const moves: Record<string, number> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + 10,
      PageUp: active - 10,
    };
    const next = moves[event.key];
    if (next !== undefined) {
      event.preventDefault();
      setActive(Math.max(0, Math.min(lines.length - 1, next)));
    } else if (event.key === "Enter") {
      event.preventDefault();
      const line = lines[active];
      if (line) onPick(line.index);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      onClose();
    }
  }

  return (
    <div
      ref={panel}
      role="dialog"
      aria-label="Choose a series"
      className="absolute z-20 left-0 top-full mt-1 w-88 max-w-[calc(100vw-2rem)] bg-surface border border-line rounded-control shadow-float p-2"
    >
      <input
        ref={input}
        type="text"
        role="combobox"
        aria-label="Search series"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={lines.length > 0 ? optionId(active) : undefined}
        autoComplete="off"
        spellCheck={false}
        placeholder="Search by name"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
        onKeyDown={onKeyDown}
        className="w-full h-8 px-2 border border-control rounded-control bg-surface"
      />
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label="Series"
        tabIndex={-1}
        className="mt-2 max-h-72 overflow-y-auto"
      >
        {lines.map((line, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the search field's, as in every combobox
          <div
            key={line.index}
            id={optionId(index)}
            role="option"
            tabIndex={-1}
            aria-selected={line.index === chosen}
            onClick={() => onPick(line.index)}
            className={cx(
              "flex items-center justify-between gap-3 min-h-8 px-2 rounded-control cursor-pointer hover:bg-sunken",
              index === active && "bg-accent2",
            )}
          >
            <span className="truncate">{line.id}</span>
            <span className="text-secondary text-ink2 tabular-nums whitespace-nowrap">
              {line.saving === null
                ? `WAPE ${formatPercent(line.wape, 0)}`
                : formatSignedMoney(line.saving, currency, 0)}
            </span>
          </div>
        ))}
      </div>
      <p className="mt-1 px-2 text-axis text-ink3" role="status">
        {failed ? "The list could not be read. Type again to retry." : countWords(answer)}
      </p>
    </div>
  );
}

function countWords(answer: Answer | null): string {
  if (!answer) return "Reading the list";
  if (answer.matches === 0) return "No series has that in its name.";
  const shown = Math.min(LIMIT, answer.matches);
  const of =
    answer.matches === answer.total ? formatNumber(answer.total) : `${formatNumber(answer.matches)} found`;
  return `1–${shown} of ${of}`;
}
