import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { AcceptForm } from "#components/people/accept-form.tsx";
import { InvitedSignUpForm } from "#components/people/invited-sign-up-form.tsx";
import { ProviderLink } from "#components/people/provider-link.tsx";
import { Button } from "#components/ui/button.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { ROLE_NAMES } from "#lib/features/workspaces/index.ts";
import {
  currentUser,
  type InvitationView,
  listWorkspaces,
  oidcSettings,
  readInvitation,
} from "#lib/features/workspaces/server.ts";
import { formatDateTime } from "#lib/format/index.ts";
import { signOutAndComeBackAction } from "../../actions.ts";
import { acceptInvitationAction, acceptWithNewAccountAction } from "../actions.ts";

export const metadata: Metadata = { title: "Invitation", robots: { index: false } };

interface Props {
  params: Promise<{ token: string }>;
}

/** Opening the link changes nothing: mail programs open links too. A button joins. */
export default async function InvitationPage({ params }: Props) {
  const { token } = await params;
  const invitation = await readInvitation(token, new Date());
  // The words of why are those of not-found.tsx beside.
  if (invitation?.state !== "open") notFound();
  return (
    <>
      <h1 className="text-title mb-1 [overflow-wrap:anywhere]">Join {invitation.workspaceName}</h1>
      <p className="text-ink2 mb-4 [overflow-wrap:anywhere]">
        {invitation.invitedBy} invited {invitation.email} as {ROLE_NAMES[invitation.role]}. The link works
        once, until {formatDateTime(invitation.expiresAt)}.
      </p>
      <NextStep token={token} invitation={invitation} />
    </>
  );
}

async function NextStep({ token, invitation }: { token: string; invitation: InvitationView }) {
  const { email, role, hasAccount, workspaceSlug, workspaceName } = invitation;
  const user = await currentUser();
  const here = `/invitation/${token}`;
  const join = `Join as ${ROLE_NAMES[role]}`;
  if (user && user.email !== email) return <OtherAccount signedInAs={user.email} email={email} here={here} />;
  if (user) {
    const workspaces = await listWorkspaces(user);
    if (!workspaces.some((workspace) => workspace.slug === workspaceSlug)) {
      return <AcceptForm action={acceptInvitationAction.bind(null, token)} label={join} />;
    }
    return (
      <Notice
        title="You are a member already."
        action={<ButtonLink href={`/w/${workspaceSlug}`}>Open {workspaceName}</ButtonLink>}
      >
        There is nothing to accept. An owner changes your role in the list of members.
      </Notice>
    );
  }
  const provider = oidcSettings();
  const withProvider = provider ? <ProviderLink name={provider.name} callbackUrl={here} /> : null;
  if (hasAccount) {
    return (
      <Choice
        words={`There is an account with the e-mail ${email}. Sign in with it, and you come back here.`}
        other={withProvider}
      >
        <ButtonLink href={`/sign-in?callbackUrl=${encodeURIComponent(here)}`} variant="primary">
          Sign in
        </ButtonLink>
      </Choice>
    );
  }
  return (
    <Choice
      words="There is no account with this e-mail yet. Make one, and you have joined."
      other={withProvider}
    >
      <InvitedSignUpForm
        action={acceptWithNewAccountAction.bind(null, token)}
        email={email}
        label={`Make the account and ${join.toLowerCase()}`}
      />
    </Choice>
  );
}

function Choice({ words, other, children }: { words: string; other: ReactNode; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-4">
      <p className="[overflow-wrap:anywhere]">{words}</p>
      {children}
      {other ? (
        <div className="flex flex-col gap-2 border-t border-line pt-4">
          <p className="text-secondary text-ink3">Or, with the same e-mail address:</p>
          {other}
        </div>
      ) : null}
    </div>
  );
}

function OtherAccount({ signedInAs, email, here }: { signedInAs: string; email: string; here: string }) {
  return (
    <Notice tone="stale" title={`You are signed in as ${signedInAs}.`}>
      <p className="mb-3 [overflow-wrap:anywhere]">
        This invitation is for {email}, and nobody else can use it. If that is you too, sign out and come back
        to this page. If it is not, ask an owner to invite {signedInAs}.
      </p>
      <form action={signOutAndComeBackAction}>
        <input type="hidden" name="callbackUrl" value={here} />
        <Button type="submit">Sign out and come back</Button>
      </form>
    </Notice>
  );
}
