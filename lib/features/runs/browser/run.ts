import type { z } from "zod";
import { assertMay } from "#lib/features/workspaces/authorise.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import type { Fold } from "#lib/forecast/types.ts";
import { db } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import type { RunStatus } from "#lib/platform/prisma/enums.ts";
import { FUTURE_FOLD, isForBrowser, type TaskInput } from "../graph.ts";
import { getRunRow } from "../repository.ts";
import { type RunPlan, RunPlanSchema, StoredSpecSchema, TaskInputSchema } from "../schema.ts";
import type { HeldTask } from "../tasks/lease.ts";
import type { TrainedInput } from "../tasks/outcome.ts";

export interface BrowserRun {
  id: string;
  status: RunStatus;
  versionId: string;
  spec: z.infer<typeof StoredSpecSchema>;
  /** Null until the server has prepared the run. */
  plan: RunPlan | null;
}

/**
 * The run that a browser works for, with everything checked anew: right, tenant, and that it is trained in browsers.
 * @throws AppError `forbidden`, `not_found`, `conflict` for a run that the server trains.
 */
export async function getBrowserRun(actor: ProjectActor, number: number): Promise<BrowserRun> {
  assertMay(actor, "edit_data_and_runs");
  const run = await getRunRow(db(), actor, number, {
    id: true,
    status: true,
    place: true,
    spec: true,
    plan: true,
    datasetVersionId: true,
  });
  if (run.place !== "browser") {
    throw new AppError("conflict", {
      detail: `Run ${number} is trained on the server. There is nothing to do for a browser.`,
    });
  }
  return {
    id: run.id,
    status: run.status,
    versionId: run.datasetVersionId,
    spec: StoredSpecSchema.parse(run.spec),
    plan: run.plan === null ? null : RunPlanSchema.parse(run.plan),
  };
}

/** A page's own id, with its person's before it: nobody takes over what another person's browser holds. */
export function workerName(actor: ProjectActor, workerId: string): string {
  return `browser:${actor.userId}:${workerId}`;
}

export function foldOf(plan: RunPlan | null, fold: number): Fold {
  const found = fold === FUTURE_FOLD ? plan?.future : plan?.folds.find((each) => each.fold === fold);
  if (!found) throw new AppError("not_found", { detail: `The run has no fold ${fold}.` });
  return found;
}

/** What is chosen or trained once is chosen and trained before this fold. */
export function firstFoldOf(plan: RunPlan | null): Fold {
  return foldOf(plan, plan?.folds[0]?.fold ?? Number.NaN);
}

/** A task that browsers do. */
export type BrowserInput =
  | TrainedInput
  | Extract<TaskInput, { kind: "auto_calibrate" | "auto_try" | "auto_part" }>;

export interface BrowserHeldTask extends HeldTask {
  input: BrowserInput;
  /** Seconds since it was taken, by this machine's clock. */
  seconds: number;
}

const isBrowserInput = (input: TaskInput): input is BrowserInput => isForBrowser("browser", input);

/**
 * The task if this browser's attempt holds it at this moment; null when it does no longer, for whatever reason.
 * @throws AppError `not_found` when the run has no such task.
 */
export async function findHeld(
  actor: ProjectActor,
  run: Pick<BrowserRun, "id">,
  claim: { taskId: string; attempt: number; workerId: string },
): Promise<BrowserHeldTask | null> {
  const { workspaceId, projectId } = actor;
  const row = await db().runTask.findFirst({
    where: { id: claim.taskId, runId: run.id, workspaceId },
    select: { key: true, input: true, attempt: true, status: true, workerId: true, startedAt: true },
  });
  const input = row && TaskInputSchema.parse(row.input);
  if (!row || !input || !isBrowserInput(input)) {
    throw new AppError("not_found", { detail: "This run has no such task." });
  }
  const isHeld =
    row.status === "running" &&
    row.attempt === claim.attempt &&
    row.workerId === workerName(actor, claim.workerId);
  if (!isHeld) return null;
  const { key, attempt } = row;
  const seconds = (Date.now() - (row.startedAt?.getTime() ?? Date.now())) / 1_000;
  return { id: claim.taskId, runId: run.id, workspaceId, projectId, key, input, attempt, seconds };
}
