import { readColumns } from "#lib/features/datasets/server.ts";
import { requireProject } from "#lib/features/workspaces/server.ts";
import { route } from "#lib/platform/http.ts";

interface Context {
  params: Promise<{ workspace: string; project: string; version: string }>;
}

/**
 * The figures and pictures of every series: JSON, packed as it is kept, for the page to unpack. The address names the rules
 * that counted, so that a browser may keep it.
 */
export const GET = route(async (_request: Request, { params }: Context) => {
  const { version, ...project } = await params;
  const columns = await readColumns(await requireProject(project), version);
  return new Response(new Uint8Array(columns), {
    headers: { "content-type": "application/gzip", "cache-control": "private, max-age=3600" },
  });
});
