import { z } from "zod";
import {
  beginThread,
  getThread,
  listThreads,
  NewThreadSchema,
  THREAD_STATES,
} from "#lib/features/canvas/server.ts";
import { defineOperation, Reply } from "../../../../_serve/operation.ts";
import { pageOf, pageQuery } from "../../../../_serve/page.ts";
import { EXAMPLE_THREAD, EXAMPLE_WISH, ThreadSchema, toThread } from "./shape.ts";

const path = "/projects/{id}/canvas/comments";
const KeySchema = z.strictObject({ id: z.uuid() });

const list = defineOperation({
  id: "listCommentThreads",
  method: "GET",
  path,
  tag: "Plan",
  summary: "List the comments on the canvas",
  description: "By thread, the oldest first. Open ones unless `state` says otherwise.",
  right: "read",
  query: pageQuery({
    block: NewThreadSchema.shape.block.optional(),
    state: z.enum(THREAD_STATES, { error: `must be one of ${THREAD_STATES.join(", ")}` }).default("open"),
  }),
  response: pageOf(ThreadSchema),
  example: { query: { state: "open" }, answer: { items: [EXAMPLE_THREAD], nextCursor: null } },
  handle: async ({ actor, query: { block, state }, page }) => {
    const past = page.after(KeySchema)?.id ?? null;
    const { threads, names } = await listThreads(actor, { block, state, past, limit: page.limit + 1 });
    return page.of(threads, { key: ({ id }) => ({ id }), item: (thread) => toThread(thread, names) });
  },
});

const begin = defineOperation({
  id: "createCommentThread",
  method: "POST",
  path,
  tag: "Plan",
  summary: "Comment on a block of the canvas",
  description:
    "Every role may. `<@id>` in the text mentions a member of the workspace, who then finds it under “For you”. With an `Idempotency-Key` a request that is repeated says nothing twice.",
  right: "read",
  body: NewThreadSchema.meta({ id: "NewCommentThread" }),
  status: 201,
  response: ThreadSchema,
  responseHeaders: { Location: "The address of the new thread here." },
  errors: ["conflict"],
  example: { body: EXAMPLE_WISH, answer: EXAMPLE_THREAD },
  handle: async ({ actor, body, onceKey }) => {
    const { threadId } = await beginThread(actor, body, onceKey);
    const { thread, names } = await getThread(actor, threadId);
    return new Reply(toThread(thread, names), {
      headers: { location: `/api/v1/projects/${actor.projectId}/canvas/comments/${threadId}` },
    });
  },
});

export const operations = [list, begin];
