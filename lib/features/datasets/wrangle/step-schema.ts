import { z } from "zod";
import { CastStep } from "./steps/cast.ts";
import { ConvertStep } from "./steps/convert.ts";
import { DropShortStep } from "./steps/drop-short.ts";
import { FillStep } from "./steps/fill.ts";
import { FilterStep } from "./steps/filter.ts";
import { HierarchyStep } from "./steps/hierarchy.ts";
import { HolidaysStep } from "./steps/holidays.ts";
import { MaskStep } from "./steps/mask.ts";
import { MergeStep } from "./steps/merge.ts";
import { OutliersStep } from "./steps/outliers.ts";
import { PriceChangeStep } from "./steps/price-change.ts";
import { PromotionStep } from "./steps/promotion.ts";
import { RenameStep } from "./steps/rename.ts";
import { ResampleStep } from "./steps/resample.ts";

export const StepSchema = z.discriminatedUnion("kind", [
  FilterStep,
  RenameStep,
  CastStep,
  ResampleStep,
  FillStep,
  OutliersStep,
  ConvertStep,
  MergeStep,
  HierarchyStep,
  HolidaysStep,
  PriceChangeStep,
  PromotionStep,
  DropShortStep,
  MaskStep,
]);
export type Step = z.output<typeof StepSchema>;
export type StepKind = Step["kind"];

/** In the order in which they are done. */
export const StepsSchema = z
  .array(StepSchema)
  .max(50, "a recipe has at most 50 steps")
  .refine((steps) => new Set(steps.map(({ id }) => id)).size === steps.length, "two steps have the same id");

/** What one step did, counted over all rows that it saw. Known values are those of the target. */
export const StepFactsSchema = z.object({
  id: z.string(),
  rowsBefore: z.int().nonnegative(),
  rowsAfter: z.int().nonnegative(),
  knownBefore: z.int().nonnegative(),
  knownAfter: z.int().nonnegative(),
  /** Null where only the rows of new files were gone through. */
  seriesBefore: z.int().nonnegative().nullable(),
  seriesAfter: z.int().nonnegative().nullable(),
  /** Values that the step set or changed: filled, clipped, marked, converted, masked, derived and not 0. */
  valuesChanged: z.int().nonnegative(),
});
export type StepFacts = z.infer<typeof StepFactsSchema>;
