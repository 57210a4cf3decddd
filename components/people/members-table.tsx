"use client";

import { useState } from "react";
import { Avatar } from "#components/ui/avatar.tsx";
import { CopyField } from "#components/ui/copy-field.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Table, Td, Th } from "#components/ui/table.tsx";
import { ROLE_NAMES } from "#lib/features/workspaces/index.ts";
import { formatDate, formatDateTime } from "#lib/format/index.ts";
import type { Outcome } from "./form-state.ts";
import { MemberButtons } from "./member-buttons.tsx";
import { capitalised, RoleSelect } from "./role-select.tsx";
import { useDeed } from "./use-deed.ts";

interface Member {
  userId: string;
  name: string;
  email: string;
  role: keyof typeof ROLE_NAMES;
  since: number;
}

interface Reset {
  name: string;
  link: string;
  expiresAt: number;
}

interface Actions {
  change: (input: { userId: string; role: string }) => Promise<Outcome>;
  remove: (input: { userId: string }) => Promise<Outcome>;
  /** Makes a link with which that person sets a new password. */
  reset: (input: { userId: string }) => Promise<Outcome<Reset>>;
}

export function MembersTable({
  members,
  selfId,
  actions,
}: {
  members: readonly Member[];
  selfId: string;
  actions: Actions | null;
}) {
  const { problem, isPending, run: start } = useDeed();
  const [asked, setAsked] = useState<string | null>(null);
  const [made, setMade] = useState<Reset | null>(null);
  const run = (work: () => Promise<Outcome>) => start(work, () => setAsked(null));
  const reset = (make: Actions["reset"], userId: string) =>
    start(
      () => make({ userId }),
      (outcome) => setMade(outcome.ok ? outcome.value : null),
    );
  const buttons = (member: Member, { remove, reset: make }: Actions) => (
    <MemberButtons
      name={member.name}
      isSelf={member.userId === selfId}
      isAsked={asked === member.userId}
      isPending={isPending}
      ask={(isAsked) => setAsked(isAsked ? member.userId : null)}
      remove={() => run(() => remove({ userId: member.userId }))}
      reset={() => reset(make, member.userId)}
    />
  );
  return (
    <>
      {problem ? (
        <Notice tone="bad" className="mb-3">
          {problem}
        </Notice>
      ) : null}
      <div aria-live="polite">
        {made ? (
          <Notice
            tone="stale"
            className="mb-3 max-w-[56rem]"
            title={`Send this link to ${made.name} now. It is shown this once.`}
          >
            <p className="mb-2">
              It sets a new password, once, until {formatDateTime(made.expiresAt)}, and then signs {made.name}{" "}
              out everywhere. Whoever has it gets the account.
            </p>
            <CopyField label="Link" value={made.link} />
          </Notice>
        ) : null}
      </div>
      <Table label="Members" className="max-w-[56rem]">
        <thead>
          <tr>
            <Th>Member</Th>
            <Th>Role</Th>
            <Th numeric wide>
              Since
            </Th>
            {actions ? (
              <Th numeric wide>
                <span className="sr-only">Actions</span>
              </Th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {members.map((member) => (
            <tr key={member.userId}>
              <Td className="py-2">
                <span className="flex items-center gap-2.5 min-w-0">
                  <Avatar name={member.name} decorative className="shrink-0 max-md:hidden" />
                  <span className="min-w-0 [overflow-wrap:anywhere]">
                    <span className="block font-semibold">
                      {member.name}
                      {member.userId === selfId ? (
                        <span className="font-normal text-ink3"> (you)</span>
                      ) : null}
                    </span>
                    <span className="block text-secondary text-ink3">{member.email}</span>
                  </span>
                </span>
              </Td>
              <Td className="py-2">
                {actions ? (
                  <>
                    <RoleSelect
                      aria-label={`Role of ${member.name}`}
                      className="w-38"
                      // Made anew when the answer arrives, so that a refused choice goes back.
                      key={`${member.role}-${problem}`}
                      defaultValue={member.role}
                      disabled={isPending}
                      onChange={(event) => {
                        const role = event.target.value;
                        run(() => actions.change({ userId: member.userId, role }));
                      }}
                    />
                    <span className="md:hidden block mt-1">{buttons(member, actions)}</span>
                  </>
                ) : (
                  capitalised(ROLE_NAMES[member.role])
                )}
              </Td>
              <Td numeric wide className="py-2 text-ink2">
                {formatDate(member.since)}
              </Td>
              {actions ? (
                <Td numeric wide className="py-2">
                  {buttons(member, actions)}
                </Td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </Table>
    </>
  );
}
