import { z } from "zod";
import { NETWORK_FAMILIES } from "#lib/forecast/neural/families.ts";
import { type BacktestSpec, DEFAULT_AUTO, MODEL_KEYS } from "#lib/forecast/types.ts";
import { RunPlace } from "#lib/platform/prisma/enums.ts";
import { isPrintable, NOT_PRINTABLE } from "#lib/platform/text.ts";
import type { TaskInput } from "./graph.ts";
import { LabelUseSchema, UsedLabelsSchema } from "./labels-schema.ts";

const whole = (low: number, high: number, what: string) =>
  z
    .int({ error: `${what} must be a whole number.` })
    .min(low, { error: `${what} must be at least ${low}.` })
    .max(high, { error: `${what} must be at most ${high.toLocaleString("en")}.` });

/** What a person asks of a run beyond the folds: each may be left out, and is then what a run had before there was it. */
const WindowSchema = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("expanding") }),
    z.strictObject({ kind: z.literal("sliding"), windowSteps: whole(8, 1_000_000, "The window") }),
  ])
  .default({ kind: "expanding" });
const GapSchema = whole(0, 1_000, "The gap").default(0);
const RefitSchema = z.enum(["each_fold", "once"]).default("each_fold");
const FamilySchema = z.enum(NETWORK_FAMILIES.map(({ key }) => key)).default("mlp");
const AutoSchema = z
  .strictObject({ budgetSeconds: whole(5, 3_600, "The time budget") })
  .default(DEFAULT_AUTO);

/** What a person asks of a run. The form, the action and the service parse the same schema. */
export const RunRequestSchema = z.strictObject({
  datasetVersionId: z.uuid({ error: "Choose a version of the data." }),
  horizonSteps: whole(1, 1_000, "The horizon"),
  seasonLength: whole(1, 10_000, "The season"),
  selectionFolds: whole(1, 10, "The number of selection folds"),
  testFolds: whole(1, 6, "The number of untouched folds"),
  models: z
    .array(z.enum(MODEL_KEYS))
    .min(1, { error: "Choose at least one model." })
    .max(MODEL_KEYS.length)
    .transform((models) => MODEL_KEYS.filter((key) => key === "seasonal_naive" || models.includes(key))),
  network: z.strictObject({
    trainingSteps: whole(10, 20_000, "The number of training steps"),
    members: whole(1, 5, "The number of members"),
    family: FamilySchema,
  }),
  /** What each fold may learn from. */
  window: WindowSchema,
  /** Periods between the last one that a fold may see and its first forecast. */
  gapSteps: GapSchema,
  /** How often networks and the regression are trained. */
  refit: RefitSchema,
  /** What `auto` may spend. */
  auto: AutoSchema,
  seed: whole(0, 2_147_483_647, "The seed"),
  /** A country, or a country and its region, as `IT` or `DE-BY`, whose public holidays are known ahead. */
  holidays: z
    .string()
    .trim()
    .min(2, { error: "A country has a code of two letters, such as IT." })
    .max(40, { error: "A country is named by its code of two letters, such as IT." })
    .nullable()
    .default(null),
  /** Whether nobody sees the untouched folds' errors before somebody opens them. */
  sealed: z.boolean().default(false),
  /** What labels of the data do to the run. */
  labels: LabelUseSchema,
  /** Where models are trained; the rest of a run is the server's in any case. */
  place: z.enum(RunPlace).default("server"),
  question: z
    .string()
    .trim()
    .max(300, { error: "The question has at most 300 characters." })
    .refine(isPrintable, NOT_PRINTABLE)
    .default(""),
  /** Made once a form: sending it twice, or twenty times at once, makes one run. */
  clientKey: z.string().min(8).max(64).refine(isPrintable, NOT_PRINTABLE),
});
export type RunRequest = z.input<typeof RunRequestSchema>;
export type ParsedRunRequest = z.output<typeof RunRequestSchema>;

/** Cutoffs stand one horizon apart: no test period is forecast twice, and none is in two folds. */
export function specOf(
  request: Omit<
    ParsedRunRequest,
    "clientKey" | "question" | "datasetVersionId" | "place" | "holidays" | "labels" | "sealed"
  >,
): BacktestSpec {
  return {
    horizonSteps: request.horizonSteps,
    seasonLength: request.seasonLength,
    selectionFolds: request.selectionFolds,
    testFolds: request.testFolds,
    stepSteps: request.horizonSteps,
    models: request.models,
    network: { ...request.network, lookbackSteps: null },
    seed: request.seed,
    window: request.window,
    gapSteps: request.gapSteps,
    refit: request.refit,
    auto: request.auto,
  };
}

/** `Run.spec` as it was stored. */
export const StoredSpecSchema = z.object({
  horizonSteps: z.int(),
  seasonLength: z.int(),
  selectionFolds: z.int(),
  testFolds: z.int(),
  stepSteps: z.int(),
  models: z.array(z.enum(MODEL_KEYS)),
  network: z.object({
    trainingSteps: z.int(),
    members: z.int(),
    lookbackSteps: z.int().nullable(),
    family: FamilySchema,
  }),
  seed: z.int(),
  window: WindowSchema,
  gapSteps: GapSchema,
  refit: RefitSchema,
  auto: AutoSchema,
  /** With the library and its version, so that a reader knows whose days they are. */
  holidays: z.object({ place: z.string(), name: z.string(), source: z.string() }).nullable().default(null),
  labels: UsedLabelsSchema,
  /** The untouched folds were sealed when the run was asked for. */
  sealed: z.boolean().default(false),
}) satisfies z.ZodType<BacktestSpec>;

export type StoredSpec = z.infer<typeof StoredSpecSchema>;

export const FoldSchema = z.object({
  fold: z.int(),
  role: z.enum(["selection", "test", "future"]),
  cutoffIndex: z.int(),
});

/** `Run.plan`: what preparation fixed once the data had been read. */
export const RunPlanSchema = z.object({
  folds: z.array(FoldSchema),
  future: FoldSchema,
  seriesCount: z.int(),
  periods: z.int(),
  /** Milliseconds (or positions) of the last period that each fold may see, in the order of `folds`, then the future. */
  cutoffTimes: z.array(z.number()),
  checks: z.array(z.object({ name: z.string(), state: z.enum(["passed", "warning"]), detail: z.string() })),
});
export type RunPlan = z.infer<typeof RunPlanSchema>;

/** `RunTask.input` as it was stored. */
export const TaskInputSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("prepare") }),
  z.object({
    kind: z.literal("local"),
    model: z.enum(MODEL_KEYS).exclude(["network", "auto"]),
    fold: z.int(),
    from: z.int(),
    to: z.int(),
  }),
  z.object({ kind: z.literal("network"), fold: z.int(), member: z.int() }),
  z.object({ kind: z.literal("combine"), fold: z.int() }),
  z.object({ kind: z.literal("auto_calibrate") }),
  z.object({ kind: z.literal("auto_plan") }),
  z.object({ kind: z.literal("auto_try"), lane: z.int() }),
  z.object({ kind: z.literal("auto_choose") }),
  z.object({ kind: z.literal("auto_part"), fold: z.int(), lane: z.int() }),
  z.object({ kind: z.literal("auto_blend"), fold: z.int() }),
  z.object({ kind: z.literal("select") }),
  z.object({ kind: z.literal("score") }),
]) satisfies z.ZodType<TaskInput>;
