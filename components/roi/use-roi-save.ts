"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { RoiInputs } from "#lib/features/roi/index.ts";

export type RoiPatch = Partial<RoiInputs>;
export type SaveOutcome =
  | { ok: true; value: { savedAt: number } }
  | { ok: false; problem: { code: string; detail: string; fields?: Record<string, string> } };
export type SaveRoi = (patch: RoiPatch) => Promise<SaveOutcome>;

export type RoiSaveState =
  | { kind: "unsaved_case" }
  | { kind: "saving" }
  | { kind: "saved"; at: number }
  | { kind: "refused"; detail: string }
  | { kind: "offline" };

const WAIT_MS = 500;
const RETRY_MS = 4_000;

/**
 * Saves what changed, half a second after the last change, one request at a time. Fields that the server refuses get its
 * message and are not sent again until they change; when it cannot be reached everything waits and is tried again.
 */
export function useRoiSave(save: SaveRoi, savedAt: number | null) {
  const [state, setState] = useState<RoiSaveState>(
    savedAt === null ? { kind: "unsaved_case" } : { kind: "saved", at: savedAt },
  );
  const [errors, setErrors] = useState<Record<string, string>>({});
  const waiting = useRef<RoiPatch>({});
  const sent = useRef<RoiPatch | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const flush = useCallback(async () => {
    clearTimeout(timer.current);
    if (sent.current || Object.keys(waiting.current).length === 0) return;
    const patch = waiting.current;
    waiting.current = {};
    sent.current = patch;
    let again: number | null = null;
    try {
      const outcome = await save(patch);
      if (outcome.ok) {
        setState({ kind: "saved", at: outcome.value.savedAt });
      } else if (outcome.problem.code === "unavailable") {
        again = RETRY_MS;
      } else {
        const fields = outcome.problem.fields ?? {};
        setErrors((before) => ({ ...before, ...fields }));
        const accepted = Object.fromEntries(Object.entries(patch).filter(([name]) => !(name in fields)));
        // The whole patch was refused; what was right in it goes again, without the field that was wrong.
        if (Object.keys(fields).length > 0 && Object.keys(accepted).length > 0) {
          waiting.current = { ...accepted, ...waiting.current };
        }
        setState({ kind: "refused", detail: outcome.problem.detail });
      }
    } catch {
      again = RETRY_MS;
    }
    if (again !== null) {
      waiting.current = { ...patch, ...waiting.current };
      setState({ kind: "offline" });
    }
    sent.current = null;
    if (Object.keys(waiting.current).length > 0) timer.current = setTimeout(flush, again ?? 0);
  }, [save]);

  const change = useCallback(
    (patch: RoiPatch) => {
      waiting.current = { ...waiting.current, ...patch };
      setErrors((before) => Object.fromEntries(Object.entries(before).filter(([name]) => !(name in patch))));
      setState({ kind: "saving" });
      clearTimeout(timer.current);
      timer.current = setTimeout(flush, WAIT_MS);
    },
    [flush],
  );

  /** What the server does not have yet. */
  const pending = useCallback((): RoiPatch => ({ ...sent.current, ...waiting.current }), []);

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (Object.keys(pending()).length > 0) event.preventDefault();
    };
    window.addEventListener("beforeunload", warn);
    return () => {
      window.removeEventListener("beforeunload", warn);
      // Leaving by a link inside the site: what waits is sent at once.
      void flush();
    };
  }, [flush, pending]);

  return { state, errors, change, flush, pending };
}
