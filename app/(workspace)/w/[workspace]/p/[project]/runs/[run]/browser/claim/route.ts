import { ClaimRequestSchema, claimForBrowser } from "#lib/features/runs/server.ts";
import { requireProject } from "#lib/features/workspaces/server.ts";
import { readJson, route } from "#lib/platform/http.ts";

interface Context {
  params: Promise<{ workspace: string; project: string; run: string }>;
}

/** The next task for this browser; waits a while for one to become free. */
export const POST = route(async (request: Request, { params }: Context) => {
  const { run, ...place } = await params;
  const actor = await requireProject(place, "edit_data_and_runs");
  const input = await readJson(request, ClaimRequestSchema);
  const answer = await claimForBrowser(actor, Number(run), input, request.signal);
  return Response.json(answer, { headers: { "cache-control": "no-store" } });
});
