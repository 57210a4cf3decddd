import { z } from "zod";
import { deleteDataset, getDataset } from "#lib/features/datasets/server.ts";
import { EXAMPLE } from "../../../../_serve/example-ids.ts";
import { defineOperation } from "../../../../_serve/operation.ts";
import { DeletionQuery, deletionOf } from "../deletion.ts";
import { DatasetSchema, EXAMPLE_DATASET, toDataset } from "../shape.ts";

const readDataset = defineOperation({
  id: "getDataset",
  method: "GET",
  path: "/projects/{id}/datasets/{dataset}",
  tag: "Data",
  summary: "Read a dataset",
  right: "read",
  params: z.strictObject({ dataset: z.uuid() }),
  response: DatasetSchema,
  example: { params: { dataset: EXAMPLE.dataset }, answer: EXAMPLE_DATASET },
  handle: async ({ actor, params: { dataset } }) => toDataset(await getDataset(actor, dataset)),
});

const removeDataset = defineOperation({
  id: "deleteDataset",
  method: "DELETE",
  path: "/projects/{id}/datasets/{dataset}",
  tag: "Data",
  summary: "Delete a dataset with the data of all its versions",
  description:
    "The data go for good; what was counted and the audit stay. 409 when a run, a claim or a decision rests on a version and `evenIfUsed` is not said, or while a run still reads one.",
  right: "administer",
  params: z.strictObject({ dataset: z.uuid() }),
  query: DeletionQuery,
  otherAnswers: { 204: { description: "It is gone, or was before.", content: {} } },
  errors: ["conflict"],
  example: { params: { dataset: EXAMPLE.dataset }, query: { reason: "No longer needed" } },
  handle: async ({ actor, params: { dataset }, query }) => {
    await deleteDataset(actor, { datasetId: dataset, ...deletionOf(query) });
    return new Response(null, { status: 204 });
  },
});

export const operations = [readDataset, removeDataset];
