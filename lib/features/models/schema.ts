import { z } from "zod";
import { MODEL_KEYS } from "#lib/forecast/types.ts";
import { RunPlace } from "#lib/platform/prisma/enums.ts";

/** Which rows to show; what is absent is all of them. */
export const ModelFilterSchema = z.strictObject({
  place: z.enum(RunPlace, { error: "must be server or browser" }).optional(),
  model: z.enum(MODEL_KEYS, { error: `must be one of ${MODEL_KEYS.join(", ")}` }).optional(),
});
export type ModelFilter = z.output<typeof ModelFilterSchema>;

/** Where a page ended: its last row, in the leaderboard's own order. */
export const ModelKeySchema = z.strictObject({
  newest: z.int(),
  mase: z.number().nullable(),
  number: z.int(),
  model: z.enum(MODEL_KEYS),
});
export type ModelRowKey = z.output<typeof ModelKeySchema>;
