import { z } from "zod";
import { StepsSchema } from "./step-schema.ts";
import { SeriesName } from "./steps/common.ts";

/** Other steps for the rows that a version was read from. */
export const WrangleSchema = z.strictObject({
  versionId: z.uuid(),
  steps: StepsSchema,
});

export const PreviewStepsSchema = z.strictObject({
  ...WrangleSchema.shape,
  /** Series to show before and after; empty takes the first ones. */
  series: z.array(SeriesName).max(4).default([]),
});

export const SaveRecipeSchema = z.strictObject({
  steps: StepsSchema,
  /** The revision that these steps came from, 0 where none was saved; another's change in between is a conflict. */
  revision: z.int().nonnegative(),
});
