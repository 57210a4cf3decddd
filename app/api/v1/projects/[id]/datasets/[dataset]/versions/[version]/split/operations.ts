import { z } from "zod";
import { getSplit, getVersionAt } from "#lib/features/datasets/server.ts";
import { looksAtSpan } from "#lib/features/verdict/server.ts";
import { EXAMPLE } from "../../../../../../../_serve/example-ids.ts";
import { defineOperation } from "../../../../../../../_serve/operation.ts";
import { wholeNumber } from "../../../../../../../_serve/parameters.ts";

const time = z.number().meta({ description: "Milliseconds since 1970 UTC, or a position." });

const read = defineOperation({
  id: "getSplit",
  method: "GET",
  path: "/projects/{id}/datasets/{dataset}/versions/{version}/split",
  tag: "Data",
  summary: "See how a version would be split in time",
  description:
    "The folds that a run with these numbers would have, what leaks in this version, and how often anybody has looked at what methods did on its untouched periods. Nothing is trained.",
  right: "read",
  params: z.strictObject({
    dataset: z.uuid(),
    version: z.string().max(36).meta({ description: "Its number, or its id." }),
  }),
  query: z.strictObject({
    horizonSteps: wholeNumber({ min: 1, max: 1_000 }),
    seasonLength: wholeNumber({ min: 1, max: 10_000 }),
    selectionFolds: wholeNumber({ min: 1, max: 10 }),
    testFolds: wholeNumber({ min: 1, max: 6 }),
    gapSteps: wholeNumber({ min: 0, max: 1_000 }).optional(),
  }),
  response: z.object({
    folds: z.array(
      z.object({
        role: z
          .enum(["selection", "test", "future"])
          .meta({ description: "Validation, test, and what nobody can measure yet." }),
        seenTime: time.meta({ description: "Of the last period that the fold may see." }),
        firstTime: time,
        lastTime: time,
        learntFrom: z.int().meta({ description: "Known values up to `seenTime`." }),
        measuredBy: z.int(),
      }),
    ),
    checks: z.array(
      z.object({
        name: z.string(),
        state: z.enum(["passed", "warning"]),
        detail: z.string(),
        wayOut: z.string().nullable(),
      }),
    ),
    looks: z
      .object({ count: z.int(), people: z.int(), runs: z.array(z.int()) })
      .meta({ description: "At these untouched periods so far, in any run of the dataset." }),
  }),
  example: {
    params: { dataset: EXAMPLE.dataset, version: "1" },
    query: { horizonSteps: "7", seasonLength: "7", selectionFolds: "1", testFolds: "1" },
    answer: {
      folds: [
        {
          ...{ role: "selection", learntFrom: 424, measuredBy: 28 },
          seenTime: Date.UTC(2024, 3, 15),
          firstTime: Date.UTC(2024, 3, 16),
          lastTime: Date.UTC(2024, 3, 22),
        },
      ],
      checks: [
        {
          name: "Duplicated series",
          ...{ state: "passed", detail: "none of 4 series equals another", wayOut: null },
        },
      ],
      looks: { count: 1, people: 1, runs: [1] },
    },
  },
  handle: async ({ actor, params: { dataset, version }, query }) => {
    const { id } = await getVersionAt(actor, { datasetId: dataset, version });
    const { folds, checks } = await getSplit(actor, id, { gapSteps: 0, ...query });
    const tests = folds.filter(({ role }) => role === "test");
    const span = {
      firstTime: Math.min(...tests.map(({ firstTime }) => firstTime)),
      lastTime: Math.max(...tests.map(({ lastTime }) => lastTime)),
    };
    const { before } = await looksAtSpan(actor, { datasetId: dataset, ...span });
    return { folds, checks, looks: before };
  },
});

export const operations = [read];
