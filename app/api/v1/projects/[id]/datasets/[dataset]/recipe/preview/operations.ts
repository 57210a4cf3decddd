import { z } from "zod";
import { getRecipe, PreviewStepsSchema, previewSteps } from "#lib/features/datasets/server.ts";
import { defineOperation } from "../../../../../../_serve/operation.ts";
import { EXAMPLE_FACTS, EXAMPLE_STEPS, FromSchema, PARAMS, StepsPreviewSchema } from "../shape.ts";
import { versionFrom } from "../version-from.ts";

const SIDE = {
  rows: 480,
  series: 4,
  known: 480,
  frequency: "D",
  columns: [{ name: "promo", availability: "known_ahead" as const, kind: "numeric" as const }],
  names: ["item-0", "item-1", "item-2", "item-3"],
};

const previewRecipe = defineOperation({
  id: "previewRecipe",
  method: "POST",
  path: "/projects/{id}/datasets/{dataset}/recipe/preview",
  tag: "Data",
  summary: "Try a recipe",
  description:
    "Stores nothing. Says what each step would do to the version's rows, counted over all of them, and shows series before and after.",
  right: "edit_data_and_runs",
  params: z.strictObject({ dataset: z.uuid() }),
  body: z.strictObject({ ...FromSchema.shape, series: PreviewStepsSchema.shape.series }),
  response: StepsPreviewSchema,
  example: {
    ...PARAMS,
    body: { version: "1", steps: EXAMPLE_STEPS.slice(0, 1), series: [] },
    answer: {
      before: SIDE,
      after: { ...SIDE, rows: 482, known: 482 },
      facts: [EXAMPLE_FACTS],
      refused: null,
      series: [
        {
          id: "item-0",
          before: { id: "item-0", times: [1_704_067_200_000], values: [10] },
          after: { id: "item-0", times: [1_704_067_200_000], values: [10] },
        },
      ],
      sample: null,
    },
  },
  handle: async ({ actor, params: { dataset }, body: { version, steps, series } }) => {
    const { id } = await versionFrom(actor, { dataset, version });
    return previewSteps(actor, {
      versionId: id,
      steps: steps ?? (await getRecipe(actor, dataset)).steps,
      series,
    });
  },
});

export const operations = [previewRecipe];
