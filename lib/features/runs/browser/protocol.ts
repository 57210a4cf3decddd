import { z } from "zod";
import { type BacktestSpec, MODEL_KEYS } from "#lib/forecast/types.ts";
import { isPrintable, NOT_PRINTABLE } from "#lib/platform/text.ts";
import { BlendSchema, CostsSchema, PlanSchema } from "../auto/schema.ts";
import { FoldSchema, StoredSpecSchema } from "../schema.ts";

/**
 * What a browser that trains and the server say to each other, below `/w/:workspace/p/:project/runs/:run/browser/`.
 * Panels and results travel as bytes instead: `panel-bytes.ts`, `result-bytes.ts`.
 */

/** A claim may wait this long for a task to become free. */
const LONGEST_WAIT_MS = 20_000;
/** Silence after which a browser's task goes to another. Tabs in the background have their timers slowed to one a minute. */
export const BROWSER_LEASE_SECONDS = 150;

/** Made once by each page that trains and kept over a reload, so that it gets its own task again. */
const WorkerId = z
  .string()
  .regex(/^[\w-]{8,64}$/, { error: "A worker's id has 8 to 64 letters and digits." });
const TaskId = z.uuid();
const Attempt = z.int().min(1).max(2_147_483_647);
const line = (most: number) => z.string().max(most).refine(isPrintable, NOT_PRINTABLE);

export const ClaimRequestSchema = z.strictObject({
  workerId: WorkerId,
  waitMs: z.int().min(0).max(LONGEST_WAIT_MS),
});
export type ClaimRequest = z.input<typeof ClaimRequestSchema>;

const BrowserTaskSchema = z.object({
  id: TaskId,
  key: z.string(),
  attempt: Attempt,
  kind: z.enum(["local", "network", "auto_calibrate", "auto_try", "auto_part"]),
  /** Of `local` tasks; `network` or `auto` otherwise. */
  model: z.enum(MODEL_KEYS).exclude(["today"]),
  fold: FoldSchema,
  /** The run's: what is chosen or trained once is chosen and trained before it. */
  firstFold: FoldSchema,
  /** Of `network` tasks alone. */
  member: z.int().nullable(),
  /** Of `local` tasks alone: series `from` (inclusive) to `to` (exclusive). */
  from: z.int().nullable(),
  to: z.int().nullable(),
  /** Of `auto_try` and `auto_part` tasks alone. */
  lane: z.int().nullable(),
  /** The plan that they follow; of `auto_part` also what was chosen. */
  plan: PlanSchema.nullable(),
  blend: BlendSchema.nullable(),
  spec: StoredSpecSchema as z.ZodType<BacktestSpec>,
});
export type BrowserTask = z.infer<typeof BrowserTaskSchema>;

export const ClaimAnswerSchema = z.discriminatedUnion("state", [
  z.object({ state: z.literal("task"), task: BrowserTaskSchema }),
  z.object({ state: z.literal("wait") }),
  z.object({ state: z.literal("ended"), status: z.enum(["succeeded", "failed", "cancelled"]) }),
]);
export type ClaimAnswer = z.infer<typeof ClaimAnswerSchema>;

/** Step, training loss, validation loss. */
const LossPointSchema = z.tuple([
  z.int().min(0).max(1_000_000),
  z.number().min(-1e12).max(1e12),
  z.number().min(-1e12).max(1e12).nullable(),
]);
const LossCurveSchema = z.array(LossPointSchema).max(400);

const HeldSchema = { workerId: WorkerId, taskId: TaskId, attempt: Attempt };

export const BeatRequestSchema = z.strictObject({
  ...HeldSchema,
  /** 0 to 1. */
  progress: z.number().min(0).max(1),
  /** "step 120 of 300". */
  message: line(200),
  loss: LossCurveSchema.nullable(),
});
export type BeatRequest = z.input<typeof BeatRequestSchema>;

/** `held: false` means that the task was cancelled or given to another: drop it. */
const HeldAnswerSchema = z.object({ held: z.boolean() });
export type HeldAnswer = z.infer<typeof HeldAnswerSchema>;

export const FailRequestSchema = z.strictObject({
  ...HeldSchema,
  /** A `ForecastErrorCode` when the engine refused; null for whatever else broke. */
  code: z
    .enum(["cancelled", "too_short", "bad_spec", "bad_panel", "bad_input", "bad_artifact", "backend"])
    .nullable(),
  detail: line(500),
});
export type FailRequest = z.input<typeof FailRequestSchema>;

/** Without a task, whatever the worker holds: it may leave before it has heard what it was given. */
export const ReleaseRequestSchema = z.union([
  z.strictObject(HeldSchema),
  z.strictObject({ workerId: WorkerId }),
]);
export type ReleaseRequest = z.input<typeof ReleaseRequestSchema>;

const whole = z.string().regex(/^-?\d{1,9}$/, { error: "must be a whole number" });

/** `?task=…&attempt=…&worker=…` beside a result's bytes. */
export const ResultQuerySchema = z.strictObject({
  task: TaskId,
  attempt: whole.transform(Number).pipe(Attempt),
  worker: WorkerId,
});
export type ResultQuery = z.input<typeof ResultQuerySchema>;

/** `?fold=`: a fold's number, -1 for the future. */
export const PanelQuerySchema = z.strictObject({
  fold: whole.transform(Number).pipe(z.int().min(-1).max(400)),
});

/** What trained: shown beside the run, and believed in nothing. */
const BrowserRuntimeSchema = z
  .record(z.string().regex(/^\w{1,40}$/), line(200))
  .refine((entries) => Object.keys(entries).length <= 20, { error: "At most 20 facts about the runtime." });

/** The JSON part of a result's bytes. */
export const ResultHeadSchema = z.strictObject({
  notes: z.array(line(1_000)).max(50),
  runtime: BrowserRuntimeSchema,
  /** The whole curve of a network; empty for local models. */
  loss: LossCurveSchema,
  /** Of `auto_calibrate`: what each candidate takes in this browser, in milliseconds. */
  costs: CostsSchema.optional(),
  /** Of `auto_try` and `auto_part`: milliseconds of each fit, in order, and notes with the number of theirs. */
  fits: z
    .strictObject({
      milliseconds: z.array(z.number().min(0).max(1e8)).max(4_000),
      notes: z.array(z.tuple([z.int().min(0).max(4_000), line(1_000)])).max(50),
    })
    .optional(),
});
export type ResultHead = z.infer<typeof ResultHeadSchema>;
