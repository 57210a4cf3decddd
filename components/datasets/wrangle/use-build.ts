"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { postAndFollow, RequestFailed } from "../requests.ts";

/** Makes a version of the steps and goes there; while it works it can be stopped, and nothing is stored then. */
export function useBuild(url: string, base: string) {
  const router = useRouter();
  const [stage, setStage] = useState<{ text: string; share: number | undefined } | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const running = useRef<AbortController | null>(null);
  const start = (steps: readonly unknown[]) => {
    const controller = new AbortController();
    running.current = controller;
    setFailure(null);
    setStage({ text: "Beginning", share: undefined });
    postAndFollow<{ id: string }>(
      `${url}/build`,
      { steps },
      { signal: controller.signal, onStage: (text, share) => setStage({ text, share }) },
    ).then(
      ({ id }) => router.push(`${base}/${id}`),
      (error: unknown) => {
        setStage(null);
        if (controller.signal.aborted) return;
        setFailure(error instanceof RequestFailed ? error.trouble.detail : "The work broke off. Try again.");
      },
    );
  };
  return {
    stage: stage?.text ?? null,
    share: stage?.share,
    failure,
    start,
    stop: () => running.current?.abort(),
  };
}
