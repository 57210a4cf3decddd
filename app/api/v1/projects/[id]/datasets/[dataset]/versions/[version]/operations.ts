import { z } from "zod";
import { getVersionAt } from "#lib/features/datasets/server.ts";
import { EXAMPLE } from "../../../../../../_serve/example-ids.ts";
import { defineOperation } from "../../../../../../_serve/operation.ts";
import { EXAMPLE_VERSION, toVersion, VersionSchema } from "../../../shape.ts";

const readVersion = defineOperation({
  id: "getDatasetVersion",
  method: "GET",
  path: "/projects/{id}/datasets/{dataset}/versions/{version}",
  tag: "Data",
  summary: "Read a dataset version",
  description: "What it was made from and how, what was understood of it, and the checks.",
  right: "read",
  params: z.strictObject({
    dataset: z.uuid(),
    version: z.string().max(36).meta({ description: "Its number, or its id." }),
  }),
  response: VersionSchema,
  example: { params: { dataset: EXAMPLE.dataset, version: "1" }, answer: EXAMPLE_VERSION },
  handle: async ({ actor, params: { dataset, version } }) =>
    toVersion(await getVersionAt(actor, { datasetId: dataset, version })),
});

export const operations = [readVersion];
