"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { READ_EVENT } from "#components/shell/read-event.ts";
import { Button } from "#components/ui/button.tsx";

export function ReadAll({ base }: { base: string }) {
  const router = useRouter();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const read = async () => {
    setBusy(true);
    const response = await fetch(`${base}/for-you/unread`, { method: "POST" }).catch(() => null);
    setBusy(false);
    setProblem(response?.ok ? null : "The server did not answer. Try again.");
    if (!response?.ok) return;
    window.dispatchEvent(new Event(READ_EVENT));
    router.refresh();
  };
  return (
    <>
      <Button onClick={() => void read()} busy={isBusy && "Working"}>
        Mark all as read
      </Button>
      {problem ? (
        <p role="alert" className="text-secondary text-bad">
          {problem}
        </p>
      ) : null}
    </>
  );
}
