import { recordAudit } from "#lib/features/audit/server.ts";
import { SEALED_PREFIX } from "#lib/features/runs/index.ts";
import { loadRunForecasts } from "#lib/features/runs/server.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { assertMay } from "#lib/features/workspaces/server.ts";
import { scoreForecasts, selectMethods } from "#lib/forecast/index.ts";
import { transaction } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { appendEvent } from "#lib/platform/events/append.ts";
import { Prisma } from "#lib/platform/prisma/client.ts";
import { costsByModel } from "./assemble.ts";
import { computeVerdict } from "./compute.ts";
import { loadVerdictInputs } from "./inputs.ts";
import { buildLeaderboard } from "./leaderboard.ts";
import { recordLooks } from "./looks/record.ts";
import { findRunByNumber, isSealed } from "./repository.ts";
import type { SealedResults } from "./view.ts";

/** What a run shows while its untouched folds are sealed: the folds that chose. Null once they are open. */
export async function findSealedResults(
  actor: ProjectActor,
  runNumber: number,
): Promise<SealedResults | null> {
  assertMay(actor, "read");
  const run = await findRunByNumber(actor, runNumber);
  const { workspaceId } = actor;
  const owner = { workspaceId, runId: run.id };
  if (run.status !== "succeeded" || !(await isSealed(owner))) return null;
  const [{ panel, sold, spec, folds, forecasts, autoFamily }, inputs] = await Promise.all([
    // Nothing of the others is read, so nothing of them can be shown.
    loadRunForecasts(owner, { only: ["selection"] }),
    loadVerdictInputs(actor),
  ]);
  const table = scoreForecasts({ panel, spec, folds, forecasts });
  const selection = selectMethods(table, { families: autoFamily ? { auto: autoFamily } : {} });
  const evidence = { panel, sold, spec, folds, forecasts, table, selection, autoFamily };
  const { prices, currency, unit } = inputs;
  const costs = prices && costsByModel(evidence, "selection", prices);
  return {
    leaderboard: buildLeaderboard(evidence, "selection", costs),
    ...{ currency, unit, prices },
    quantile: prices && prices.under / (prices.under + prices.over),
    testFolds: spec.testFolds,
  };
}

/**
 * Opens a sealed run's untouched folds, for good, and judges it: the final acceptance, by who decides. Whoever opens them has looked at them. Open ones stay
 * as they are.
 */
export async function openUntouched(actor: ProjectActor, runNumber: number): Promise<void> {
  assertMay(actor, "decide");
  const run = await findRunByNumber(actor, runNumber);
  if (run.status !== "succeeded") {
    throw new AppError("conflict", {
      detail: `Run ${run.number} has no complete results: it is ${run.status}.`,
    });
  }
  const { workspaceId, projectId, userId } = actor;
  const opened = await transaction(async (tx) => {
    const count = await tx.$executeRaw(Prisma.sql`
      UPDATE "Metric" SET scope = substr(scope, ${SEALED_PREFIX.length + 1}::int)
      WHERE "runId" = ${run.id} AND "workspaceId" = ${workspaceId} AND scope LIKE ${`${SEALED_PREFIX}%`}`);
    if (count === 0) return false;
    await recordAudit(tx, {
      ...{ workspaceId, projectId, actorId: userId, action: "run.untouched_opened", ref: run.id },
      detail: { number: run.number },
    });
    await appendEvent(tx, { projectId, kind: "run.progressed", ref: run.id });
    return true;
  });
  if (!opened) return;
  await recordLooks(actor, { runs: [run.id], via: "opened" });
  await computeVerdict({ workspaceId, projectId, runId: run.id });
}
