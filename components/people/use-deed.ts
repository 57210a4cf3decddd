"use client";

import { useState, useTransition } from "react";
import type { Outcome } from "./form-state.ts";
import { unanswered } from "./unanswered.ts";

const WAY_OUT = "Reload the page to see whether it was done, and do it again if not.";

/**
 * What a button does: one thing at a time, with the words of why it failed, also when no answer came. `done` hears of
 * either end.
 */
export function useDeed() {
  const [problem, setProblem] = useState<string | null>(null);
  const [isPending, start] = useTransition();
  function run<T>(work: () => Promise<Outcome<T>>, done?: (outcome: Outcome<T>) => void): void {
    start(async () => {
      const outcome = await work().catch((error: unknown): Outcome<T> => {
        return { ok: false, problem: { detail: unanswered(error, WAY_OUT) } };
      });
      setProblem(outcome.ok ? null : outcome.problem.detail);
      done?.(outcome);
    });
  }
  return { problem, isPending, run };
}
