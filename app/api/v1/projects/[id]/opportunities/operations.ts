import { measurementOf } from "#app/(workspace)/w/[workspace]/p/[project]/opportunities/measurement.ts";
import {
  createOpportunity,
  getOpportunity,
  listOpportunities,
  OpportunityInputSchema,
  PlaceSchema,
  RankBySchema,
} from "#lib/features/opportunities/server.ts";
import { defineOperation, Reply } from "../../../_serve/operation.ts";
import { pageOf, pageQuery } from "../../../_serve/page.ts";
import { EXAMPLE_OPPORTUNITY, EXAMPLE_WISH, OpportunitySchema, toOpportunity } from "./shape.ts";

const path = "/projects/{id}/opportunities";

const list = defineOperation({
  id: "listOpportunities",
  method: "GET",
  path,
  tag: "Plan",
  summary: "List the opportunities, the best first",
  description:
    "The tasks of the process that a prediction could replace or help, in the project's order or by the score that `rankBy` names: value × feasibility, RICE or ICE. Each comes with its reason and a rough benefit a year; those that cannot be ranked come last. Ask for all pages by the same score.",
  right: "read",
  query: pageQuery({
    rankBy: RankBySchema.optional().meta({ description: "The project's own order when absent." }),
  }),
  response: pageOf(OpportunitySchema),
  example: { answer: { items: [EXAMPLE_OPPORTUNITY], nextCursor: null } },
  handle: async ({ actor, page, query: { rankBy } }) => {
    const measurement = () => measurementOf(actor);
    const tasks = await listOpportunities(actor, { after: page.after(PlaceSchema), rankBy, measurement });
    return page.of(tasks, {
      key: ({ score, value, name }) => ({ score, value, name }),
      item: toOpportunity,
    });
  },
});

const create = defineOperation({
  id: "createOpportunity",
  method: "POST",
  path,
  tag: "Plan",
  summary: "Add an opportunity",
  description: "Only the name is needed. A name that the project has already is answered by 409.",
  right: "edit_plan",
  body: OpportunityInputSchema.meta({ id: "NewOpportunity" }),
  status: 201,
  response: OpportunitySchema,
  responseHeaders: { Location: "The address of the new opportunity here." },
  errors: ["conflict"],
  example: { body: EXAMPLE_WISH, answer: EXAMPLE_OPPORTUNITY },
  handle: async ({ actor, body }) => {
    const { id } = await createOpportunity(actor, body);
    return new Reply(toOpportunity(await getOpportunity(actor, id)), {
      headers: { location: `/api/v1/projects/${actor.projectId}/opportunities/${id}` },
    });
  },
});

export const operations = [list, create];
