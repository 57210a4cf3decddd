import { LabelIdsSchema, restoreLabels } from "#lib/features/datasets/server.ts";
import { EXAMPLE } from "../../../../../../_serve/example-ids.ts";
import { defineOperation } from "../../../../../../_serve/operation.ts";
import { DatasetParams, EXAMPLE_LABEL, LabelsSchema, toLabel } from "../shape.ts";

const restore = defineOperation({
  id: "restoreLabels",
  method: "POST",
  path: "/projects/{id}/datasets/{dataset}/labels/restore",
  tag: "Data",
  summary: "Bring labels back",
  description:
    "Undoes a removal, or makes a label of a proposal that was rejected. The answer has those that came back.",
  right: "edit_data_and_runs",
  params: DatasetParams,
  body: LabelIdsSchema.meta({ id: "LabelIds" }),
  response: LabelsSchema,
  example: {
    params: { dataset: EXAMPLE.dataset },
    body: { ids: [EXAMPLE.label] },
    answer: {
      labels: [
        {
          ...EXAMPLE_LABEL,
          state: "active",
          changedBy: "Nightly upload",
          changedAt: "2026-11-26T09:00:00.000Z",
        },
      ],
    },
  },
  handle: async ({ actor, params: { dataset }, body }) => ({
    labels: (await restoreLabels(actor, dataset, body)).map(toLabel),
  }),
});

export const operations = [restore];
