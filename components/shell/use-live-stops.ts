"use client";

import { useEffect, useRef, useState } from "react";
import { useProjectEvents } from "#components/events/use-project-events.ts";
import type { Stops } from "./thread.ts";

const AT_MOST_EVERY_MS = 2_000;

/** The stops as the page was rendered with, read again when the project's stream says that something changed. */
export function useLiveStops(base: string, rendered: Stops): Stops {
  const [fetched, setFetched] = useState<{ after: Stops; stops: Stops } | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const latest = useRef(rendered);
  useEffect(() => {
    latest.current = rendered;
  });
  useEffect(() => () => clearTimeout(timer.current), []);

  useProjectEvents((event) => {
    if (event.kind === "stream.opened" || timer.current !== undefined) return;
    timer.current = setTimeout(async () => {
      timer.current = undefined;
      const response = await fetch(`${base}/stops`).catch(() => null);
      if (!response?.ok) return;
      setFetched({ after: latest.current, stops: (await response.json()) as Stops });
    }, AT_MOST_EVERY_MS);
  });

  // A newer rendering of the page knows better than what was fetched before it.
  return fetched?.after === rendered ? fetched.stops : rendered;
}
