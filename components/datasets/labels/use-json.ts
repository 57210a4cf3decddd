"use client";

import { useEffect, useState } from "react";

/** What an address answers, the last answer until the next is there; asked again when `again` changes. */
export function useJson<T>(
  address: string,
  again = 0,
): { value: T | null; of: string | null; failure: string | null } {
  const [answer, setAnswer] = useState<{ value: T; of: string } | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `again` is there to ask again
  useEffect(() => {
    const controller = new AbortController();
    setFailure(null);
    fetch(address, { signal: controller.signal })
      .then(async (response) => {
        const body: unknown = await response.json();
        if (!response.ok) throw new Error((body as { detail?: string }).detail);
        setAnswer({ value: body as T, of: address });
      })
      .catch((error: unknown) => {
        if (controller.signal.aborted) return;
        setFailure(
          error instanceof Error && error.message ? error.message : "The server could not be reached.",
        );
      });
    return () => controller.abort();
  }, [address, again]);
  return { value: answer?.value ?? null, of: answer?.of ?? null, failure };
}
