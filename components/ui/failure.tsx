"use client";

import { Button } from "./button.tsx";
import { Notice } from "./notice.tsx";

/** What an unexpected failure of a page shows: what is safe, the number to quote, and the way out. */
export function Failure({ digest, retry }: { digest: string | undefined; retry: () => void }) {
  return (
    <Notice
      tone="bad"
      title="This page could not be shown"
      action={
        <>
          <Button variant="primary" onClick={retry}>
            Try again
          </Button>
          <a href="/" className="link">
            Go to your projects
          </a>
        </>
      }
    >
      The fault is on our side, and what you saved before is kept.
      {digest ? ` Its number is ${digest}; the server's log has more under it.` : null}
    </Notice>
  );
}
