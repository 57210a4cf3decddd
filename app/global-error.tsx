"use client";

import { Failure } from "#components/ui/failure.tsx";
import "./globals.css";

/** When even the root layout fails: it has to bring a document of its own. */
export default function GlobalError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <html lang="en">
      <body>
        <title>Something went wrong · Forecanvas</title>
        <main className="px-8 py-14 max-w-[56rem]">
          <h1 className="sr-only">Something went wrong</h1>
          <Failure digest={error.digest} retry={reset} />
        </main>
      </body>
    </html>
  );
}
