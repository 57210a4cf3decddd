import { measurementOf } from "#app/(workspace)/w/[workspace]/p/[project]/opportunities/measurement.ts";
import {
  changeOpportunity,
  deleteOpportunity,
  getOpportunity,
  OpportunityPatchSchema,
} from "#lib/features/opportunities/server.ts";
import { EXAMPLE } from "../../../../_serve/example-ids.ts";
import { defineOperation } from "../../../../_serve/operation.ts";
import { EXAMPLE_OPPORTUNITY, OpportunityParams, OpportunitySchema, toOpportunity } from "../shape.ts";

const path = "/projects/{id}/opportunities/{task}";
const params = { task: EXAMPLE.opportunity };

const read = defineOperation({
  id: "getOpportunity",
  method: "GET",
  path,
  tag: "Plan",
  summary: "Read an opportunity",
  right: "read",
  params: OpportunityParams,
  response: OpportunitySchema,
  example: { params, answer: EXAMPLE_OPPORTUNITY },
  handle: async ({ actor, params: { task } }) =>
    toOpportunity(await getOpportunity(actor, task, { measurement: () => measurementOf(actor) })),
});

const change = defineOperation({
  id: "updateOpportunity",
  method: "PATCH",
  path,
  tag: "Plan",
  summary: "Change an opportunity, or choose it",
  description:
    "Fields that are left out stay as they are. With `isChosen: true` the project is about this one, and no longer about the one that was chosen before; `…/choose` fills the plan from it as well.",
  right: "edit_plan",
  params: OpportunityParams,
  body: OpportunityPatchSchema.meta({ id: "OpportunityChanges" }),
  response: OpportunitySchema,
  errors: ["conflict"],
  example: {
    params,
    body: { dataReadiness: 4, isChosen: true },
    answer: { ...EXAMPLE_OPPORTUNITY, dataReadiness: 4, isChosen: true },
  },
  handle: async ({ actor, params: { task }, body }) => {
    await changeOpportunity(actor, task, body);
    return toOpportunity(await getOpportunity(actor, task, { measurement: () => measurementOf(actor) }));
  },
});

const remove = defineOperation({
  id: "deleteOpportunity",
  method: "DELETE",
  path,
  tag: "Plan",
  summary: "Delete an opportunity",
  right: "edit_plan",
  params: OpportunityParams,
  otherAnswers: { 204: { description: "It is gone.", content: {} } },
  example: { params },
  handle: async ({ actor, params: { task } }) => {
    await deleteOpportunity(actor, task);
    return new Response(null, { status: 204 });
  },
});

export const operations = [read, change, remove];
