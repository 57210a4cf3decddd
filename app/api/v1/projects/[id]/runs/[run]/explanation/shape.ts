import { z } from "zod";
import { InputsAnswerSchema, SeriesAnswerSchema, WhatIfAnswerSchema } from "#lib/features/runs/server.ts";
import { EXAMPLE } from "../../../../../_serve/example-ids.ts";

/** How far a question's answer is; `answer` is null until it is there. */
const asked = <A extends z.ZodType>(answer: A) =>
  z.object({
    id: z.uuid(),
    state: z.enum(["waiting", "running", "done", "failed"]),
    progress: z.number().meta({ description: "0 to 1." }),
    message: z.string(),
    failure: z.string().nullable().meta({ description: "Plain words." }),
    answer: answer.nullable(),
  });

export const ExplanationSchema = z
  .object({
    inputs: asked(InputsAnswerSchema).nullable().meta({
      description:
        "Which inputs matter and what moves the forecast at each step. Worked out when a run succeeds on the server; null where nobody has asked.",
    }),
    series: asked(SeriesAnswerSchema).meta({
      description:
        "The parts of the series and of the forecast: values = level + trend + seasons + holiday + covariates + remainder.",
    }),
  })
  .meta({ id: "Explanation" });

export const WhatIfSchema = asked(WhatIfAnswerSchema).meta({ id: "WhatIf" });

const MODEL = { kind: "regression" as const, members: 1, isOfRun: false };
const DAY = { unit: "D" as const, multiple: 1 };
const FIRST = 1_714_435_200_000;

export const EXAMPLE_EXPLANATION = {
  inputs: {
    ...{ id: EXAMPLE.inputs, state: "done" as const, progress: 1, message: "", failure: null },
    answer: {
      model: MODEL,
      measuredSeries: 4,
      seriesCount: 4,
      importance: {
        ...{ error: 0.93, steps: 28, folds: 1, repeats: 5 },
        covariates: [
          { name: "promo", availability: "known_ahead" as const, increase: 0.12, low: 0.09, high: 0.15 },
        ],
      },
      influence: [
        { kind: "recent" as const, name: null, steps: 7, bySteps: [0.11, 0.09] },
        { kind: "covariate" as const, name: "promo", steps: null, bySteps: [0.05, 0.04] },
      ],
      notes: [],
    },
  },
  series: {
    ...{ id: EXAMPLE.parts, state: "done" as const, progress: 1, message: "", failure: null },
    answer: {
      ...{ series: 0, id: "item-0", model: "theta" as const, frequency: DAY },
      times: [FIRST - 86_400_000, FIRST],
      horizonSteps: 1,
      values: [11.4, 11.2],
      level: 10,
      trend: [0.2, 0.3],
      seasons: [{ period: 7, values: [1, 0.8] }],
      holiday: null,
      covariates: [{ name: "promo", values: [0, 0] }],
      remainder: [0.2, 0.1],
      notes: [],
      ahead: [
        {
          ...{ name: "promo", kind: "numeric" as const, categories: [], isFlag: true, low: 0, high: 1 },
          values: [0],
        },
      ],
      otherInputs: [],
    },
  },
};

export const EXAMPLE_WHAT_IF = {
  ...{ id: EXAMPLE.whatIf, state: "done" as const, progress: 1, message: "", failure: null },
  answer: {
    ...{ series: 0, id: "item-0", model: MODEL, frequency: DAY, times: [FIRST] },
    before: { median: [11.2], low80: [9.8], high80: [12.6] },
    after: { median: [13.1], low80: [11.7], high80: [14.5] },
    difference: [1.9],
    notes: [],
  },
};
