import { z } from "zod";
import type { AutoReport } from "#lib/forecast/auto/forecast.ts";
import type { Costs } from "#lib/forecast/auto/in-run.ts";
import type { AutoPlan } from "#lib/forecast/auto/plan.ts";
import type { Blend } from "#lib/forecast/auto/steps.ts";
import type { Candidate } from "#lib/forecast/auto/task.ts";

const amount = z.number().min(0).max(1e9);
/** JSON has no NaN: what is not defined is null. */
const maybe = z.number().nullable();

/** What each candidate took where the run was calibrated, in milliseconds. A browser sends the same. */
export const CostsSchema = z
  .array(
    z.tuple([
      z.string().regex(/^[\w-]{1,60}$/),
      z.strictObject({ fixed: amount, step: amount, base: amount.optional() }),
    ]),
  )
  .max(200) satisfies z.ZodType<Costs>;

/** What task `auto/calibrate` leaves behind. */
export const StoredCostsSchema: z.ZodType<StoredCosts> = z.object({ costs: CostsSchema, threads: z.int() });
export interface StoredCosts {
  costs: Costs;
  threads: number;
}

/** A candidate's own settings are the engine's business: it wrote them, and it reads them. */
const CandidateSchema = z.looseObject({
  kind: z.string(),
  key: z.string(),
}) as unknown as z.ZodType<Candidate>;

/** What is counted and checked here of a plan; the rest passes through to the engine, which wrote it. */
export const PlanSchema = z.looseObject({
  version: z.literal(1),
  horizonSteps: z.int(),
  seasonLength: z.int(),
  seed: z.int(),
  folds: z.int(),
  sampledSeries: z.int(),
  candidates: z.array(CandidateSchema).min(1),
  finalNetworks: z.int(),
}) as unknown as z.ZodType<AutoPlan>;

/** What task `auto/plan` leaves behind. `isRepeated`: it is another run's, and nothing of it is to be changed. */
export const StoredPlanSchema: z.ZodType<StoredPlan> = z.object({
  plan: PlanSchema,
  left: z.array(z.string()),
  threads: z.int(),
  isRepeated: z.boolean(),
});
export interface StoredPlan {
  plan: AutoPlan;
  left: readonly string[];
  threads: number;
  isRepeated: boolean;
}

/** Shares by candidate; how quantiles are made of them is the engine's business. */
export const BlendSchema = z.looseObject({
  shares: z.record(z.string(), z.number()),
}) as unknown as z.ZodType<Blend>;

const MeasuresSchema = z.object({
  n: maybe,
  smape: maybe,
  mase: maybe,
  scaledPinball: maybe,
  coverage80: maybe,
  coverage95: maybe,
});

/** What task `auto/choose` leaves behind. */
export const StoredReportSchema = z.object({
  blend: BlendSchema,
  report: z.object({
    plan: PlanSchema,
    profile: z.looseObject({ series: z.int() }),
    cutoffs: z.array(z.int()),
    tried: z.array(
      z.object({
        model: z.string(),
        score: maybe,
        seconds: z.number(),
        measures: MeasuresSchema.nullable(),
      }),
    ),
    chosen: z
      .object({
        shares: z.record(z.string(), z.number()),
        score: maybe,
        measures: MeasuresSchema,
        reason: z.string(),
      })
      .nullable(),
    baseline: z.object({ model: z.string() }),
    intervals: z.object({ method: z.string() }),
    members: z.record(z.string(), z.int()),
    left: z.array(z.string()),
    notes: z.array(z.string()),
  }),
});
export type StoredReport = z.infer<typeof StoredReportSchema>;

/** The report as it is stored, which is what the engine gave. */
export type ChosenReport = { report: AutoReport; blend: Blend };
