import { z } from "zod";
import { AddLabelsSchema, addLabels, listLabels } from "#lib/features/datasets/server.ts";
import { EXAMPLE } from "../../../../../_serve/example-ids.ts";
import { defineOperation } from "../../../../../_serve/operation.ts";
import { pageOf, pageQuery } from "../../../../../_serve/page.ts";
import {
  DatasetParams,
  EXAMPLE_LABEL,
  EXAMPLE_STRETCH,
  LabelSchema,
  LabelsSchema,
  toLabel,
} from "./shape.ts";

const path = "/projects/{id}/datasets/{dataset}/labels";

const list = defineOperation({
  id: "listLabels",
  method: "GET",
  path,
  tag: "Data",
  summary: "List what people know of a dataset",
  description:
    "Stock-outs, promotions, outliers, closures, level shifts and notes, the newest first. They belong to the dataset: every version has them, at the same times.",
  right: "read",
  params: DatasetParams,
  query: pageQuery({
    past: z
      .enum(["true", "false"])
      .optional()
      .meta({ description: "`true`: also what was removed or rejected." }),
  }),
  response: pageOf(LabelSchema),
  example: { params: { dataset: EXAMPLE.dataset }, answer: { items: [EXAMPLE_LABEL], nextCursor: null } },
  handle: async ({ actor, params: { dataset }, query, page }) => {
    const rows = await listLabels(actor, {
      datasetId: dataset,
      alsoPast: query.past === "true",
      limit: page.limit + 1,
      before: page.after(z.uuid()),
    });
    return page.of(rows, { key: ({ id }) => id, item: toLabel });
  },
});

const add = defineOperation({
  id: "addLabels",
  method: "POST",
  path,
  tag: "Data",
  summary: "Label stretches of series, or reject proposals",
  description:
    "All or none. A label of the same kind, series and stretch is not made twice. `reject` keeps an answer to a detector, so that it does not propose the same again. `fromTime` and `toTime` are the times of the first and the last period, in milliseconds since 1970 UTC, or positions.",
  right: "edit_data_and_runs",
  params: DatasetParams,
  body: AddLabelsSchema.meta({ id: "NewLabels" }),
  status: 201,
  response: LabelsSchema,
  errors: ["conflict"],
  example: {
    params: { dataset: EXAMPLE.dataset },
    body: { answer: "accept", labels: [{ ...EXAMPLE_STRETCH, text: "The truck came late" }] },
    answer: { labels: [EXAMPLE_LABEL] },
  },
  handle: async ({ actor, params: { dataset }, body }) => ({
    labels: (await addLabels(actor, dataset, body)).map(toLabel),
  }),
});

export const operations = [list, add];
