import { getThread, NewReplySchema, reply } from "#lib/features/canvas/server.ts";
import { EXAMPLE } from "../../../../../../_serve/example-ids.ts";
import { defineOperation, Reply } from "../../../../../../_serve/operation.ts";
import { EXAMPLE_THREAD, ThreadParams, ThreadSchema, toThread } from "../../shape.ts";

const add = defineOperation({
  id: "replyToComment",
  method: "POST",
  path: "/projects/{id}/canvas/comments/{thread}/replies",
  tag: "Plan",
  summary: "Reply in a thread of comments",
  description: "Opens a resolved thread again. Answers with the whole thread.",
  right: "read",
  params: ThreadParams,
  body: NewReplySchema.meta({ id: "NewCommentReply" }),
  status: 201,
  response: ThreadSchema,
  errors: ["conflict"],
  example: {
    params: { thread: EXAMPLE.thread },
    body: { text: "The store manager, with a reason." },
    answer: EXAMPLE_THREAD,
  },
  handle: async ({ actor, params: { thread: id }, body, onceKey }) => {
    await reply(actor, id, body, onceKey);
    const { thread, names } = await getThread(actor, id);
    return new Reply(toThread(thread, names), {});
  },
});

export const operations = [add];
