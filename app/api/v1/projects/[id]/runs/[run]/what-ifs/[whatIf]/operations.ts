import { z } from "zod";
import { findRunAt, getWhatIf } from "#lib/features/runs/server.ts";
import { EXAMPLE } from "../../../../../../_serve/example-ids.ts";
import { defineOperation } from "../../../../../../_serve/operation.ts";
import { RunParams } from "../../../shape.ts";
import { EXAMPLE_WHAT_IF, WhatIfSchema } from "../../explanation/shape.ts";

const read = defineOperation({
  id: "getWhatIf",
  method: "GET",
  path: "/projects/{id}/runs/{run}/what-ifs/{whatIf}",
  tag: "Runs",
  summary: "Read the answer to a what-if",
  right: "read",
  params: RunParams.extend({ whatIf: z.uuid() }),
  response: WhatIfSchema,
  errors: ["conflict"],
  example: { params: { run: EXAMPLE.run, whatIf: EXAMPLE.whatIf }, answer: EXAMPLE_WHAT_IF },
  handle: async ({ actor, params: { run, whatIf } }) => {
    const { number } = await findRunAt(actor, run);
    return getWhatIf(actor, number, whatIf);
  },
});

export const operations = [read];
