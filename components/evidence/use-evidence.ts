"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { type StreamEvent, useProjectEvents } from "#components/events/use-project-events.ts";
import type { EvidenceView } from "#lib/features/evidence/index.ts";

/** What can turn a claim, or change what may be proposed. A run's progress turns nothing. */
const TURNS = new Set<StreamEvent["kind"]>([
  "stream.opened",
  "claims.changed",
  "dataset.version_created",
  "dataset.validated",
  "run.status_changed",
  "verdict.computed",
  "roi.updated",
  "canvas.updated",
]);
/** Somebody types: what follows from the fields may come a moment later. */
const CALM_MS: Partial<Record<StreamEvent["kind"], number>> = { "canvas.updated": 2_000 };

/** The plan's evidence, read anew whenever something happened that may turn a claim. */
export function useEvidence(
  initial: EvidenceView,
  base: string,
): { evidence: EvidenceView; refresh: () => Promise<void> } {
  const [evidence, setEvidence] = useState(initial);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const asked = useRef(0);

  const refresh = useCallback(async () => {
    const mine = ++asked.current;
    const response = await fetch(`${base}/canvas/evidence`).catch(() => null);
    // A later question has a newer answer; without a connection the old numbers stay.
    if (response?.ok && mine === asked.current) setEvidence(await response.json());
  }, [base]);

  useProjectEvents((event) => {
    if (!TURNS.has(event.kind)) return;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void refresh(), CALM_MS[event.kind] ?? 100);
  });
  useEffect(() => () => clearTimeout(timer.current), []);
  return { evidence, refresh };
}
