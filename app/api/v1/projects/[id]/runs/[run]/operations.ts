import { EXAMPLE } from "../../../../_serve/example-ids.ts";
import { defineOperation } from "../../../../_serve/operation.ts";
import { EXAMPLE_RUN, RunParams, RunSchema, readRun } from "../shape.ts";

const readRunOperation = defineOperation({
  id: "getRun",
  method: "GET",
  path: "/projects/{id}/runs/{run}",
  tag: "Runs",
  summary: "Read a run",
  description:
    "How far it is, and once it has succeeded every method's scores on the untouched folds and the verdict at the present unit costs.",
  right: "read",
  params: RunParams,
  response: RunSchema,
  example: { params: { run: EXAMPLE.run }, answer: EXAMPLE_RUN },
  handle: ({ actor, params: { run } }) => readRun(actor, run),
});

export const operations = [readRunOperation];
