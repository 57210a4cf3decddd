import { z } from "zod";
import { getModelRow } from "#lib/features/models/server.ts";
import { findRunAt } from "#lib/features/runs/server.ts";
import { EXAMPLE } from "../../../../../_serve/example-ids.ts";
import { defineOperation } from "../../../../../_serve/operation.ts";
import { RunParams } from "../../../runs/shape.ts";
import { EXAMPLE_MODEL, ModelSchema, toModel } from "../../shape.ts";

const MetricSchema = z.object({
  scope: z.string().meta({ description: "`selection`, `test`, or `fold-<n>` of a single fold." }),
  name: z.string(),
  value: z.number().nullable().meta({ description: "Null where it is not defined." }),
  pairs: z.int(),
});

const getModel = defineOperation({
  id: "getModel",
  method: "GET",
  path: "/projects/{id}/models/{run}/{model}",
  tag: "Models",
  summary: "Read one method of a run, with its scores of every fold",
  right: "read",
  params: RunParams.extend({ model: z.string().max(40) }),
  response: z.object({ ...ModelSchema.shape, metrics: z.array(MetricSchema) }).meta({ id: "ModelDetail" }),
  example: {
    params: { run: EXAMPLE.run, model: "theta" },
    answer: {
      ...EXAMPLE_MODEL,
      metrics: [{ scope: "selection", name: "mase", value: 0.74, pairs: 56 }],
    },
  },
  handle: async ({ actor, params: { run, model } }) => {
    const { number } = await findRunAt(actor, run);
    const row = await getModelRow(actor, { runNumber: number, model });
    const metrics = row.metrics.map(({ scope, name, value, count }) => ({
      scope,
      name,
      value,
      pairs: count,
    }));
    return { ...toModel(row), metrics };
  },
});

export const operations = [getModel];
