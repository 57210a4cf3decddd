import { ButtonLink } from "#components/ui/button-link.tsx";
import { Notice } from "#components/ui/notice.tsx";
import {
  currentUser,
  DEAD_INVITATION,
  listWorkspaces,
  readInvitation,
  UNKNOWN_INVITATION,
} from "#lib/features/workspaces/server.ts";
import { askedToken } from "../../asked-token.ts";

/** Says why the invitation of this address does not work, with a status that says so too. */
export default async function DeadInvitation() {
  const invitation = await readInvitation(await askedToken(), new Date());
  const words =
    invitation && invitation.state !== "open" ? DEAD_INVITATION[invitation.state] : UNKNOWN_INVITATION;
  const user = await currentUser();
  const joined = user && invitation ? await listWorkspaces(user) : [];
  const workspace = joined.find(({ slug }) => slug === invitation?.workspaceSlug);
  return (
    <>
      <h1 className="text-title mb-4">This link does not work</h1>
      <Notice tone="stale">{words}</Notice>
      <div className="flex flex-wrap gap-2 mt-4">
        {workspace ? (
          <ButtonLink href={`/w/${workspace.slug}`} variant="primary">
            Open {workspace.name}
          </ButtonLink>
        ) : (
          <ButtonLink href={user ? "/" : "/sign-in"}>{user ? "Go to your projects" : "Sign in"}</ButtonLink>
        )}
      </div>
    </>
  );
}
