import { getAgreements } from "#lib/features/canvas/server.ts";
import { requireProject } from "#lib/features/workspaces/server.ts";
import { route } from "#lib/platform/http.ts";

interface Context {
  params: Promise<{ workspace: string; project: string }>;
}

/** Who agreed to which block and when, and what changed since. */
export const GET = route(async (_request: Request, { params }: Context) => {
  const actor = await requireProject(await params);
  return Response.json(await getAgreements(actor), { headers: { "cache-control": "no-store" } });
});
