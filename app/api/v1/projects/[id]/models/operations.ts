import { listModelRows, ModelFilterSchema, ModelKeySchema } from "#lib/features/models/server.ts";
import { defineOperation } from "../../../_serve/operation.ts";
import { pageOf, pageQuery } from "../../../_serve/page.ts";
import { EXAMPLE_MODEL, ModelSchema, toModel } from "./shape.ts";

const listModels = defineOperation({
  id: "listModels",
  method: "GET",
  path: "/projects/{id}/models",
  tag: "Models",
  summary: "Read the leaderboard over all runs",
  description:
    "Every method of every finished run with its scores on the untouched folds, wherever it was trained and whoever asked. Rows with the same `comparison.id` may be compared and stand together, the smallest MASE first; the comparison in which a run finished last comes first. A run that finishes while you read may move rows.",
  right: "read",
  query: pageQuery(ModelFilterSchema.shape),
  response: pageOf(ModelSchema),
  example: { query: { model: "theta" }, answer: { items: [EXAMPLE_MODEL], nextCursor: null } },
  handle: async ({ actor, query: { place, model }, page }) => {
    const filter = { ...(place ? { place } : {}), ...(model ? { model } : {}) };
    const rows = await listModelRows(actor, filter, {
      take: page.limit + 1,
      after: page.after(ModelKeySchema),
    });
    return page.of(rows, { key: ({ key }) => key, item: toModel });
  },
});

export const operations = [listModels];
