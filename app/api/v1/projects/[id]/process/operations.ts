import { changeTerms, getProcess, TermsPatchSchema } from "#lib/features/opportunities/server.ts";
import { EXAMPLE } from "../../../_serve/example-ids.ts";
import { defineOperation } from "../../../_serve/operation.ts";
import { EXAMPLE_LINK, EXAMPLE_TERMS, ProcessSchema, toProcess } from "./shape.ts";

const path = "/projects/{id}/process";

const answer = {
  tasks: [
    { id: EXAMPLE.opportunity, name: "Forecast calls", column: 0 },
    { id: EXAMPLE.nextOpportunity, name: "Plan staff per hour", column: 1 },
  ],
  links: [{ ...EXAMPLE_LINK, isBack: false }],
  terms: EXAMPLE_TERMS,
};

const read = defineOperation({
  id: "getProcess",
  method: "GET",
  path,
  tag: "Plan",
  summary: "Read the business process",
  description:
    "All tasks with their place in the process, the links between them, and what the figures of all opportunities assume. The tasks themselves are the opportunities.",
  right: "read",
  response: ProcessSchema,
  example: { answer },
  handle: async ({ actor }) => toProcess(await getProcess(actor)),
});

const change = defineOperation({
  id: "updateProcess",
  method: "PATCH",
  path,
  tag: "Plan",
  summary: "Change the order of the opportunities, or what their figures assume",
  description: "What is left out stays as it is.",
  right: "edit_plan",
  body: TermsPatchSchema.meta({ id: "ProcessChanges" }),
  response: ProcessSchema,
  example: {
    body: { rankBy: "rice", hourlyCost: 45 },
    answer: { ...answer, terms: { ...EXAMPLE_TERMS, rankBy: "rice" } },
  },
  handle: async ({ actor, body }) => {
    await changeTerms(actor, body);
    return toProcess(await getProcess(actor));
  },
});

export const operations = [read, change];
