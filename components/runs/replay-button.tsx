"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button } from "#components/ui/button.tsx";
import type { ActionResult } from "#lib/platform/action.ts";

/** Repeats a browser's run on the server; the page then says how far that is. */
export function ReplayButton({ replay }: { replay: () => Promise<ActionResult<{ number: number }>> }) {
  const router = useRouter();
  const [problem, setProblem] = useState<string | null>(null);
  const [isPending, start] = useTransition();
  const press = () =>
    start(async () => {
      setProblem(null);
      const result = await replay().catch(() => null);
      if (result?.ok) router.refresh();
      else
        setProblem(
          result?.problem.detail ?? "The server could not be reached. Nothing was started. Try again.",
        );
    });
  return (
    <span className="flex flex-wrap items-center gap-2">
      <Button busy={isPending ? "Starting" : null} onClick={press}>
        Replay on the server
      </Button>
      {problem ? (
        <span className="text-secondary text-bad" role="alert">
          {problem}
        </span>
      ) : null}
    </span>
  );
}
