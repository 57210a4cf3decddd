import { z } from "zod";
import { getDataset } from "#lib/features/datasets/server.ts";
import { EXAMPLE } from "../../../../_serve/example-ids.ts";
import { defineOperation } from "../../../../_serve/operation.ts";
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

export const operations = [readDataset];
