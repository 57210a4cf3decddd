import { z } from "zod";
import { MODEL_KEYS } from "#lib/forecast/types.ts";
import { EXPLAINED_KINDS, type ExplainQuestion } from "./work.ts";

const series = z.int().min(0).max(10_000_000);
export const ExplainedModelSchema = z.enum(MODEL_KEYS);
const numbers = z.array(z.number().nullable());

/** `RunExplanation.question` as it was stored. */
export const StoredQuestionSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("inputs") }),
  z.object({ kind: z.literal("series"), series, model: z.enum(MODEL_KEYS) }),
  z.object({
    kind: z.literal("what_if"),
    series,
    changes: z.array(z.object({ name: z.string(), values: numbers })),
  }),
]) satisfies z.ZodType<ExplainQuestion>;

/** What a person or a machine asks: a category by its name or its index, null for a step that stays as it is. */
export const WhatIfRequestSchema = z.strictObject({
  series: series.meta({ description: "The series' index in the data, from 0." }),
  changes: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(300).meta({ description: "An input that is known ahead." }),
        values: z
          .array(z.union([z.number(), z.string().max(300), z.null()]))
          .min(1)
          .max(1_000)
          .meta({
            description:
              "One value a step of the horizon, the first step first; null leaves a step as it is.",
          }),
      }),
    )
    .min(1, { error: "Change at least one input." })
    .max(20),
});
export type WhatIfRequest = z.input<typeof WhatIfRequestSchema>;

/** What the run's page sends: a what-if, or the wish to have an answer worked out (again). */
export const ExplainRequestSchema = z.union([
  WhatIfRequestSchema,
  z.strictObject({ inputs: z.literal(true) }),
  z.strictObject({ again: z.uuid() }),
]);

const FrequencySchema = z.object({
  unit: z.enum(["min", "h", "D", "W", "M", "Q", "Y", "int"]),
  multiple: z.int(),
});

const ModelSchema = z.object({
  kind: z.enum(EXPLAINED_KINDS),
  members: z.int(),
  /** Whether the run itself forecasts with it; if not, trees or a regression were fitted for the explanation alone. */
  isOfRun: z.boolean(),
});

export const InputsAnswerSchema = z.object({
  model: ModelSchema,
  /** How many series it was measured on, evenly picked, and how many there are. */
  measuredSeries: z.int(),
  seriesCount: z.int(),
  importance: z.object({
    /** Mean absolute error as it is, in the target's unit; null where no outcome is known. */
    error: z.number().nullable(),
    steps: z.int(),
    folds: z.int(),
    repeats: z.int(),
    covariates: z.array(
      z.object({
        name: z.string(),
        availability: z.enum(["past_only", "known_ahead", "static"]),
        increase: z.number().nullable(),
        low: z.number().nullable(),
        high: z.number().nullable(),
      }),
    ),
  }),
  influence: z.array(
    z.object({
      kind: z.enum(["recent", "older", "calendar", "covariate", "statics"]),
      /** Of a covariate. */
      name: z.string().nullable(),
      /** Of `recent`: how many periods. */
      steps: z.int().nullable(),
      bySteps: numbers,
    }),
  ),
  notes: z.array(z.string()),
});
export type InputsAnswer = z.infer<typeof InputsAnswerSchema>;

const PartSchema = z.object({ name: z.string(), values: numbers });

export const SeriesAnswerSchema = z.object({
  series,
  id: z.string(),
  model: z.enum(MODEL_KEYS),
  frequency: FrequencySchema,
  /** Milliseconds since 1970 UTC, or positions, of each period that follows; the last `horizonSteps` are the forecast's. */
  times: z.array(z.number()),
  horizonSteps: z.int(),
  values: numbers,
  level: z.number(),
  trend: numbers,
  seasons: z.array(z.object({ period: z.int(), values: numbers })),
  holiday: numbers.nullable(),
  covariates: z.array(PartSchema),
  remainder: numbers,
  notes: z.array(z.string()),
  /** Inputs that can be set for the future, with what they are there now. */
  ahead: z.array(
    z.object({
      name: z.string(),
      kind: z.enum(["numeric", "categorical"]),
      categories: z.array(z.string()),
      isFlag: z.boolean(),
      /** What any series had so far; null where nothing is known. */
      low: z.number().nullable(),
      high: z.number().nullable(),
      values: numbers,
    }),
  ),
  /** Whether the data has inputs of other kinds. */
  otherInputs: z.array(z.string()),
});
export type SeriesAnswer = z.infer<typeof SeriesAnswerSchema>;

const FanSchema = z.object({ median: numbers, low80: numbers, high80: numbers });

export const WhatIfAnswerSchema = z.object({
  series,
  id: z.string(),
  model: ModelSchema,
  frequency: FrequencySchema,
  /** Of each step. */
  times: z.array(z.number()),
  before: FanSchema,
  after: FanSchema,
  /** Median after less median before, in the target's unit. */
  difference: numbers,
  notes: z.array(z.string()),
});
export type WhatIfAnswer = z.infer<typeof WhatIfAnswerSchema>;
