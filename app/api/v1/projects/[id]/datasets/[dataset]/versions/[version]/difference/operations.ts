import { z } from "zod";
import {
  compareVersions,
  DifferenceSchema,
  getVersionAt,
  listVersionsOf,
} from "#lib/features/datasets/server.ts";
import { EXAMPLE } from "../../../../../../../_serve/example-ids.ts";
import { defineOperation } from "../../../../../../../_serve/operation.ts";

const NONE = { ofNewSeries: 0, later: 28, inHistory: 0 };

const compare = defineOperation({
  id: "compareDatasetVersions",
  method: "GET",
  path: "/projects/{id}/datasets/{dataset}/versions/{version}/difference",
  tag: "Data",
  summary: "Say what differs between two versions of a dataset",
  description:
    "Rows by series and time, series that are new or gone, values of the past that were rewritten, and the drift of each column: the population stability index and the Wasserstein distance. Computed once a pair of versions.",
  right: "read",
  params: z.strictObject({
    dataset: z.uuid(),
    version: z.string().max(36).meta({ description: "Its number, or its id." }),
  }),
  query: z.strictObject({
    from: z
      .string()
      .max(36)
      .optional()
      .meta({ description: "The version to compare with, by number or id; the one before when absent." }),
  }),
  response: DifferenceSchema.meta({
    id: "DatasetDifference",
    description: "Times are milliseconds since 1970 UTC, or positions.",
  }),
  example: {
    params: { dataset: EXAMPLE.dataset, version: "2" },
    answer: {
      rows: {
        ...{ from: 480, to: 508, same: 479, changed: 1 },
        added: NONE,
        removed: { ofGoneSeries: 0, earlier: 0, inHistory: 0 },
      },
      series: { from: 4, to: 4, new: 0, gone: 0, newIds: [], goneIds: [] },
      history: {
        ...{ values: 1, series: 1, periods: 1, amount: -2, absolute: 2, becameKnown: 0, becameUnknown: 0 },
        largest: [{ series: "a", time: 1_704_067_200_000, from: 12, to: 10 }],
        bySeries: [
          {
            ...{ series: "a", values: 1, amount: -2, absolute: 2 },
            ...{ firstTime: 1_704_067_200_000, lastTime: 1_704_067_200_000 },
          },
        ],
        byPeriod: [{ time: 1_704_067_200_000, values: 1, amount: -2, absolute: 2 }],
      },
      covariates: [{ name: "promo", state: "both" as const, changed: 0 }],
      drift: [
        {
          ...{ column: "y", kind: "numeric" as const, psi: 0.004, wasserstein: 0.12, wassersteinShare: 0.03 },
          ...{ meanFrom: 11.5, meanTo: 11.6, missingShareFrom: 0, missingShareTo: 0 },
        },
      ],
      frequency: { from: "D", to: "D" },
      parts: { from: 1, to: 2, shared: 1 },
    },
  },
  handle: async ({ actor, params: { dataset, version }, query }) => {
    const to = await getVersionAt(actor, { datasetId: dataset, version });
    const [before] = await listVersionsOf(actor, { datasetId: dataset, limit: 1, before: to.number });
    const from =
      query.from === undefined
        ? (before ?? to)
        : await getVersionAt(actor, { datasetId: dataset, version: query.from });
    return compareVersions(actor, { from: from.id, to: to.id });
  },
});

export const operations = [compare];
