import { createLink, getLink, LinkInputSchema } from "#lib/features/opportunities/server.ts";
import { defineOperation, Reply } from "../../../../_serve/operation.ts";
import { DrawnLinkSchema, EXAMPLE_LINK, toDrawn } from "../shape.ts";

const { id: _id, ...EXAMPLE_WISH } = EXAMPLE_LINK;

const create = defineOperation({
  id: "createProcessLink",
  method: "POST",
  path: "/projects/{id}/process/links",
  tag: "Plan",
  summary: "Link one task to another",
  description:
    "A loop is allowed and named in the answer: of a loop the link that was drawn last is the way back. A task cannot be linked to itself, and two tasks have one link in a direction.",
  right: "edit_plan",
  body: LinkInputSchema.meta({ id: "NewProcessLink" }),
  status: 201,
  response: DrawnLinkSchema,
  responseHeaders: { Location: "The address of the new link here." },
  errors: ["conflict"],
  example: { body: EXAMPLE_WISH, answer: { ...EXAMPLE_LINK, loop: null } },
  handle: async ({ actor, body }) => {
    const drawn = await createLink(actor, body);
    return new Reply(toDrawn(await getLink(actor, drawn.id), drawn), {
      headers: { location: `/api/v1/projects/${actor.projectId}/process/links/${drawn.id}` },
    });
  },
});

export const operations = [create];
