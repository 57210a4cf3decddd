import {
  currentUser,
  listProjects,
  listWorkspaces,
  requireWorkspace,
} from "#lib/features/workspaces/server.ts";
import { route } from "#lib/platform/http.ts";

/** What the palette can go to beyond the page it is opened on. */
export const GET = route(async (_request: Request, context: { params: Promise<{ workspace: string }> }) => {
  const actor = await requireWorkspace(await context.params);
  const user = await currentUser();
  const [projects, workspaces] = await Promise.all([listProjects(actor), user ? listWorkspaces(user) : []]);
  return Response.json(
    {
      projects: projects.map(({ slug, name }) => ({ slug, name })),
      workspaces: workspaces
        .filter(({ slug }) => slug !== actor.workspaceSlug)
        .map(({ slug, name }) => ({ slug, name })),
    },
    { headers: { "cache-control": "no-store" } },
  );
});
