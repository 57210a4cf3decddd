"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";

export type Outcome = { ok: true } | { ok: false; problem: { detail: string } };

/** Does something on the server and draws the page anew; says what was wrong, in the server's words. */
export function useAct() {
  const router = useRouter();
  const [isBusy, start] = useTransition();
  const [problem, setProblem] = useState<string | null>(null);
  const [done, setDone] = useState(false);
  function act(work: () => Promise<Outcome>, then?: () => void) {
    setDone(false);
    start(async () => {
      const outcome = await work();
      setProblem(outcome.ok ? null : outcome.problem.detail);
      if (!outcome.ok) return;
      setDone(true);
      then?.();
      router.refresh();
    });
  }
  return { isBusy, problem, done, act };
}
