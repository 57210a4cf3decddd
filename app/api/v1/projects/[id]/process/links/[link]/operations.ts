import { changeLink, deleteLink, getLink, LinkPatchSchema } from "#lib/features/opportunities/server.ts";
import { EXAMPLE } from "../../../../../_serve/example-ids.ts";
import { defineOperation } from "../../../../../_serve/operation.ts";
import { DrawnLinkSchema, EXAMPLE_LINK, LinkParams, ProcessLinkSchema, toDrawn } from "../../shape.ts";

const path = "/projects/{id}/process/links/{link}";
const params = { link: EXAMPLE.processLink };

const read = defineOperation({
  id: "getProcessLink",
  method: "GET",
  path,
  tag: "Plan",
  summary: "Read a link between two tasks",
  right: "read",
  params: LinkParams,
  response: ProcessLinkSchema,
  example: { params, answer: EXAMPLE_LINK },
  handle: ({ actor, params: { link } }) => getLink(actor, link),
});

const change = defineOperation({
  id: "updateProcessLink",
  method: "PATCH",
  path,
  tag: "Plan",
  summary: "Lead a link elsewhere, or change its words",
  description: "What is left out stays as it is.",
  right: "edit_plan",
  params: LinkParams,
  body: LinkPatchSchema.meta({ id: "ProcessLinkChanges" }),
  response: DrawnLinkSchema,
  errors: ["conflict"],
  example: {
    params,
    body: { label: "calls and their spread" },
    answer: { ...EXAMPLE_LINK, label: "calls and their spread", loop: null },
  },
  handle: async ({ actor, params: { link }, body }) => {
    const drawn = await changeLink(actor, link, body);
    return toDrawn(await getLink(actor, link), drawn);
  },
});

const remove = defineOperation({
  id: "deleteProcessLink",
  method: "DELETE",
  path,
  tag: "Plan",
  summary: "Delete a link",
  right: "edit_plan",
  params: LinkParams,
  otherAnswers: { 204: { description: "It is gone.", content: {} } },
  example: { params },
  handle: async ({ actor, params: { link } }) => {
    await deleteLink(actor, link);
    return new Response(null, { status: 204 });
  },
});

export const operations = [read, change, remove];
