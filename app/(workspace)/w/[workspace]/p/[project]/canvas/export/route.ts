import { exportCanvas } from "#lib/features/canvas/server.ts";
import { listClaimFacts } from "#lib/features/evidence/server.ts";
import { requireProject } from "#lib/features/workspaces/server.ts";
import { route } from "#lib/platform/http.ts";

interface Context {
  params: Promise<{ workspace: string; project: string }>;
}

/** The canvas as a file: `?format=pdf`, `md` or `json`. */
export const GET = route(async (request: Request, { params }: Context) => {
  const actor = await requireProject(await params);
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const now = Date.now();
  const file = await exportCanvas(actor, query, { now, claims: await listClaimFacts(actor, { now }) });
  return new Response(file.bytes, {
    headers: {
      "content-type": file.contentType,
      "content-disposition": `attachment; filename="${file.fileName}"`,
      "cache-control": "no-store",
    },
  });
});
