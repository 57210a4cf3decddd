"use client";

import { Failure } from "#components/ui/failure.tsx";

export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <main className="px-8 py-14 max-w-[56rem] max-md:px-4">
      <h1 className="sr-only">Something went wrong</h1>
      <Failure digest={error.digest} retry={reset} />
    </main>
  );
}
