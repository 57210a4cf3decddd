import { z } from "zod";
import type { ModelRow } from "#lib/features/models/index.ts";
import { RunPlace } from "#lib/platform/prisma/enums.ts";
import { EXAMPLE } from "../../../_serve/example-ids.ts";
import { iso, isoOrNull } from "../iso.ts";

const score = z.number().nullable();

export const ModelSchema = z
  .object({
    run: z.object({
      id: z.uuid(),
      number: z.int(),
      question: z.string(),
      finishedAt: z.iso.datetime().nullable(),
      seed: z.int(),
      replayOf: z.int().nullable().meta({ description: "Number of the run that it repeats." }),
    }),
    model: z.string(),
    name: z.string(),
    isBaseline: z.boolean().meta({ description: "Seasonal naive is what the others are held against." }),
    place: z.enum(RunPlace).meta({ description: "Where it was trained." }),
    askedBy: z
      .object({ name: z.string(), kind: z.enum(["person", "key"]) })
      .nullable()
      .meta({ description: "Null when they are gone." }),
    comparison: z
      .object({
        id: z.string(),
        data: z.string(),
        dataVersionId: z.uuid(),
        dataDigest: z.string(),
        horizonSteps: z.int(),
        seasonLength: z.int(),
        selectionFolds: z.int(),
        testFolds: z.int(),
        testCutoffs: z.array(z.union([z.iso.datetime(), z.number()])).meta({
          description:
            "Last period that each test fold may see; a number where the data have positions for times.",
        }),
      })
      .meta({
        description:
          "Rows may be compared when the `id` is the same: the same data, horizon, season and test cutoffs.",
      }),
    pairs: z.int().meta({ description: "Pairs of forecast and actual that the scores rest on." }),
    mase: score,
    wape: score,
    smape: score,
    bias: score,
    coverage80: score.meta({ description: "Share of actuals within the 80 % band." }),
    cost: z.object({ perUnit: score, total: z.number(), saving: score }).nullable().meta({
      description:
        "On the test periods at the canvas's present unit costs, with the saving on seasonal naive. Null until the run is judged at them.",
    }),
    seconds: z.number().nullable().meta({ description: "Of work on this method, all workers together." }),
    runtime: z
      .record(z.string(), z.string())
      .meta({ description: "Backend and versions of what trained it." }),
  })
  .meta({ id: "Model" });

export function toModel(row: ModelRow): z.input<typeof ModelSchema> {
  const { comparison } = row;
  return {
    run: {
      id: row.runId,
      number: row.runNumber,
      question: row.question,
      finishedAt: isoOrNull(row.finishedAt),
      seed: row.seed,
      replayOf: row.replayOf,
    },
    model: row.model,
    name: row.name,
    isBaseline: row.isBaseline,
    place: row.place,
    askedBy: row.askedBy,
    comparison: {
      ...comparison,
      selectionFolds: row.selectionFolds,
      testFolds: row.testFolds,
      testCutoffs: comparison.testCutoffs.map((cutoff) => (comparison.hasCalendar ? iso(cutoff) : cutoff)),
    },
    pairs: row.count,
    mase: row.mase,
    wape: row.wape,
    smape: row.smape,
    bias: row.bias,
    coverage80: row.coverage80,
    cost: row.cost,
    seconds: row.seconds,
    runtime: row.runtime,
  };
}

export const EXAMPLE_MODEL = {
  run: {
    id: EXAMPLE.run,
    number: 1,
    question: "Does Theta beat seasonal naive?",
    finishedAt: "2026-11-24T08:32:04.120Z",
    seed: 1,
    replayOf: null,
  },
  model: "theta",
  name: "Theta",
  isBaseline: false,
  place: "server" as const,
  askedBy: { name: "Nightly upload", kind: "key" as const },
  comparison: {
    id: "0f343b0931126a20f133d67c2b018a3b",
    data: "Sales, version 1",
    dataVersionId: EXAMPLE.version,
    dataDigest: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    horizonSteps: 7,
    seasonLength: 7,
    selectionFolds: 2,
    testFolds: 1,
    testCutoffs: ["2024-04-22T00:00:00.000Z"],
  },
  pairs: 28,
  mase: 0.71,
  wape: 0.081,
  smape: 8.3,
  bias: -0.01,
  coverage80: 0.82,
  cost: { perUnit: 0.12, total: 40.3, saving: 11.2 },
  seconds: 1.4,
  runtime: { node: "24.21.0" },
};
