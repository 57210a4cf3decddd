"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { useProjectEvents } from "#components/events/use-project-events.ts";
import { isFinal, type RunLive } from "#lib/features/runs/index.ts";

const AT_MOST_EVERY_MS = 800;
/** Also without any event: the stream may be away, and the remaining time goes on. */
const AT_LEAST_EVERY_MS = 5_000;

/** The run as the page was rendered with, read again when its events say so. `onEnd` fires once it has ended. */
export function useRunLive(options: { rendered: RunLive; path: string; onEnd: () => void }): {
  live: RunLive;
  refresh: () => void;
} {
  const { path } = options;
  const [live, setLive] = useState(options.rendered);
  const onEnd = useRef(options.onEnd);
  const ended = useRef(isFinal(options.rendered.status));
  const state = useRef({ timer: undefined as ReturnType<typeof setTimeout> | undefined, lastAt: 0 });
  useEffect(() => {
    onEnd.current = options.onEnd;
  });

  const read = useCallback(async () => {
    state.current.timer = undefined;
    state.current.lastAt = Date.now();
    const response = await fetch(path, { headers: { accept: "application/json" } }).catch(() => null);
    // What is on screen stays until there is something newer.
    if (!response?.ok) return;
    const next = (await response.json()) as RunLive;
    setLive(next);
    if (isFinal(next.status) && !ended.current) {
      ended.current = true;
      onEnd.current();
    }
  }, [path]);

  const refresh = useCallback(() => {
    if (state.current.timer !== undefined) return;
    const wait = Math.max(0, state.current.lastAt + AT_MOST_EVERY_MS - Date.now());
    state.current.timer = setTimeout(() => void read(), wait);
  }, [read]);

  useProjectEvents((event) => {
    if (ended.current) return;
    if (event.kind === "stream.opened") refresh();
    else if (event.kind.startsWith("run.") && (event.ref === live.id || live.status === "queued")) refresh();
  });
  useEffect(() => {
    if (isFinal(live.status)) return;
    const timer = setInterval(refresh, AT_LEAST_EVERY_MS);
    return () => clearInterval(timer);
  }, [live.status, refresh]);
  useEffect(() => () => clearTimeout(state.current.timer), []);
  return { live, refresh };
}
