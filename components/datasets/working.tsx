"use client";

import { useEffect, useRef } from "react";
import { Button } from "#components/ui/button.tsx";
import { ProgressBar } from "#components/ui/progress-bar.tsx";
import { formatDuration } from "#lib/format/index.ts";

/** What the server is doing, how far it is and how long it will still take, where that is known; and a way to stop. */
export function Working({
  stage,
  share,
  onStop,
}: {
  stage: string;
  share?: number | undefined;
  onStop?: () => void;
}) {
  const start = useRef({ stage, at: 0 });
  useEffect(() => {
    start.current = { stage, at: performance.now() };
  }, [stage]);
  const taken = share === undefined || share <= 0.05 ? 0 : performance.now() - start.current.at;
  const left = taken > 1000 && share ? `, ${formatDuration((taken / share) * (1 - share))} left` : "";
  return (
    <div className="my-3 max-w-[48rem]">
      <div className="flex items-center justify-between gap-3">
        <p role="status" className="text-ink2">
          {stage}
          {share === undefined ? "" : `, ${Math.round(share * 100)} %`}
          {left}
        </p>
        {onStop ? (
          <Button size="small" onClick={onStop}>
            Stop
          </Button>
        ) : null}
      </div>
      {share === undefined ? null : <ProgressBar className="mt-2" label={stage} value={share} />}
    </div>
  );
}
