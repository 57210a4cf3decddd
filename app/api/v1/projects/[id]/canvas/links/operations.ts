import { z } from "zod";
import { createCanvasLink, listCanvasLinks, NewLinkSchema } from "#lib/features/canvas/server.ts";
import { defineOperation } from "../../../../_serve/operation.ts";
import { EXAMPLE_LINK, LinkSchema, toLink } from "./shape.ts";

const path = "/projects/{id}/canvas/links";

const list = defineOperation({
  id: "listCanvasLinks",
  method: "GET",
  path,
  tag: "Plan",
  summary: "List the links that read this canvas",
  description: "Those that work now, newest first. What opens them is not given again.",
  right: "edit_plan",
  response: z.object({ links: z.array(LinkSchema) }),
  example: { answer: { links: [EXAMPLE_LINK] } },
  handle: async ({ actor }) => ({ links: (await listCanvasLinks(actor, new Date())).map(toLink) }),
});

const create = defineOperation({
  id: "createCanvasLink",
  method: "POST",
  path,
  tag: "Plan",
  summary: "Make a link that reads this canvas",
  description:
    "Whoever has the link reads the poster without signing in, until it expires or is revoked: no names of people, and nothing else of the workspace. The link is given this once.",
  right: "edit_plan",
  body: NewLinkSchema.meta({ id: "NewCanvasLink" }),
  status: 201,
  response: LinkSchema.extend({ link: z.string() }).meta({ id: "MadeCanvasLink" }),
  errors: ["conflict"],
  example: {
    body: { label: EXAMPLE_LINK.label, expiresInDays: 30 },
    answer: { ...EXAMPLE_LINK, link: "https://forecanvas.example/s/f3kM…" },
  },
  handle: async ({ actor, body }) => {
    const made = await createCanvasLink(actor, body, new Date());
    return { ...toLink(made), link: made.link };
  },
});

export const operations = [list, create];
