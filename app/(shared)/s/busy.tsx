import { Notice } from "#components/ui/notice.tsx";
import { tooManyAttempts } from "#lib/features/workspaces/server.ts";

/** In the place of the canvas, for somebody who asked very often. */
export function Busy({ retryAfterSeconds }: { retryAfterSeconds: number }) {
  return (
    <main className="max-w-140 mx-auto px-4 py-14">
      <h1 className="text-title mb-4">Wait a little</h1>
      <Notice tone="stale">{tooManyAttempts(retryAfterSeconds)}</Notice>
    </main>
  );
}
