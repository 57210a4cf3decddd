"use client";

import { useState } from "react";
import type { Outcome } from "#components/people/form-state.ts";
import { capitalised } from "#components/people/role-select.tsx";
import { useDeed } from "#components/people/use-deed.ts";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Table, Td, Th } from "#components/ui/table.tsx";
import { ROLE_NAMES } from "#lib/features/workspaces/index.ts";
import { formatDate, formatDateTime } from "#lib/format/index.ts";

interface Key {
  id: string;
  name: string;
  prefix: string;
  role: keyof typeof ROLE_NAMES;
  state: "active" | "expired" | "revoked";
  createdBy: string | null;
  createdAt: number;
  lastUsedAt: number | null;
  expiresAt: number | null;
  revokedAt: number | null;
}

export function KeysTable({
  keys,
  revoke,
}: {
  keys: readonly Key[];
  revoke: (input: { id: string }) => Promise<Outcome>;
}) {
  const { problem, isPending, run } = useDeed();
  const [asked, setAsked] = useState<string | null>(null);
  const end = (id: string) =>
    run(
      () => revoke({ id }),
      () => setAsked(null),
    );
  return (
    <>
      {problem ? (
        <Notice tone="bad" className="mb-3">
          {problem}
        </Notice>
      ) : null}
      <Table label="Keys">
        <thead>
          <tr>
            <Th>Key</Th>
            <Th>State</Th>
            <Th wide>Made</Th>
            <Th wide>Last used</Th>
            <Th numeric>
              <span className="sr-only">Actions</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => (
            <tr key={key.id}>
              <Td className="py-2">
                <span
                  className={
                    key.state === "active"
                      ? "block font-semibold [overflow-wrap:anywhere]"
                      : "block text-ink2 [overflow-wrap:anywhere]"
                  }
                >
                  {key.name}
                </span>
                <span className="block text-secondary text-ink3">
                  {key.prefix}… · {capitalised(ROLE_NAMES[key.role])}
                </span>
              </Td>
              <Td className="py-2">
                <State of={key} />
              </Td>
              <Td wide className="py-2 text-ink2">
                {formatDate(key.createdAt)}
                <span className="block text-secondary text-ink3 [overflow-wrap:anywhere]">
                  {key.createdBy === null ? "on the command line" : `by ${key.createdBy}`}
                </span>
              </Td>
              <Td wide className="py-2 text-ink2">
                {key.lastUsedAt === null ? "Never" : formatDateTime(key.lastUsedAt)}
              </Td>
              <Td numeric className="py-2">
                {key.state === "revoked" ? null : asked === key.id ? (
                  <span className="flex justify-end gap-2 max-md:flex-col">
                    <Button
                      variant="danger"
                      size="small"
                      autoFocus
                      busy={isPending && "Revoking"}
                      onClick={() => end(key.id)}
                    >
                      Revoke {key.name.length > 24 ? "it" : key.name}
                    </Button>
                    <Button variant="quiet" size="small" onClick={() => setAsked(null)}>
                      Keep
                    </Button>
                  </span>
                ) : (
                  <Button
                    variant="quiet"
                    size="small"
                    aria-label={`Revoke ${key.name}`}
                    onClick={() => setAsked(key.id)}
                  >
                    Revoke
                  </Button>
                )}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </>
  );
}

function State({ of: { state, expiresAt, revokedAt } }: { of: Key }) {
  const words = {
    active: ["Works", expiresAt === null ? "until it is revoked" : `until ${formatDate(expiresAt)}`, ""],
    expired: ["Expired", expiresAt === null ? "" : formatDate(expiresAt), "text-stale"],
    revoked: ["Revoked", revokedAt === null ? "" : formatDate(revokedAt), "text-ink3"],
  } as const;
  const [word, when, colour] = words[state];
  return (
    <>
      <span className={colour}>{word}</span>
      <span className="block text-secondary text-ink3">{when}</span>
    </>
  );
}
