import { z } from "zod";
import { StartSchema, startProcess } from "#lib/features/opportunities/server.ts";
import { defineOperation } from "../../../../_serve/operation.ts";

const start = defineOperation({
  id: "startProcess",
  method: "POST",
  path: "/projects/{id}/process/start",
  tag: "Plan",
  summary: "Add the tasks and links of a common process",
  description:
    "Without grades and without money, which only you can know. A task whose name is taken stays as it is and is linked; doing it again adds nothing.",
  right: "edit_plan",
  body: StartSchema.meta({ id: "StartProcess" }),
  response: z
    .object({
      added: z.array(z.string()).meta({ description: "Names of the tasks." }),
      kept: z.array(z.string()),
      links: z.int().meta({ description: "How many were drawn." }),
    })
    .meta({ id: "StartedProcess" }),
  errors: ["conflict"],
  example: {
    body: { key: "call_volumes" },
    answer: {
      added: ["Gather calls and handling times", "Forecast calls per half hour"],
      kept: [],
      links: 7,
    },
  },
  handle: ({ actor, body }) => startProcess(actor, body),
});

export const operations = [start];
