import { z } from "zod";
import { LABEL_KINDS } from "#lib/features/datasets/index.ts";
import { getVersionAt, proposeLabels } from "#lib/features/datasets/server.ts";
import { EXAMPLE } from "../../../../../../../_serve/example-ids.ts";
import { defineOperation } from "../../../../../../../_serve/operation.ts";
import { wholeNumber } from "../../../../../../../_serve/parameters.ts";

const counts = z.object({
  zero_runs: z.int(),
  outliers: z.int(),
  level_shift: z.int(),
  closures: z.int(),
});

const propose = defineOperation({
  id: "proposeLabels",
  method: "GET",
  path: "/projects/{id}/datasets/{dataset}/versions/{version}/proposals",
  tag: "Data",
  summary: "Read what the detectors would label",
  description:
    "Runs of zeros that a series' own rate does not explain, values far from their neighbours, new levels, and periods in which nothing was sold. What was labelled or rejected is not proposed again. Send an item's `kind`, `seriesId`, `fromTime`, `toTime` and `detector` to the labels to answer it.",
  right: "read",
  params: z.strictObject({
    dataset: z.uuid(),
    version: z.string().max(36).meta({ description: "Its number, or its id." }),
  }),
  query: z.strictObject({
    limit: wholeNumber({ min: 1, max: 500 })
      .optional()
      .meta({ description: "Of each detector, the strangest; 100 when absent." }),
  }),
  response: z.object({
    items: z.array(
      z.object({
        kind: z.enum(LABEL_KINDS),
        seriesId: z.string().nullable(),
        fromTime: z.number(),
        toTime: z.number(),
        detector: z.enum(["zero_runs", "outliers", "level_shift", "closures"]),
        strength: z.number().meta({ description: "Larger is stranger; within one detector only." }),
        why: z.string(),
      }),
    ),
    counts: counts.meta({ description: "All that each detector finds." }),
  }),
  example: {
    params: { dataset: EXAMPLE.dataset, version: "1" },
    answer: {
      items: [
        {
          ...{ kind: "stockout", seriesId: "item-0", detector: "zero_runs", strength: 14.2 },
          ...{ fromTime: Date.UTC(2024, 1, 10), toTime: Date.UTC(2024, 1, 16) },
          why: "7 periods at zero, against 0 of the other 113",
        },
      ],
      counts: { zero_runs: 1, outliers: 0, level_shift: 0, closures: 0 },
    },
  },
  handle: async ({ actor, params: { dataset, version }, query }) => {
    const { id } = await getVersionAt(actor, { datasetId: dataset, version });
    return proposeLabels(actor, id, query.limit === undefined ? {} : { limit: query.limit });
  },
});

export const operations = [propose];
