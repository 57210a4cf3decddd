import { proposeLabels } from "#lib/features/datasets/server.ts";
import { requireProject } from "#lib/features/workspaces/server.ts";
import { route } from "#lib/platform/http.ts";

interface Context {
  params: Promise<{ workspace: string; project: string; version: string }>;
}

/** What the detectors find in this version and nobody has answered yet. */
export const GET = route(async (_request: Request, { params }: Context) => {
  const { version, ...project } = await params;
  const proposals = await proposeLabels(await requireProject(project), version);
  return Response.json(proposals, { headers: { "cache-control": "private, no-store" } });
});
