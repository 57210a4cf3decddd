"use client";

import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Table, Td, Th } from "#components/ui/table.tsx";
import { ROLE_NAMES } from "#lib/features/workspaces/index.ts";
import { formatDate } from "#lib/format/index.ts";
import type { Outcome } from "./form-state.ts";
import { capitalised } from "./role-select.tsx";
import { useDeed } from "./use-deed.ts";

interface Invitation {
  id: string;
  email: string;
  role: keyof typeof ROLE_NAMES;
  state: "open" | "expired";
  createdBy: string;
  expiresAt: number;
}

export function InvitationsTable({
  invitations,
  revoke,
}: {
  invitations: readonly Invitation[];
  revoke: (input: { invitationId: string }) => Promise<Outcome>;
}) {
  const { problem, isPending, run } = useDeed();
  return (
    <>
      {problem ? (
        <Notice tone="bad" className="mb-3">
          {problem}
        </Notice>
      ) : null}
      <Table label="Invitations" className="max-w-[56rem]">
        <thead>
          <tr>
            <Th>Invited</Th>
            <Th>State</Th>
            <Th wide>By</Th>
            <Th numeric>
              <span className="sr-only">Actions</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {invitations.map(({ id, email, role, state, createdBy, expiresAt }) => (
            <tr key={id}>
              <Td className="py-2">
                <span className="block [overflow-wrap:anywhere]">{email}</span>
                <span className="block text-secondary text-ink3">{capitalised(ROLE_NAMES[role])}</span>
              </Td>
              <Td className="py-2">
                {state === "open" ? (
                  <>
                    Open
                    <span className="block text-secondary text-ink3">until {formatDate(expiresAt)}</span>
                  </>
                ) : (
                  <>
                    <span className="text-stale">Expired</span>
                    <span className="block text-secondary text-ink3">{formatDate(expiresAt)}</span>
                  </>
                )}
              </Td>
              <Td wide className="py-2 text-ink2 [overflow-wrap:anywhere]">
                {createdBy}
              </Td>
              <Td numeric className="py-2">
                <Button
                  variant="quiet"
                  size="small"
                  aria-label={`Take back the invitation of ${email}`}
                  disabled={isPending}
                  onClick={() => run(() => revoke({ invitationId: id }))}
                >
                  Take back
                </Button>
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </>
  );
}
