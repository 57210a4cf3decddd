import { z } from "zod";
import { ExplainedModelSchema, findRunAt, getExplanations, seriesNumber } from "#lib/features/runs/server.ts";
import { EXAMPLE } from "../../../../../_serve/example-ids.ts";
import { defineOperation } from "../../../../../_serve/operation.ts";
import { RunParams } from "../../shape.ts";
import { EXAMPLE_EXPLANATION, ExplanationSchema } from "./shape.ts";

const explanation = defineOperation({
  id: "getExplanation",
  method: "GET",
  path: "/projects/{id}/runs/{run}/explanation",
  tag: "Runs",
  summary: "Read why a run forecasts what it does",
  description:
    "A worker takes the series apart the first time that it is asked for: read it again until `state` is `done` or `failed`. What is told is what the model has learnt, no proof of cause. A run that has not succeeded answers 409.",
  right: "read",
  params: RunParams,
  query: z.strictObject({
    series: z.string().min(1).max(300).meta({ description: "The series' id in the data." }),
    model: ExplainedModelSchema.meta({
      description: "Whose forecast is taken apart: one of the run's models.",
    }),
  }),
  response: ExplanationSchema,
  errors: ["conflict"],
  example: {
    params: { run: EXAMPLE.run },
    query: { series: "item-0", model: "theta" },
    answer: EXAMPLE_EXPLANATION,
  },
  handle: async ({ actor, params: { run }, query }) => {
    const { number } = await findRunAt(actor, run);
    const series = String(await seriesNumber(actor, number, query.series));
    const { inputs, series: parts } = await getExplanations(actor, number, { series, model: query.model });
    return { inputs, series: parts };
  },
});

export const operations = [explanation];
