"use client";

import Link from "next/link";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Table, Td, Th } from "#components/ui/table.tsx";
import { ROLE_NAMES } from "#lib/features/workspaces/index.ts";
import type { Outcome } from "./form-state.ts";
import { capitalised } from "./role-select.tsx";
import { useDeed } from "./use-deed.ts";

interface Workspace {
  slug: string;
  name: string;
  role: keyof typeof ROLE_NAMES;
}

/** A person's workspaces, with a way out of each that asks once more. */
export function WorkspacesTable({
  workspaces,
  leave,
}: {
  workspaces: readonly Workspace[];
  leave: (input: { workspace: string }) => Promise<Outcome>;
}) {
  const { problem, isPending, run } = useDeed();
  /** Of the last attempt. */
  const [left, setLeft] = useState("");
  const [asked, setAsked] = useState<string | null>(null);
  return (
    <div className="max-w-[40rem]">
      {problem ? (
        <Notice
          tone="bad"
          className="mb-3"
          action={
            <Link href={`/w/${left}/members`} className="link">
              Open the members
            </Link>
          }
        >
          {problem}
        </Notice>
      ) : null}
      <Table label="Your workspaces">
        <thead>
          <tr>
            <Th>Workspace</Th>
            <Th>Your role</Th>
            <Th numeric>
              <span className="sr-only">Actions</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {workspaces.map(({ slug, name, role }) => (
            <tr key={slug}>
              <Td className="py-2">
                <Link
                  href={`/w/${slug}`}
                  className="font-semibold text-accent hover:underline [overflow-wrap:anywhere]"
                >
                  {name}
                </Link>
              </Td>
              <Td className="py-2">{capitalised(ROLE_NAMES[role])}</Td>
              <Td numeric className="py-2">
                {asked === slug ? (
                  <span className="inline-flex flex-wrap justify-end gap-2">
                    <Button
                      variant="danger"
                      size="small"
                      busy={isPending && "Leaving"}
                      onClick={() =>
                        run(
                          () => leave({ workspace: slug }),
                          () => {
                            setLeft(slug);
                            setAsked(null);
                          },
                        )
                      }
                    >
                      Leave {name}
                    </Button>
                    <Button size="small" onClick={() => setAsked(null)}>
                      Stay
                    </Button>
                  </span>
                ) : (
                  <Button
                    variant="quiet"
                    size="small"
                    aria-label={`Leave ${name} …`}
                    disabled={isPending}
                    onClick={() => setAsked(slug)}
                  >
                    Leave
                  </Button>
                )}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
      {asked ? (
        <p className="text-secondary text-ink2 mt-2" role="status">
          You lose access at once. What you did there stays, under your name. To come back you need a new
          invitation.
        </p>
      ) : null}
    </div>
  );
}
