import { getEvidence } from "#lib/features/evidence/server.ts";
import { requireProject } from "#lib/features/workspaces/server.ts";
import { route } from "#lib/platform/http.ts";

interface Context {
  params: Promise<{ workspace: string; project: string }>;
}

/** The claims with their state as of now, for a canvas that is open. */
export const GET = route(async (_request: Request, { params }: Context) => {
  const actor = await requireProject(await params);
  const evidence = await getEvidence(actor, { now: Date.now() });
  return Response.json(evidence, { headers: { "cache-control": "no-store" } });
});
