import { storeBrowserResult } from "#lib/features/runs/server.ts";
import { requireProject } from "#lib/features/workspaces/server.ts";
import { AppError } from "#lib/platform/errors.ts";
import { assertSameOrigin, readBytes, route } from "#lib/platform/http.ts";

interface Context {
  params: Promise<{ workspace: string; project: string; run: string }>;
}

const BINARY = "application/octet-stream";

/** What was computed for the task that `?task=&attempt=&worker=` names, as bytes. */
export const POST = route(async (request: Request, { params }: Context) => {
  assertSameOrigin(request);
  const { run, ...place } = await params;
  const actor = await requireProject(place, "edit_data_and_runs");
  if (request.headers.get("content-type") !== BINARY) {
    throw new AppError("unsupported_type", { detail: `Send the result as ${BINARY}.` });
  }
  const query = Object.fromEntries(new URL(request.url).searchParams);
  await storeBrowserResult(actor, Number(run), query, (maxBytes) => readBytes(request, maxBytes));
  return new Response(null, { status: 204 });
});
