"use client";

import { Failure } from "#components/ui/failure.tsx";

/** Inside the project's frame, so that the rest of the thread stays at hand. */
export default function ProjectErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <>
      <h1 className="sr-only">Something went wrong</h1>
      <Failure digest={error.digest} retry={reset} />
    </>
  );
}
