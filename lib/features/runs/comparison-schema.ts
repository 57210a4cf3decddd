import { z } from "zod";
import { MODEL_KEYS } from "#lib/forecast/types.ts";
import type { Comparison } from "./comparison.ts";
import { RuntimeSchema } from "./runtime.ts";

const DifferenceSchema = z.object({
  values: z.int(),
  identical: z.boolean(),
  largest: z.number(),
  above: z.int(),
  worst: z
    .object({
      model: z.enum(MODEL_KEYS),
      fold: z.int(),
      series: z.int(),
      seriesName: z.string(),
      step: z.int(),
      level: z.number(),
      original: z.number(),
      replay: z.number(),
    })
    .nullable(),
  missingInOriginal: z.int(),
  missingInReplay: z.int(),
});

/** `RunComparison.detail` as it was stored. */
export const ComparisonSchema = z.object({
  tolerance: z.number(),
  overall: DifferenceSchema,
  models: z.array(DifferenceSchema.extend({ model: z.enum(MODEL_KEYS) })),
  runtimes: z.object({ original: RuntimeSchema.nullable(), replay: RuntimeSchema.nullable() }),
}) satisfies z.ZodType<Comparison>;
