import { z } from "zod";
import { listVersionsOf } from "#lib/features/datasets/server.ts";
import { EXAMPLE } from "../../../../../_serve/example-ids.ts";
import { defineOperation } from "../../../../../_serve/operation.ts";
import { pageOf, pageQuery } from "../../../../../_serve/page.ts";
import { EXAMPLE_VERSION, toVersion, VersionSchema } from "../../shape.ts";

const listVersions = defineOperation({
  id: "listDatasetVersions",
  method: "GET",
  path: "/projects/{id}/datasets/{dataset}/versions",
  tag: "Data",
  summary: "List a dataset's versions",
  description: "Newest first.",
  right: "read",
  params: z.strictObject({ dataset: z.uuid() }),
  query: pageQuery({}),
  response: pageOf(VersionSchema),
  example: {
    params: { dataset: EXAMPLE.dataset },
    answer: { items: [EXAMPLE_VERSION], nextCursor: null },
  },
  handle: async ({ actor, params: { dataset }, page }) => {
    const before = page.after(z.int().positive());
    const rows = await listVersionsOf(actor, { datasetId: dataset, limit: page.limit + 1, before });
    return page.of(rows, { key: ({ number }) => number, item: toVersion });
  },
});

export const operations = [listVersions];
