import { applyCanvasUpdate, getCanvasUpdates, MAX_UPDATE_BYTES } from "#lib/features/canvas/server.ts";
import { requireProject } from "#lib/features/workspaces/server.ts";
import { AppError } from "#lib/platform/errors.ts";
import { assertSameOrigin, readBytes, route } from "#lib/platform/http.ts";

interface Context {
  params: Promise<{ workspace: string; project: string }>;
}

const BINARY = "application/octet-stream";

/** The document's changes after `?since=`, merged; 204 when there are none. */
export const GET = route(async (request: Request, { params }: Context) => {
  const actor = await requireProject(await params);
  const since = new URL(request.url).searchParams.get("since") ?? "0";
  const news = await getCanvasUpdates(actor, { since });
  const headers = { "cache-control": "no-store" };
  if (news === null) return new Response(null, { status: 204, headers });
  return new Response(new Uint8Array(news.bytes), {
    headers: { ...headers, "content-type": BINARY, "canvas-seq": news.seq },
  });
});

/** One change as the body; `Idempotency-Key` names it, so that a retry stores nothing twice. */
export const POST = route(async (request: Request, { params }: Context) => {
  assertSameOrigin(request);
  const actor = await requireProject(await params, "edit_plan");
  if (request.headers.get("content-type") !== BINARY) {
    throw new AppError("unsupported_type", { detail: `Send the change as ${BINARY}.` });
  }
  const bytes = await readBytes(request, MAX_UPDATE_BYTES);
  const stored = await applyCanvasUpdate(actor, {
    clientId: request.headers.get("idempotency-key") ?? "",
    bytes,
  });
  return Response.json(stored, { headers: { "cache-control": "no-store" } });
});
