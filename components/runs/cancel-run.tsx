"use client";

import { useState, useTransition } from "react";
import { Button } from "#components/ui/button.tsx";
import type { ActionResult } from "#lib/platform/action.ts";

/** Cancelling cannot be undone, so it asks once, in place. */
export function CancelRun({
  cancel,
  onDone,
}: {
  cancel: () => Promise<ActionResult<null>>;
  onDone: () => void;
}) {
  const [isAsking, setAsking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [isPending, start] = useTransition();
  const confirm = () =>
    start(async () => {
      const result = await cancel().catch(() => null);
      if (result?.ok) {
        setAsking(false);
        onDone();
      } else {
        setProblem(result?.problem.detail ?? "The server could not be reached. The run goes on. Try again.");
      }
    });
  if (!isAsking) {
    return (
      <Button size="small" onClick={() => setAsking(true)}>
        Cancel run
      </Button>
    );
  }
  return (
    <span className="flex flex-wrap items-center justify-end gap-2">
      <span className="text-secondary text-ink2" role="alert">
        {problem ?? "What has been computed so far is not used."}
      </span>
      <Button
        size="small"
        variant="danger"
        busy={isPending ? "Cancelling" : null}
        onClick={confirm}
        autoFocus
      >
        Cancel this run
      </Button>
      <Button size="small" onClick={() => setAsking(false)}>
        Keep running
      </Button>
    </span>
  );
}
