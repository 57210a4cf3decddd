import { z } from "zod";
import { FactsSchema, getFacts, getVersionAt } from "#lib/features/datasets/server.ts";
import { EXAMPLE } from "../../../../../../../_serve/example-ids.ts";
import { defineOperation } from "../../../../../../../_serve/operation.ts";

const ProfileFactsSchema = FactsSchema.omit({ targetSketch: true, previous: true }).meta({
  id: "VersionFacts",
  description:
    "Counted over every series and column. `findings` is the number of series with each; `quantiles` stand at 0, 1, … 100 %.",
});

const quantiles = Array.from({ length: 101 }, (_, p) => Number((5.21 + p * 0.1269).toFixed(4)));

const read = defineOperation({
  id: "getVersionProfile",
  method: "GET",
  path: "/projects/{id}/datasets/{dataset}/versions/{version}/profile",
  tag: "Data",
  summary: "Read the profile of a version",
  description: "Each column's range, quantiles and distribution, and how many series have what finding.",
  right: "read",
  params: z.strictObject({
    dataset: z.uuid(),
    version: z.string().max(36).meta({ description: "Its number, or its id." }),
  }),
  response: ProfileFactsSchema,
  example: {
    params: { dataset: EXAMPLE.dataset, version: "1" },
    answer: {
      seasonLength: 7,
      target: {
        name: "y",
        role: "target",
        kind: "numeric",
        known: 480,
        missing: 0,
        zeros: 0,
        negatives: 0,
        minimum: 5.21,
        maximum: 17.9,
        mean: 11.5,
        deviation: 2.1,
        quantiles,
        histogram: { from: 5.21, to: 17.77, counts: [12, 60, 180, 150, 73], above: 5 },
        categories: [],
        categoryCount: 0,
      },
      covariates: [],
      findings: {
        stock_out: 1,
        ended: 0,
        level_shift: 0,
        outliers: 2,
        gaps: 0,
        short: 0,
        negatives: 0,
        mostly_zero: 0,
        constant: 0,
        twin: 0,
      },
      seriesWithFindings: 3,
      medianTrend: 0.31,
      medianSeason: 0.62,
    },
  },
  handle: async ({ actor, params: { dataset, version } }) => {
    const { id } = await getVersionAt(actor, { datasetId: dataset, version });
    return getFacts(actor, id);
  },
});

export const operations = [read];
