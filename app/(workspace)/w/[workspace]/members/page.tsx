import type { Metadata } from "next";
import { InvitationsTable } from "#components/people/invitations-table.tsx";
import { InviteForm } from "#components/people/invite-form.tsx";
import { MembersTable } from "#components/people/members-table.tsx";
import { RightsTable } from "#components/people/rights-table.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { may, ROLE_NAMES } from "#lib/features/workspaces/index.ts";
import { listInvitations, listMembers, pageWorkspace } from "#lib/features/workspaces/server.ts";
import {
  changeRoleAction,
  inviteAction,
  issueResetAction,
  removeMemberAction,
  revokeInvitationAction,
} from "./actions.ts";

interface Props {
  params: Promise<{ workspace: string }>;
}

export const metadata: Metadata = { title: "Members" };

export default async function MembersPage({ params }: Props) {
  const actor = await pageWorkspace(await params);
  const isOwner = may(actor.role, "administer");
  const [members, invitations] = await Promise.all([
    listMembers(actor),
    isOwner ? listInvitations(actor, new Date()) : [],
  ]);
  const slug = actor.workspaceSlug;
  return (
    <>
      <PageHeader
        title="Members"
        meta={
          isOwner
            ? "A change of role and a removal take effect at that person's next request."
            : `You are ${ROLE_NAMES[actor.role]}. An owner invites, changes and removes members.`
        }
      />
      <MembersTable
        members={members}
        selfId={actor.userId}
        actions={
          isOwner
            ? {
                change: changeRoleAction.bind(null, slug),
                remove: removeMemberAction.bind(null, slug),
                reset: issueResetAction.bind(null, slug),
              }
            : null
        }
      />
      {isOwner ? (
        <Section title="Invite somebody" aside="By a link that works once, for 7 days.">
          <InviteForm action={inviteAction.bind(null, slug)} />
          {invitations.length > 0 ? (
            <div className="mt-5">
              <InvitationsTable invitations={invitations} revoke={revokeInvitationAction.bind(null, slug)} />
            </div>
          ) : null}
        </Section>
      ) : null}
      <Section title="What each role may do">
        <RightsTable />
      </Section>
    </>
  );
}
