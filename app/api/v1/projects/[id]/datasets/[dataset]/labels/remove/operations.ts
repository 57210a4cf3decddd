import { LabelIdsSchema, removeLabels } from "#lib/features/datasets/server.ts";
import { EXAMPLE } from "../../../../../../_serve/example-ids.ts";
import { defineOperation } from "../../../../../../_serve/operation.ts";
import { DatasetParams, EXAMPLE_LABEL, LabelsSchema, toLabel } from "../shape.ts";

const remove = defineOperation({
  id: "removeLabels",
  method: "POST",
  path: "/projects/{id}/datasets/{dataset}/labels/remove",
  tag: "Data",
  summary: "Remove labels",
  description:
    "They can be restored. The answer has those that were there. Runs that used them keep what they used.",
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
          state: "removed",
          changedBy: "Nightly upload",
          changedAt: "2026-11-26T09:00:00.000Z",
        },
      ],
    },
  },
  handle: async ({ actor, params: { dataset }, body }) => ({
    labels: (await removeLabels(actor, dataset, body)).map(toLabel),
  }),
});

export const operations = [remove];
