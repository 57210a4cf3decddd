"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { type StreamEvent, useProjectEvents } from "#components/events/use-project-events.ts";

const TOLD = new Set<StreamEvent["kind"]>([
  "canvas.updated",
  "canvas.snapshot_taken",
  "comments.changed",
  "claims.changed",
  "dataset.version_created",
  "dataset.validated",
  "run.status_changed",
  "verdict.computed",
  "roi.updated",
]);
/** Somebody types: the feed may follow a moment later. */
const AT_MOST_EVERY_MS = 2_000;

/** What happens while the feed is open stands in it at once. */
export function FeedRefresh() {
  const router = useRouter();
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useProjectEvents(({ kind }) => {
    if (!TOLD.has(kind) || timer.current !== undefined) return;
    timer.current = setTimeout(() => {
      timer.current = undefined;
      router.refresh();
    }, AT_MOST_EVERY_MS);
  });
  return null;
}
