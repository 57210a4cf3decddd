"use client";

import { useRouter } from "next/navigation";
import { useProjectEvents } from "#components/events/use-project-events.ts";

/** A version that anybody makes, by name or by a run, stands in the list at once. */
export function VersionsRefresh() {
  const router = useRouter();
  useProjectEvents((event) => {
    if (event.kind === "canvas.snapshot_taken") router.refresh();
  });
  return null;
}
