import { z } from "zod";
import {
  askWhatIf,
  findRunAt,
  getWhatIf,
  seriesNumber,
  WhatIfRequestSchema,
} from "#lib/features/runs/server.ts";
import { EXAMPLE } from "../../../../../_serve/example-ids.ts";
import { defineOperation, Reply } from "../../../../../_serve/operation.ts";
import { RunParams } from "../../shape.ts";
import { EXAMPLE_WHAT_IF, WhatIfSchema } from "../explanation/shape.ts";

const ask = defineOperation({
  id: "askWhatIf",
  method: "POST",
  path: "/projects/{id}/runs/{run}/what-ifs",
  tag: "Runs",
  summary: "Ask what if",
  description:
    "The forecast of one series as it stands, and as the same fitted model makes it when inputs that are known ahead have other values over the horizon. Read it by its id until `state` is `done` or `failed`; the same question again answers what there is. An input that is only known afterwards is refused.",
  right: "edit_plan",
  params: RunParams,
  body: z.strictObject({
    series: z.string().min(1).max(300).meta({ description: "The series' id in the data." }),
    changes: WhatIfRequestSchema.shape.changes,
  }),
  status: 202,
  otherStatuses: { 200: "The answer, which was there already." },
  response: WhatIfSchema,
  errors: ["conflict"],
  example: {
    params: { run: EXAMPLE.run },
    body: { series: "item-0", changes: [{ name: "promo", values: [1, 1, null] }] },
    answer: { ...EXAMPLE_WHAT_IF, state: "waiting", progress: 0, answer: null },
  },
  handle: async ({ actor, params: { run }, body }) => {
    const { number } = await findRunAt(actor, run);
    const series = await seriesNumber(actor, number, body.series);
    const id = await askWhatIf(actor, number, { series, changes: body.changes });
    const found = await getWhatIf(actor, number, id);
    return new Reply(found, { status: found.state === "done" ? 200 : 202 });
  },
});

export const operations = [ask];
