import { findRunAt } from "#lib/features/runs/server.ts";
import { openUntouched } from "#lib/features/verdict/server.ts";
import { EXAMPLE } from "../../../../../_serve/example-ids.ts";
import { defineOperation } from "../../../../../_serve/operation.ts";
import { EXAMPLE_RUN, RunParams, RunSchema, readRun } from "../../shape.ts";

const open = defineOperation({
  id: "openUntouchedFolds",
  method: "POST",
  path: "/projects/{id}/runs/{run}/untouched",
  tag: "Runs",
  summary: "Open the untouched folds of a sealed run",
  description:
    "For a run that was asked for with `sealed`. Its errors on the untouched folds and its verdict are there from then on; they cannot be sealed again. Opening what is open changes nothing.",
  right: "decide",
  params: RunParams,
  response: RunSchema,
  errors: ["conflict"],
  example: { params: { run: EXAMPLE.sealedRun }, answer: { ...EXAMPLE_RUN, id: EXAMPLE.sealedRun } },
  handle: async ({ actor, params: { run } }) => {
    const { number } = await findRunAt(actor, run);
    await openUntouched(actor, number);
    return readRun(actor, run);
  },
});

export const operations = [open];
