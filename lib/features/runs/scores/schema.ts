import { z } from "zod";
import { MODEL_KEYS } from "#lib/forecast/types.ts";
import type { Breakdown } from "./breakdown.ts";

const maybe = z.number().nullable();
const PartSchema = z.object({
  model: z.enum(MODEL_KEYS),
  scope: z.enum(["selection", "test"]),
  part: z.union([z.number(), z.string()]),
  n: z.int(),
  values: z.array(maybe),
});

/** What a run's scoring leaves beside its scores. */
export const BreakdownSchema = z.object({
  version: z.literal(1),
  byStep: z.array(PartSchema),
  bySegment: z.array(PartSchema),
  significance: z.array(
    z.object({
      model: z.enum(MODEL_KEYS),
      over: z.enum(["series", "time"]),
      units: z.int(),
      difference: maybe,
      lower: maybe,
      upper: maybe,
      pValue: maybe,
    }),
  ),
}) satisfies z.ZodType<Breakdown>;
