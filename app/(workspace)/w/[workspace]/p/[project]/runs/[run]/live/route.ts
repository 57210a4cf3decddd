import { getRunLive } from "#lib/features/runs/server.ts";
import { requireProject } from "#lib/features/workspaces/server.ts";
import { route } from "#lib/platform/http.ts";

interface Context {
  params: Promise<{ workspace: string; project: string; run: string }>;
}

/** The live panel's state as JSON. */
export const GET = route(async (_request: Request, context: Context) => {
  const params = await context.params;
  const actor = await requireProject(params);
  const live = await getRunLive(actor, Number(params.run));
  return Response.json(live, { headers: { "cache-control": "no-store" } });
});
