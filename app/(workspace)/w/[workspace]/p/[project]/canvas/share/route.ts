import { listCanvasLinks } from "#lib/features/canvas/server.ts";
import { requireProject } from "#lib/features/workspaces/server.ts";
import { route } from "#lib/platform/http.ts";

interface Context {
  params: Promise<{ workspace: string; project: string }>;
}

/** The links with which this canvas can be read, without what opens them. */
export const GET = route(async (_request: Request, { params }: Context) => {
  const actor = await requireProject(await params, "edit_plan");
  const links = await listCanvasLinks(actor, new Date());
  return Response.json({ links }, { headers: { "cache-control": "no-store" } });
});
