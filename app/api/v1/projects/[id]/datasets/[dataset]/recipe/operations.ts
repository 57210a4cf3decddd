import { z } from "zod";
import { getRecipe, SaveRecipeSchema, saveRecipe } from "#lib/features/datasets/server.ts";
import { defineOperation } from "../../../../../_serve/operation.ts";
import { iso } from "../../../iso.ts";
import { EXAMPLE_STEPS, PARAMS, SavedRecipeSchema, Steps } from "./shape.ts";

const path = "/projects/{id}/datasets/{dataset}/recipe";
const params = z.strictObject({ dataset: z.uuid() });

const readRecipe = defineOperation({
  id: "getRecipe",
  method: "GET",
  path,
  tag: "Data",
  summary: "Read a dataset's recipe",
  description:
    "The steps as people left them, built or not; before any was saved, those of the newest version.",
  right: "read",
  params,
  response: SavedRecipeSchema,
  example: {
    ...PARAMS,
    answer: {
      steps: EXAMPLE_STEPS,
      revision: 3,
      changedAt: "2026-11-24T08:31:00.000Z",
      changedBy: "Sofia Rossi",
    },
  },
  handle: async ({ actor, params: { dataset } }) => {
    const { changedAt, ...recipe } = await getRecipe(actor, dataset);
    return { ...recipe, changedAt: changedAt === null ? null : iso(changedAt) };
  },
});

const writeRecipe = defineOperation({
  id: "putRecipe",
  method: "PUT",
  path,
  tag: "Data",
  summary: "Keep a dataset's recipe",
  description:
    "Stores the steps; no version is made by it. `revision` is the one that was read: another's change in between answers 409.",
  right: "edit_data_and_runs",
  params,
  body: z.strictObject({ ...SaveRecipeSchema.shape, steps: Steps }),
  response: z.object({ revision: z.int() }),
  errors: ["conflict"],
  example: { ...PARAMS, body: { steps: EXAMPLE_STEPS, revision: 0 }, answer: { revision: 1 } },
  handle: ({ actor, params: { dataset }, body }) => saveRecipe(actor, dataset, body),
});

export const operations = [readRecipe, writeRecipe];
