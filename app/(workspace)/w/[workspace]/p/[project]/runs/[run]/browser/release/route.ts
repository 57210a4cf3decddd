import { ReleaseRequestSchema, releaseForBrowser } from "#lib/features/runs/server.ts";
import { requireProject } from "#lib/features/workspaces/server.ts";
import { readJson, route } from "#lib/platform/http.ts";

interface Context {
  params: Promise<{ workspace: string; project: string; run: string }>;
}

/** Gives the task back. A page that is being closed sends this as a beacon, which browsers may call text. */
export const POST = route(async (request: Request, { params }: Context) => {
  const { run, ...place } = await params;
  const actor = await requireProject(place, "edit_data_and_runs");
  const input = await readJson(request, ReleaseRequestSchema, { beacon: true });
  await releaseForBrowser(actor, Number(run), input);
  return new Response(null, { status: 204 });
});
