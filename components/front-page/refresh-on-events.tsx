"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { useProjectEvents } from "#components/events/use-project-events.ts";

const AT_MOST_EVERY_MS = 2_000;

/** Draws the page again when something has happened in its project; progress comes often, so at most every 2 s. */
export function RefreshOnEvents() {
  const router = useRouter();
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useProjectEvents((event) => {
    if (event.kind === "stream.opened" || timer.current !== undefined) return;
    timer.current = setTimeout(() => {
      timer.current = undefined;
      router.refresh();
    }, AT_MOST_EVERY_MS);
  });
  return null;
}
