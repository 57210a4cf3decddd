import { findRunAt } from "#lib/features/runs/server.ts";
import { ForecastQuerySchema, openForecastFile } from "#lib/features/verdict/server.ts";
import { EXAMPLE } from "../../../../../_serve/example-ids.ts";
import { defineOperation } from "../../../../../_serve/operation.ts";
import { RunParams } from "../../shape.ts";

const CSV = `unique_id,ds,yhat,yhat-lo-80,yhat-hi-80,yhat-lo-95,yhat-hi-95
item-0,2024-04-30,11.2,9.8,12.6,9.1,13.3
`;
const JSON_TEXT = `{"model":"theta","items":[{"unique_id":"item-0","ds":"2024-04-30","yhat":11.2,"yhat-lo-80":9.8,"yhat-hi-80":12.6,"yhat-lo-95":9.1,"yhat-hi-95":13.3}]}`;

const TYPES = {
  csv: "text/csv; charset=utf-8; header=present",
  json: "application/json",
} as const;

const { model, format } = ForecastQuerySchema.shape;

const forecast = defineOperation({
  id: "getForecast",
  method: "GET",
  path: "/projects/{id}/runs/{run}/forecast",
  tag: "Runs",
  summary: "Get the forecast",
  description:
    "The periods after the data, a line a series and period, streamed. `yhat` is the median; `yhat-lo-80` and `yhat-hi-80` hold what comes with 80 %. Ids are exactly those of the data. A series that is too short for the model has empty fields (CSV) or null (JSON). The format is `?format=`, else what `Accept` prefers, else CSV. A run that has not succeeded answers 409.",
  right: "read",
  params: RunParams,
  query: ForecastQuerySchema.extend({
    model: model.meta({
      description: "Which of the run's models; when absent, the best one on the selection folds.",
    }),
    format: format.optional(),
  }),
  otherAnswers: {
    200: { description: "The forecast.", content: { "text/csv": CSV, "application/json": JSON_TEXT } },
  },
  errors: ["conflict"],
  example: { params: { run: EXAMPLE.run }, query: { model: "theta", format: "csv" } },
  handle: async ({ actor, params: { run }, query, request }) => {
    const { number } = await findRunAt(actor, run);
    const file = await openForecastFile(actor, number, {
      ...query,
      format: query.format ?? accepted(request),
    });
    const encoder = new TextEncoder();
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        const { done, value } = file.chunks.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value));
      },
    });
    return new Response(body, {
      headers: {
        "content-type": TYPES[file.format],
        "content-disposition": `attachment; filename="forecast-run-${number}-${file.model}.${file.format}"`,
        vary: "accept",
        "x-content-type-options": "nosniff",
      },
    });
  },
});

/** CSV unless JSON alone is asked for, or asked for with more weight. */
function accepted(request: Request): "csv" | "json" {
  const weights = new Map<string, number>();
  for (const part of (request.headers.get("accept") ?? "*/*").split(",")) {
    const [type = "", ...parameters] = part.split(";").map((text) => text.trim().toLowerCase());
    const weight = Number(parameters.find((text) => text.startsWith("q="))?.slice(2) ?? 1);
    weights.set(type, Number.isNaN(weight) ? 0 : weight);
  }
  const of = (type: string, family: string) =>
    weights.get(type) ?? weights.get(family) ?? weights.get("*/*") ?? 0;
  return of("application/json", "application/*") > of("text/csv", "text/*") ? "json" : "csv";
}

export const operations = [forecast];
