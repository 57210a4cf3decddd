import { redirect } from "next/navigation";
import { listWorkspaces, pageUser } from "#lib/features/workspaces/server.ts";

/** One workspace is opened at once; with several, or none, one chooses. */
export default async function Home() {
  const user = await pageUser("/");
  const workspaces = await listWorkspaces(user);
  const only = workspaces.length === 1 ? workspaces[0] : undefined;
  redirect(only ? `/w/${only.slug}` : "/w");
}
