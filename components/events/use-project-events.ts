"use client";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { type StreamEvent, subscribeToProjectEvents } from "./project-stream.ts";

export type { StreamEvent } from "./project-stream.ts";

/**
 * Hears every event of the project whose page this is. Also called with `stream.opened` at the start and whenever
 * events may have been missed: read the state again then.
 */
export function useProjectEvents(onEvent: (event: StreamEvent) => void): void {
  const base = /^\/w\/[^/]+\/p\/[^/]+/.exec(usePathname())?.[0];
  const latest = useRef(onEvent);
  useEffect(() => {
    latest.current = onEvent;
  });
  useEffect(() => {
    if (!base) return;
    return subscribeToProjectEvents(base, (event) => latest.current(event));
  }, [base]);
}
