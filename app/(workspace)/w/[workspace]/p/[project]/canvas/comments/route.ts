import { z } from "zod";
import { doToComments, getOpenCounts, getTalk } from "#lib/features/canvas/server.ts";
import { requireProject } from "#lib/features/workspaces/server.ts";
import { readJson, route } from "#lib/platform/http.ts";

interface Context {
  params: Promise<{ workspace: string; project: string }>;
}

const HEADERS = { "cache-control": "no-store" };

/** How many threads are open in each block; with `?state=`, the threads too, of one block or of all. */
export const GET = route(async (request: Request, { params }: Context) => {
  const actor = await requireProject(await params);
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const answer =
    query.state === undefined ? { counts: await getOpenCounts(actor) } : await getTalk(actor, query);
  return Response.json(answer, { headers: HEADERS });
});

/** What somebody says, or does to what was said; the service parses it. */
export const POST = route(async (request: Request, { params }: Context) => {
  const actor = await requireProject(await params);
  // Room for a text that is too long: the service says so in its own words.
  const deed = await readJson(request, z.unknown(), { maxBytes: 2_500_000 });
  return Response.json(await doToComments(actor, deed), { headers: HEADERS });
});
