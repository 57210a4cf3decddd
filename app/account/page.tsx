import type { Metadata } from "next";
import Link from "next/link";
import { NameForm } from "#components/people/name-form.tsx";
import { PasswordForm } from "#components/people/password-form.tsx";
import { SessionsList } from "#components/people/sessions-list.tsx";
import { WorkspacesTable } from "#components/people/workspaces-table.tsx";
import { Mark } from "#components/shell/mark.tsx";
import { Button } from "#components/ui/button.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import {
  type AccountView,
  getAccount,
  listWorkspaces,
  oidcSettings,
  pageUser,
  SHARED_ACCOUNT,
  type WorkspaceRow,
} from "#lib/features/workspaces/server.ts";
import { formatDate } from "#lib/format/index.ts";
import { readSessionId } from "#lib/platform/session.ts";
import {
  changePasswordAction,
  endAllSessionsAction,
  endSessionAction,
  leaveWorkspaceAction,
  renameAction,
} from "./actions.ts";

export const metadata: Metadata = { title: "Your account" };

export default async function AccountPage() {
  const user = await pageUser("/account");
  const [account, workspaces] = await Promise.all([
    getAccount(user, { sessionId: await readSessionId(), now: new Date() }),
    listWorkspaces(user),
  ]);
  return (
    <main className="mx-auto w-full max-w-[48rem] px-4 py-14 max-md:py-8">
      <Link href="/" className="inline-flex items-center gap-2 text-section mb-6">
        <Mark />
        Forecanvas
      </Link>
      <PageHeader
        title="Your account"
        meta={`Signed in as ${account.email}.`}
        actions={
          <form action="/sign-out" method="post">
            <Button type="submit" className="max-md:w-full">
              Sign out
            </Button>
          </form>
        }
      />
      {account.isShared ? (
        <Notice
          title="An account of the demo"
          action={<ButtonLink href={`/w/${workspaces[0]?.slug ?? ""}`}>Back to the workspace</ButtonLink>}
        >
          {SHARED_ACCOUNT}
        </Notice>
      ) : (
        <OwnAccount account={account} workspaces={workspaces} />
      )}
    </main>
  );
}

function OwnAccount({ account, workspaces }: { account: AccountView; workspaces: readonly WorkspaceRow[] }) {
  return (
    <>
      <Section title="Name">
        <NameForm
          action={renameAction}
          label="Your name"
          hint="As others read it beside what you do."
          initial={account.name}
          autoComplete="name"
          submit={{ label: "Save", busy: "Saving" }}
        />
      </Section>
      <Section title="Signing in">
        <Identities identities={account.identities} />
        {account.hasPassword ? (
          <div className="max-w-88">
            <p className="text-ink2 mb-3">A new password signs you out of every other browser.</p>
            <PasswordForm action={changePasswordAction} email={account.email} />
          </div>
        ) : (
          <p className="text-ink2 max-w-[75ch]">
            This account has no password. One that it had before it was first used with the provider no longer
            works: only the provider has proved whose address this is. Should you need one, an owner of your
            workspaces can give you a link that sets it.
          </p>
        )}
      </Section>
      <Section title="Signed-in browsers">
        <SessionsList
          sessions={account.sessions}
          actions={{ end: endSessionAction, endAll: endAllSessionsAction }}
        />
      </Section>
      <Section title="Workspaces">
        {workspaces.length > 0 ? (
          <WorkspacesTable workspaces={workspaces} leave={leaveWorkspaceAction} />
        ) : (
          <p className="text-ink2">
            You are in no workspace.{" "}
            <Link href="/w" className="link">
              Make one
            </Link>
            , or ask an owner of one for an invitation.
          </p>
        )}
      </Section>
    </>
  );
}

function Identities({ identities }: { identities: readonly { issuer: string; since: number }[] }) {
  if (identities.length === 0) return null;
  const provider = oidcSettings();
  return (
    <ul className="mb-3">
      {identities.map(({ issuer, since }) => (
        <li key={`${issuer} ${since}`}>
          With{" "}
          <strong className="font-semibold">{issuer === provider?.issuer ? provider.name : issuer}</strong>,
          since {formatDate(since)}.
        </li>
      ))}
    </ul>
  );
}
