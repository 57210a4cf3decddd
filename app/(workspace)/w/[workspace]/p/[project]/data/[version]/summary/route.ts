import { getSeriesSummary } from "#lib/features/datasets/server.ts";
import { requireProject } from "#lib/features/workspaces/server.ts";
import { route } from "#lib/platform/http.ts";

interface Context {
  params: Promise<{ workspace: string; project: string; version: string }>;
}

/** Columns of numbers, one entry a series. A version never changes, so a browser may keep it. */
export const GET = route(async (_request: Request, { params }: Context) => {
  const { version, ...project } = await params;
  const summary = await getSeriesSummary(await requireProject(project), version);
  return Response.json(summary, { headers: { "cache-control": "private, max-age=3600" } });
});
