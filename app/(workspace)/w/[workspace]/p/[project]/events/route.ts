import { accompany } from "#lib/features/canvas/server.ts";
import { requireProject, watchAccess } from "#lib/features/workspaces/server.ts";
import { AppError } from "#lib/platform/errors.ts";
import { eventStream } from "#lib/platform/events/stream.ts";
import { route } from "#lib/platform/http.ts";

export const dynamic = "force-dynamic";

interface Context {
  params: Promise<{ workspace: string; project: string }>;
}

function resumeFrom(request: Request): bigint | null {
  const text = request.headers.get("last-event-id") ?? new URL(request.url).searchParams.get("after");
  if (text === null || text === "") return null;
  if (!/^\d{1,18}$/.test(text)) {
    throw new AppError("invalid_input", { detail: "The number of the last event must be a whole number." });
  }
  return BigInt(text);
}

/** The one stream of a project: canvas, runs and verdicts. Resumes after `Last-Event-ID` or `?after=`. */
export const GET = route(async (request: Request, context: Context) => {
  const actor = await requireProject(await context.params);
  const stream = eventStream({
    projectId: actor.projectId,
    reader: actor.userId,
    after: resumeFrom(request),
    signal: request.signal,
    mayStillRead: await watchAccess(actor),
    beside: accompany(actor),
  });
  return new Response(stream, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
    },
  });
});
