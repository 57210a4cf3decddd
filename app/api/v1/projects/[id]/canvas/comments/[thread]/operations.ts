import { z } from "zod";
import { getThread, setResolved } from "#lib/features/canvas/server.ts";
import { EXAMPLE } from "../../../../../_serve/example-ids.ts";
import { defineOperation } from "../../../../../_serve/operation.ts";
import { EXAMPLE_THREAD, ThreadParams, ThreadSchema, toThread } from "../shape.ts";

const path = "/projects/{id}/canvas/comments/{thread}";
const params = { thread: EXAMPLE.thread };

const read = defineOperation({
  id: "getCommentThread",
  method: "GET",
  path,
  tag: "Plan",
  summary: "Read a thread of comments",
  right: "read",
  params: ThreadParams,
  response: ThreadSchema,
  example: { params, answer: EXAMPLE_THREAD },
  handle: async ({ actor, params: { thread: id } }) => {
    const { thread, names } = await getThread(actor, id);
    return toThread(thread, names);
  },
});

const resolve = defineOperation({
  id: "resolveCommentThread",
  method: "PATCH",
  path,
  tag: "Plan",
  summary: "Resolve a thread of comments, or open it again",
  right: "read",
  params: ThreadParams,
  body: z
    .strictObject({ resolved: z.boolean({ error: "must be true or false" }) })
    .meta({ id: "CommentThreadChange" }),
  response: ThreadSchema,
  example: { params, body: { resolved: false }, answer: EXAMPLE_THREAD },
  handle: async ({ actor, params: { thread: id }, body }) => {
    await setResolved(actor, { threadId: id, isResolved: body.resolved });
    const { thread, names } = await getThread(actor, id);
    return toThread(thread, names);
  },
});

export const operations = [read, resolve];
