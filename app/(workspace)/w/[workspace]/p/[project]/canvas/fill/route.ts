import { FillSchema } from "#lib/features/canvas/server.ts";
import { fillPlan } from "#lib/features/evidence/server.ts";
import { listProjects, requireProject } from "#lib/features/workspaces/server.ts";
import { readJson, route } from "#lib/platform/http.ts";

interface Context {
  params: Promise<{ workspace: string; project: string }>;
}

const HEADERS = { "cache-control": "no-store" };
/** A file of 1 MB as a text within JSON, which writes two signs for some. */
const MAX_BODY_BYTES = 2_500_000;

/** The other projects of the workspace, which this canvas can start from. */
export const GET = route(async (_request: Request, { params }: Context) => {
  const actor = await requireProject(await params, "edit_plan");
  const projects = (await listProjects(actor)).filter((project) => project.id !== actor.projectId);
  return Response.json({ projects: projects.map(({ id, name }) => ({ id, name })) }, { headers: HEADERS });
});

/** Fills canvas and claims from a template, another project or an exported file. */
export const POST = route(async (request: Request, { params }: Context) => {
  const actor = await requireProject(await params, "edit_plan");
  const wish = await readJson(request, FillSchema, { maxBytes: MAX_BODY_BYTES });
  return Response.json(await fillPlan(actor, wish), { headers: HEADERS });
});
