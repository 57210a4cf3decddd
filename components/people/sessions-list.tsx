"use client";

import { Button } from "#components/ui/button.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Table, Td, Th } from "#components/ui/table.tsx";
import type { Outcome } from "./form-state.ts";
import { useDeed } from "./use-deed.ts";

interface Session {
  id: string;
  browser: string;
  since: number;
  isThis: boolean;
}

export function SessionsList({
  sessions,
  actions,
}: {
  sessions: readonly Session[];
  actions: { end: (input: { sessionId: string }) => Promise<Outcome>; endAll: () => Promise<Outcome> };
}) {
  const { problem, isPending, run } = useDeed();
  return (
    <div className="max-w-[40rem]">
      {problem ? (
        <Notice tone="bad" className="mb-3">
          {problem}
        </Notice>
      ) : null}
      <Table label="Signed-in browsers">
        <thead>
          <tr>
            <Th>Browser</Th>
            <Th>Since</Th>
            <Th numeric>
              <span className="sr-only">Actions</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {sessions.map((session) => (
            <tr key={session.id}>
              <Td className="py-2">
                {session.browser}
                {session.isThis ? <span className="text-ink3"> (this one)</span> : null}
              </Td>
              <Td className="py-2 text-ink2">
                <LocalTime at={session.since} />
              </Td>
              <Td numeric className="py-2">
                {session.isThis ? null : (
                  <Button
                    variant="quiet"
                    size="small"
                    disabled={isPending}
                    aria-label={`Sign out ${session.browser}`}
                    onClick={() => run(() => actions.end({ sessionId: session.id }))}
                  >
                    Sign out
                  </Button>
                )}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
      <div className="flex flex-wrap items-center gap-3 mt-3">
        <Button variant="danger" disabled={isPending} onClick={() => run(actions.endAll)}>
          Sign out everywhere
        </Button>
        <span className="text-secondary text-ink3">Here too: you then sign in anew.</span>
      </div>
    </div>
  );
}
