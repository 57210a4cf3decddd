import type { Metadata } from "next";
import { AddMemberForm } from "#components/people/add-member-form.tsx";
import { MembersTable } from "#components/people/members-table.tsx";
import { RightsTable } from "#components/people/rights-table.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { may, ROLE_NAMES } from "#lib/features/workspaces/index.ts";
import { listMembers, pageWorkspace } from "#lib/features/workspaces/server.ts";
import { addMemberAction, changeRoleAction, removeMemberAction } from "./actions.ts";

interface Props {
  params: Promise<{ workspace: string }>;
}

export const metadata: Metadata = { title: "Members" };

export default async function MembersPage({ params }: Props) {
  const actor = await pageWorkspace(await params);
  const members = await listMembers(actor);
  const isOwner = may(actor.role, "administer");
  const slug = actor.workspaceSlug;
  return (
    <>
      <PageHeader
        title="Members"
        meta={
          isOwner
            ? "A change of role and a removal take effect at that person's next request."
            : `You are ${ROLE_NAMES[actor.role]}. An owner adds, changes and removes members.`
        }
      />
      <MembersTable
        members={members}
        selfId={actor.userId}
        actions={
          isOwner
            ? { change: changeRoleAction.bind(null, slug), remove: removeMemberAction.bind(null, slug) }
            : null
        }
      />
      {isOwner ? (
        <Section title="Add a member">
          <AddMemberForm action={addMemberAction.bind(null, slug)} />
        </Section>
      ) : null}
      <Section title="What each role may do">
        <RightsTable />
      </Section>
    </>
  );
}
