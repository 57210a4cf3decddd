import { useCallback, useEffect, useRef, useState } from "react";
import { useProjectEvents } from "#components/events/use-project-events.ts";
import type { AgreementView } from "#lib/features/canvas/agreement/index.ts";

const AT_MOST_EVERY_MS = 1_000;

/** Who agreed to what, read anew when the canvas has changed; null until the first answer, and kept when one fails. */
export function useAgreements(base: string): readonly AgreementView[] | null {
  const [agreements, setAgreements] = useState<readonly AgreementView[] | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const read = useCallback(async () => {
    const response = await fetch(`${base}/canvas/agreements`, { cache: "no-store" }).catch(() => null);
    if (response?.ok) setAgreements((await response.json()) as AgreementView[]);
  }, [base]);
  useEffect(() => {
    void read();
    return () => clearTimeout(timer.current);
  }, [read]);
  useProjectEvents((event) => {
    if (event.kind !== "canvas.updated" || timer.current !== undefined) return;
    timer.current = setTimeout(() => {
      timer.current = undefined;
      void read();
    }, AT_MOST_EVERY_MS);
  });
  return agreements;
}
