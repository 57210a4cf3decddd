import { openForecastCsv } from "#lib/features/verdict/server.ts";
import { requireProject } from "#lib/features/workspaces/server.ts";
import { route } from "#lib/platform/http.ts";

interface Context {
  params: Promise<{ workspace: string; project: string; run: string }>;
}

/** All forecasts of a finished run, or of one series with `?series=`, streamed as the reader takes them. */
export const GET = route(async (request, { params }: Context) => {
  const { run, ...place } = await params;
  const actor = await requireProject(place);
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const chunks = await openForecastCsv(actor, Number(run), query);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const { done, value } = chunks.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
  });
  const name = `forecast-run-${Number(run)}${query.series === undefined ? "" : `-series-${Number(query.series)}`}.csv`;
  return new Response(body, {
    headers: {
      "content-type": "text/csv; charset=utf-8; header=present",
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
    },
  });
});
