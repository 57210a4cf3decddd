"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { useProjectEvents } from "#components/events/use-project-events.ts";

const AT_MOST_EVERY_MS = 2_000;

/** Renders the list again when a run of the project has moved. */
export function RunsRefresh() {
  const router = useRouter();
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useProjectEvents((event) => {
    if (!event.kind.startsWith("run.") || timer.current !== undefined) return;
    timer.current = setTimeout(() => {
      timer.current = undefined;
      router.refresh();
    }, AT_MOST_EVERY_MS);
  });
  useEffect(() => () => clearTimeout(timer.current), []);
  return null;
}
