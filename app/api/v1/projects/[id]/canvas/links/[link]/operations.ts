import { z } from "zod";
import { LinkIdSchema, revokeCanvasLink } from "#lib/features/canvas/server.ts";
import { EXAMPLE } from "../../../../../_serve/example-ids.ts";
import { defineOperation } from "../../../../../_serve/operation.ts";

const revoke = defineOperation({
  id: "revokeCanvasLink",
  method: "DELETE",
  path: "/projects/{id}/canvas/links/{link}",
  tag: "Plan",
  summary: "Revoke a link that reads this canvas",
  description: "It bites when the link is next opened. Revoking it again changes nothing.",
  right: "edit_plan",
  params: z.strictObject({ link: LinkIdSchema.shape.id }),
  otherAnswers: { 204: { description: "The link no longer works.", content: {} } },
  example: { params: { link: EXAMPLE.canvasLink } },
  handle: async ({ actor, params: { link } }) => {
    await revokeCanvasLink(actor, { id: link }, new Date());
    return new Response(null, { status: 204 });
  },
});

export const operations = [revoke];
