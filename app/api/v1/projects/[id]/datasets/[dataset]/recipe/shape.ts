import { z } from "zod";
import { StepFactsSchema, StepsSchema } from "#lib/features/datasets/server.ts";
import { EXAMPLE } from "../../../../../_serve/example-ids.ts";

export const Steps = StepsSchema.meta({
  id: "RecipeSteps",
  description:
    "What is done with the rows that were read, in this order. Each has an `id` of your own and a `kind`; `column: null` is the target.",
});

export const SavedRecipeSchema = z
  .object({
    steps: Steps,
    revision: z.int().meta({ description: "Counts the changes; 0 where none was saved." }),
    changedAt: z.iso.datetime().nullable(),
    changedBy: z.string().nullable(),
  })
  .meta({ id: "SavedRecipe" });

const SideSchema = z.object({
  rows: z.int(),
  series: z.int(),
  known: z.int().meta({ description: "Rows whose target is known." }),
  frequency: z.string(),
  columns: z.array(
    z.object({
      name: z.string(),
      availability: z.enum(["past_only", "known_ahead", "static"]),
      kind: z.enum(["numeric", "categorical"]),
    }),
  ),
  names: z.array(z.string()).meta({ description: "Of series, at most a thousand." }),
});

const SeriesSchema = z.object({
  id: z.string(),
  times: z
    .array(z.number())
    .meta({ description: "Milliseconds since 1970 UTC, or positions; at most 3,000." }),
  values: z.array(z.number().nullable()),
});

export const StepsPreviewSchema = z
  .object({
    before: SideSchema,
    after: SideSchema,
    facts: z.array(StepFactsSchema).meta({ description: "What each step did." }),
    refused: z
      .object({ index: z.int(), id: z.string(), message: z.string() })
      .nullable()
      .meta({ description: "The step that does not fit; it and those after it were not done." }),
    series: z.array(
      z.object({ id: z.string(), before: SeriesSchema.nullable(), after: SeriesSchema.nullable() }),
    ),
    sample: z
      .object({ series: z.int(), of: z.int() })
      .nullable()
      .meta({ description: "Past two million rows the steps are tried on some series only." }),
  })
  .meta({ id: "StepsPreview" });

/** `version`: its number or its id; left out, the newest. */
export const FromSchema = z.strictObject({
  version: z.string().max(36).nullable().default(null).meta({
    description:
      "Number or id of the version whose rows, as they were read, the steps start from; null is the newest.",
  }),
  steps: Steps.nullable().default(null).meta({ description: "Null takes the saved recipe." }),
});

export const EXAMPLE_STEPS = [
  { id: "gaps", kind: "fill" as const, method: "zero" as const, longest: 3 },
  { id: "dates", kind: "holidays" as const, place: "IT" },
];

export const EXAMPLE_FACTS = {
  id: "gaps",
  rowsBefore: 480,
  rowsAfter: 482,
  knownBefore: 480,
  knownAfter: 482,
  seriesBefore: 4,
  seriesAfter: 4,
  valuesChanged: 2,
};

export const PARAMS = { params: { dataset: EXAMPLE.dataset } };
