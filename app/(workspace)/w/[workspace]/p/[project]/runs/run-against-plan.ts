import type { PlanDifference } from "#lib/features/canvas/index.ts";
import { differencesFromPlan, getPlanDefaults } from "#lib/features/canvas/server.ts";
import { getCountedProfile } from "#lib/features/datasets/server.ts";
import { getRun, listRuns, type RunView } from "#lib/features/runs/server.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";

export interface AgainstPlan {
  differences: PlanDifference[];
  retraining: { cadence: string | null; trigger: string | null };
}

/** A run beside the plan as it stands now, put together of what three features know. */
export async function runAgainstPlan(actor: ProjectActor, run: RunView): Promise<AgainstPlan> {
  const [plan, profile] = await Promise.all([
    getPlanDefaults(actor),
    getCountedProfile(actor, run.data.versionId),
  ]);
  const { horizonSteps, seasonLength, selectionFolds, models } = run.spec;
  const differences = differencesFromPlan(plan, {
    horizonSteps,
    seasonLength,
    selectionFolds,
    models,
    frequency: profile.frequency,
    covariates: profile.covariates,
  });
  return { differences, retraining: plan.retraining };
}

/** Older runs are history: what they did otherwise has been seen. */
const NEWEST = 5;

/** The newest finished run beside the plan, for the canvas; null while there is none. */
export async function newestAgainstPlan(
  actor: ProjectActor,
): Promise<{ run: number; differences: PlanDifference[] } | null> {
  const runs = await listRuns(actor, { limit: NEWEST });
  const newest = runs.find((run) => run.status === "succeeded");
  if (!newest) return null;
  const { differences } = await runAgainstPlan(actor, await getRun(actor, newest.number));
  return { run: newest.number, differences };
}
