"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button } from "#components/ui/button.tsx";
import type { ActionResult } from "#lib/platform/action.ts";

/** Opens what was sealed, for good. */
export function OpenUntouched({ open }: { open: () => Promise<ActionResult<null>> }) {
  const router = useRouter();
  const [problem, setProblem] = useState<string | null>(null);
  const [isPending, start] = useTransition();
  const press = () =>
    start(async () => {
      const result = await open().catch(() => null);
      if (result?.ok) router.refresh();
      else
        setProblem(
          result?.problem.detail ?? "The server could not be reached. They are still sealed. Try again.",
        );
    });
  return (
    <>
      <Button variant="primary" busy={isPending ? "Opening" : null} onClick={press}>
        Open the untouched folds
      </Button>
      {problem ? (
        <p role="alert" className="text-bad basis-full">
          {problem}
        </p>
      ) : null}
    </>
  );
}
