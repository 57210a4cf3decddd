import { z } from "zod";
import {
  getDatasetVersion,
  ImportSchema,
  importVersion,
  listDatasets,
} from "#lib/features/datasets/server.ts";
import { EXAMPLE } from "../../../_serve/example-ids.ts";
import { defineOperation, Reply } from "../../../_serve/operation.ts";
import { pageOf, pageQuery } from "../../../_serve/page.ts";
import {
  DatasetSchema,
  EXAMPLE_DATASET,
  EXAMPLE_RECIPE,
  EXAMPLE_VERSION,
  RecipeSchema,
  toDataset,
  toVersion,
  VersionSchema,
} from "./shape.ts";

const path = "/projects/{id}/datasets";

const listDatasetsOperation = defineOperation({
  id: "listDatasets",
  method: "GET",
  path,
  tag: "Data",
  summary: "List the project's datasets",
  description: "Newest first.",
  right: "read",
  query: pageQuery({}),
  response: pageOf(DatasetSchema),
  example: { answer: { items: [EXAMPLE_DATASET], nextCursor: null } },
  handle: async ({ actor, page }) => {
    const rows = await listDatasets(actor, { limit: page.limit + 1, before: page.after(z.uuid()) });
    return page.of(rows, { key: ({ id }) => id, item: toDataset });
  },
});

const createDataset = defineOperation({
  id: "createDataset",
  method: "POST",
  path,
  tag: "Data",
  summary: "Make a dataset version of an upload",
  description:
    "Reads the upload by the recipe and stores an immutable version under the dataset of this name; the dataset is made when there is none. The same file and recipe give the version that there is already, by 200 instead of 201. Data that are not clean are refused by 422, with `row`, `column` and a list of `problems`; nothing is stored then.",
  right: "edit_data_and_runs",
  body: z.strictObject({ ...ImportSchema.shape, recipe: RecipeSchema }),
  status: 201,
  otherStatuses: { 200: "The same file and recipe gave this version before." },
  response: VersionSchema,
  responseHeaders: { Location: "The address of the version here." },
  errors: ["data_refused"],
  example: {
    body: { uploadId: EXAMPLE.received, name: "Sales", recipe: EXAMPLE_RECIPE },
    answer: EXAMPLE_VERSION,
  },
  handle: async ({ actor, body }) => {
    const { id, isNew } = await importVersion(actor, body);
    const version = await getDatasetVersion(actor, id);
    const location = `/api/v1/projects/${actor.projectId}/datasets/${version.datasetId}/versions/${version.number}`;
    return new Reply(toVersion(version), { status: isNew ? 201 : 200, headers: { location } });
  },
});

export const operations = [listDatasetsOperation, createDataset];
