import { getSeries, listSeries } from "#lib/features/verdict/server.ts";
import { requireProject } from "#lib/features/workspaces/server.ts";
import { route } from "#lib/platform/http.ts";

interface Context {
  params: Promise<{ workspace: string; project: string; run: string }>;
}

/** One series of a finished run with `?series=`, else the list that the picker searches. */
export const GET = route(async (request, { params }: Context) => {
  const { run, ...place } = await params;
  const actor = await requireProject(place);
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const answer =
    "series" in query
      ? await getSeries(actor, Number(run), query)
      : await listSeries(actor, Number(run), query);
  return Response.json(answer, { headers: { "cache-control": "private, no-store" } });
});
