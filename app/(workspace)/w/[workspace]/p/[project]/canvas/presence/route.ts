import { z } from "zod";
import { announcePresence } from "#lib/features/canvas/server.ts";
import { requireProject } from "#lib/features/workspaces/server.ts";
import { readJson, route } from "#lib/platform/http.ts";

interface Context {
  params: Promise<{ workspace: string; project: string }>;
}

/** Where on the canvas somebody is at this moment; the event stream tells the others. */
export const POST = route(async (request: Request, { params }: Context) => {
  const actor = await requireProject(await params);
  await announcePresence(actor, await readJson(request, z.unknown(), { maxBytes: 2_000 }));
  return new Response(null, { status: 204, headers: { "cache-control": "no-store" } });
});
