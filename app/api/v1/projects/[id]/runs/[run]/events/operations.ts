import { z } from "zod";
import { findRunAt } from "#lib/features/runs/server.ts";
import { AppError } from "#lib/platform/errors.ts";
import { eventStream } from "#lib/platform/events/stream.ts";
import { EXAMPLE } from "../../../../../_serve/example-ids.ts";
import { defineOperation } from "../../../../../_serve/operation.ts";
import { RunParams } from "../../shape.ts";

const LastEventIdSchema = z.string().regex(/^\d{1,18}$/, "Last-Event-ID must be the number of an event.");

const EVENTS = `retry: 1000
id: 41
event: hello
data: {"seq":"41"}

id: 42
data: {"projectId":"${EXAMPLE.project}","seq":"42","kind":"run.status_changed","ref":"${EXAMPLE.run}"}

`;

const events = defineOperation({
  id: "followRun",
  method: "GET",
  path: "/projects/{id}/runs/{run}/events",
  tag: "Runs",
  summary: "Follow a run as it goes",
  description:
    "Server-sent events about this run out of the project's one stream: `run.created`, `run.progressed`, `run.status_changed` and `verdict.computed`, numbered along the project. An event carries no data: read the run when one comes. Connect first and read the run then, and nothing is missed. The stream ends by itself after two minutes, and at once when the key is revoked: come back with the header `Last-Event-ID`, and it goes on without a gap.",
  right: "read",
  params: RunParams,
  requestHeaders: {
    "Last-Event-ID": {
      description: "The number of the last event that you have. Without it the stream begins at the present.",
      schema: LastEventIdSchema,
    },
  },
  otherAnswers: {
    200: { description: "The events, as they happen.", content: { "text/event-stream": EVENTS } },
  },
  example: { params: { run: EXAMPLE.run } },
  handle: async ({ actor, params: { run }, request, mayStillAct }) => {
    const { id } = await findRunAt(actor, run);
    const stream = eventStream({
      projectId: actor.projectId,
      reader: actor.userId,
      ref: id,
      after: resumeFrom(request),
      signal: request.signal,
      mayStillRead: mayStillAct,
    });
    return new Response(stream, {
      headers: {
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "no-store, no-transform",
        "x-accel-buffering": "no",
      },
    });
  },
});

function resumeFrom(request: Request): bigint | null {
  const text = request.headers.get("last-event-id");
  if (text === null || text === "") return null;
  const result = LastEventIdSchema.safeParse(text);
  if (result.success) return BigInt(result.data);
  const detail = result.error.issues[0]?.message ?? "Last-Event-ID is not as expected.";
  throw new AppError("invalid_input", { detail, fields: { "Last-Event-ID": detail } });
}

export const operations = [events];
