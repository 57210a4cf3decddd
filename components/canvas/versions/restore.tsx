"use client";

import { useState, useTransition } from "react";
import { Button } from "#components/ui/button.tsx";

/** Asks once before it restores, where the finger is, and says that nothing is lost. */
export function Restore({
  number,
  restore,
}: {
  number: number;
  restore: () => Promise<{ ok: true } | { ok: false; problem: { detail: string } }>;
}) {
  const [isAsking, setAsking] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [isPending, start] = useTransition();
  if (!isAsking) return <Button onClick={() => setAsking(true)}>Restore version {number} …</Button>;
  const go = () =>
    start(async () => {
      const result = await restore();
      setFailure(result.ok ? null : result.problem.detail);
      if (result.ok) setAsking(false);
    });
  return (
    <div className="flex flex-wrap items-center gap-2">
      <p className="text-secondary text-ink2 max-w-[44ch]">
        The canvas as it is now is kept as a version first. Everybody who has it open sees the change.
      </p>
      <Button variant="primary" autoFocus busy={isPending && "Restoring"} onClick={go}>
        Restore it
      </Button>
      <Button variant="quiet" onClick={() => setAsking(false)}>
        Cancel
      </Button>
      {failure ? (
        <p role="alert" className="text-secondary text-bad">
          {failure}
        </p>
      ) : null}
    </div>
  );
}
