import { exportOpportunities } from "#lib/features/opportunities/server.ts";
import { requireProject } from "#lib/features/workspaces/server.ts";
import { route } from "#lib/platform/http.ts";
import { measurementOf } from "../measurement.ts";

interface Context {
  params: Promise<{ workspace: string; project: string }>;
}

/** The process and its ranked list as a file: `?format=csv` or `json`. */
export const GET = route(async (request: Request, { params }: Context) => {
  const actor = await requireProject(await params);
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const file = await exportOpportunities(actor, query, { measurement: () => measurementOf(actor) });
  return new Response(file.text, {
    headers: {
      "content-type": file.contentType,
      "content-disposition": `attachment; filename="${file.fileName}"`,
      "cache-control": "no-store",
    },
  });
});
