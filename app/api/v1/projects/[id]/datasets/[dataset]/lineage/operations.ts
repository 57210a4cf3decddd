import { z } from "zod";
import { LINEAGE_COLUMNS } from "#lib/features/datasets/index.ts";
import { getLineage } from "#lib/features/models/server.ts";
import { EXAMPLE } from "../../../../../_serve/example-ids.ts";
import { defineOperation } from "../../../../../_serve/operation.ts";

const LineageSchema = z
  .object({
    name: z.string().meta({ description: "Of the dataset." }),
    graph: z.object({
      nodes: z.array(
        z.object({
          id: z.string(),
          column: z.enum(LINEAGE_COLUMNS),
          title: z.string(),
          detail: z.string(),
          path: z.string().meta({ description: "Of its page, below the project's." }),
          state: z.enum(["normal", "deleted", "failed", "chosen"]),
        }),
      ),
      edges: z.array(
        z.object({
          from: z.string(),
          to: z.string(),
          versions: z
            .array(z.string())
            .meta({ description: "Nodes of the versions on whose way it lies: a recipe is shared." }),
        }),
      ),
    }),
    omitted: z
      .object({ versions: z.int(), runs: z.int() })
      .meta({ description: "Older ones that are left out." }),
  })
  .meta({ id: "Lineage" });

const node = { path: "", state: "normal" as const };

const read = defineOperation({
  id: "getDatasetLineage",
  method: "GET",
  path: "/projects/{id}/datasets/{dataset}/lineage",
  tag: "Data",
  summary: "Read where a dataset's versions come from and what came of them",
  description: "A graph from raw file over recipe and version to run and the model that it put first.",
  right: "read",
  params: z.strictObject({ dataset: z.uuid() }),
  response: LineageSchema,
  example: {
    params: { dataset: EXAMPLE.dataset },
    answer: {
      name: "Sales",
      graph: {
        nodes: [
          {
            ...node,
            id: "raw:b5bb9d8014a0f9b1",
            column: "raw",
            title: "sales.csv",
            detail: "SHA-256 b5bb9d80",
          },
          { ...node, id: "version:1", column: "version", title: "Version 1", detail: "4 series, 480 rows" },
        ],
        edges: [{ from: "raw:b5bb9d8014a0f9b1", to: "recipe:1", versions: ["version:1"] }],
      },
      omitted: { versions: 0, runs: 0 },
    },
  },
  handle: ({ actor, params: { dataset } }) => getLineage(actor, dataset),
});

export const operations = [read];
