import type { Metadata } from "next";
import { KeysTable } from "#components/api/keys-table.tsx";
import { MakeKeyForm } from "#components/api/make-key-form.tsx";
import { RightsTable } from "#components/people/rights-table.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { may, ROLE_NAMES } from "#lib/features/workspaces/index.ts";
import { listApiKeys, pageWorkspace } from "#lib/features/workspaces/server.ts";
import { makeKeyAction, revokeKeyAction } from "./actions.ts";

interface Props {
  params: Promise<{ workspace: string }>;
}

export const metadata: Metadata = { title: "API keys" };

export default async function KeysPage({ params }: Props) {
  const actor = await pageWorkspace(await params);
  const isOwner = may(actor.role, "administer");
  const keys = isOwner ? await listApiKeys(actor, new Date()) : [];
  const slug = actor.workspaceSlug;
  return (
    <>
      <PageHeader
        title="API keys"
        meta={
          isOwner
            ? "A key lets a machine act here, with one role, under the key's own name. Revoking one takes effect at its next request."
            : `You are ${ROLE_NAMES[actor.role]}. An owner makes and revokes the keys with which machines act here.`
        }
        actions={<ButtonLink href={`/w/${slug}/api`}>Read the API</ButtonLink>}
      />
      {isOwner ? (
        <>
          {keys.length > 0 ? (
            <KeysTable keys={keys} revoke={revokeKeyAction.bind(null, slug)} />
          ) : (
            <EmptyState
              title="No keys yet."
              example="For example: “Nightly upload”, data scientist, which sends last night's sales at 05:00 and starts a run."
            >
              A script sends its key with each request, and may do what the key's role may.
            </EmptyState>
          )}
          <Section title="Make a key" aside="Shown once, when it is made.">
            <MakeKeyForm action={makeKeyAction.bind(null, slug)} />
          </Section>
        </>
      ) : null}
      <Section title="What each role may do">
        <RightsTable />
      </Section>
    </>
  );
}
