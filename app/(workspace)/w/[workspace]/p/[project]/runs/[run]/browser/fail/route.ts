import { FailRequestSchema, failForBrowser } from "#lib/features/runs/server.ts";
import { requireProject } from "#lib/features/workspaces/server.ts";
import { readJson, route } from "#lib/platform/http.ts";

interface Context {
  params: Promise<{ workspace: string; project: string; run: string }>;
}

/** Says that the task could not be done here, and why. */
export const POST = route(async (request: Request, { params }: Context) => {
  const { run, ...place } = await params;
  const actor = await requireProject(place, "edit_data_and_runs");
  const input = await readJson(request, FailRequestSchema);
  const answer = await failForBrowser(actor, Number(run), input);
  return Response.json(answer, { headers: { "cache-control": "no-store" } });
});
