"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { KEYS_OFF } from "#components/shell/finder-project.ts";
import type { FoldScope, SeriesDetail } from "#lib/features/verdict/index.ts";
import { SERIES_PARAMETER } from "./series-address.ts";

export interface SeriesQuestion {
  series: number;
  model: SeriesDetail["model"];
  scope: FoldScope;
}

const keyOf = (question: SeriesQuestion) => `${question.series}/${question.model}/${question.scope}`;

/**
 * The series in the chart: the page brings the first, the others are fetched and kept. While one is under way the old
 * one stays, dimmed; an answer that comes after a newer question is dropped.
 */
export function useSeries(endpoint: string, first: SeriesDetail) {
  const [detail, setDetail] = useState(first);
  const [isLoading, setLoading] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const known = useRef(
    new Map([[keyOf({ series: first.line.index, model: first.model, scope: first.scope }), first]]),
  );
  const asked = useRef("");

  const ask = useCallback(
    async (question: SeriesQuestion) => {
      const key = keyOf(question);
      asked.current = key;
      setFailure(null);
      let answer = known.current.get(key);
      if (!answer) {
        setLoading(true);
        try {
          const query = new URLSearchParams({ ...question, series: String(question.series) });
          const response = await fetch(`${endpoint}?${query}`);
          const body: unknown = await response.json();
          if (!response.ok) throw new Error((body as { detail?: string }).detail ?? "It could not be read.");
          answer = body as SeriesDetail;
          known.current.set(key, answer);
        } catch (error) {
          if (asked.current !== key) return;
          setLoading(false);
          const words = error instanceof TypeError ? "The site cannot be reached." : (error as Error).message;
          setFailure(`${words} The chart still shows the series before.`);
          return;
        }
      }
      if (asked.current !== key) return;
      setLoading(false);
      setDetail(answer);
      const address = new URL(window.location.href);
      address.searchParams.set(SERIES_PARAMETER, String(answer.line.index));
      window.history.replaceState(window.history.state, "", address);
    },
    [endpoint],
  );

  return { detail, isLoading, failure, ask };
}

/** Calls back on a single letter, unless somebody types, holds a modifier, or has turned such keys off. */
export function useLetterKeys(handlers: Record<string, () => void>) {
  const latest = useRef(handlers);
  latest.current = handlers;
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const target = event.target as HTMLElement;
      if (
        target.isContentEditable ||
        target.closest("input, textarea, select, [role=dialog], [role=listbox]")
      )
        return;
      if (localStorage.getItem(KEYS_OFF)) return;
      latest.current[event.key.toLowerCase()]?.();
    }
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}
