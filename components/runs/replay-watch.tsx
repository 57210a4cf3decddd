"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { isFinal, type RunLive } from "#lib/features/runs/index.ts";

const LOOK_EVERY_MS = 2_000;

/** How far a replay is, in a few words. Renders the page again when it has ended, until the comparison stands there. */
export function ReplayWatch({ base, number }: { base: string; number: number }) {
  const router = useRouter();
  const [words, setWords] = useState("it was asked for");
  useEffect(() => {
    const look = async () => {
      const response = await fetch(`${base}/runs/${number}/live`).catch(() => null);
      if (!response?.ok) return;
      const live = (await response.json()) as RunLive;
      setWords(wordsOf(live));
      if (isFinal(live.status)) router.refresh();
    };
    void look();
    const timer = setInterval(() => void look(), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [base, number, router]);
  return <span aria-live="polite">{words}</span>;
}

function wordsOf({ status, progress, ahead }: RunLive): string {
  if (status === "queued") return ahead > 0 ? "it waits for the runs before it" : "it waits for a worker";
  if (status === "running") return `${Math.floor(progress * 100)} % done`;
  return status === "succeeded" ? "it has finished and is being compared" : "it has ended";
}
