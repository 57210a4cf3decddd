import { recordAudit } from "#lib/features/audit/server.ts";
import { snapshotBefore } from "#lib/features/canvas/server.ts";
import { assertTrainable, freezeLabels, labelledPanel, loadPanel } from "#lib/features/datasets/server.ts";
import { assertMay } from "#lib/features/workspaces/authorise.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { checkPanel, ForecastError, planFolds } from "#lib/forecast/index.ts";
import type { BacktestSpec, Panel } from "#lib/forecast/types.ts";
import { type Sender, sender } from "#lib/jobs/boss.ts";
import { db, type Tx, transaction } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { appendEvent } from "#lib/platform/events/append.ts";
import { parseInput } from "#lib/platform/parse.ts";
import { Prisma } from "#lib/platform/prisma/client.ts";
import type { RunPlace } from "#lib/platform/prisma/enums.ts";
import { assertFitsBrowser } from "./browser/limits.ts";
import { planTasks } from "./graph.ts";
import { readHolidays, withHolidays } from "./run-panel.ts";
import {
  type ParsedRunRequest,
  type RunRequest,
  RunRequestSchema,
  type StoredSpec,
  StoredSpecSchema,
  specOf,
} from "./schema.ts";
import { queueTasks } from "./tasks/end.ts";

/** Refuses what the data cannot carry, in words that say what it would. */
function assertFits(panel: Panel, spec: BacktestSpec): void {
  if (spec.models.includes("today") && panel.todayForecast === null) {
    throw new AppError("invalid_input", {
      detail: "This data has no column with the forecasts of today's method. Leave that method out.",
      fields: { models: "The data has no column with the forecasts of today's method." },
    });
  }
  try {
    planFolds(panel, spec);
  } catch (error) {
    if (!(error instanceof ForecastError)) throw error;
    const field = error.detail.startsWith("The window") ? "window.windowSteps" : "horizonSteps";
    throw new AppError("invalid_input", { detail: error.detail, fields: { [field]: error.detail } });
  }
}

/** Refuses labels that hide all there is, or promotions that the data have an input of that name for. */
async function assertLearns(workspaceId: string, panel: Panel, { labels }: StoredSpec): Promise<void> {
  const terms = { workspaceId, panel, used: labels, untilPosition: panel.times.length - 1 };
  try {
    for (const part of ["learn", "compare"] as const) checkPanel(await labelledPanel({ ...terms, part }));
  } catch (error) {
    if (!(error instanceof ForecastError)) throw error;
    throw new AppError("invalid_input", {
      detail: `The labels leave nothing to work with: ${error.detail}`,
      fields: { labels: error.detail },
    });
  }
}

/** The spec with its public holidays, and the data with them. @throws AppError `invalid_input` where they cannot be had. */
async function settleHolidays(
  data: Panel,
  request: ParsedRunRequest,
): Promise<{ spec: BacktestSpec; panel: Panel }> {
  try {
    const holidays = await readHolidays(request.holidays);
    const spec: BacktestSpec = { ...specOf(request), ...(holidays ? { holidays } : {}) };
    return { spec, panel: await withHolidays(data, spec) };
  } catch (error) {
    if (!(error instanceof ForecastError)) throw error;
    throw new AppError("invalid_input", { detail: error.detail, fields: { holidays: error.detail } });
  }
}

/**
 * Asks for a run: run, tasks and first job in one transaction. The same `clientKey` again, or many times at once,
 * answers the run that there is.
 */
export async function requestRun(
  actor: ProjectActor,
  input: RunRequest,
): Promise<{ id: string; number: number }> {
  const request = parseInput(RunRequestSchema, input);
  assertMay(actor, "edit_data_and_runs");
  const { workspaceId, projectId } = actor;
  const version = await db().datasetVersion.findFirst({
    where: { id: request.datasetVersionId, workspaceId, projectId, deletedAt: null },
    select: { id: true, datasetId: true },
  });
  if (!version) {
    throw new AppError("not_found", {
      detail: "This version of the data is not in this project. Choose another.",
      fields: { datasetVersionId: "Choose a version of the data." },
    });
  }
  await assertTrainable(actor, version.id);
  const data = await loadPanel({ workspaceId, versionId: version.id });
  const { spec: asked, panel } = await settleHolidays(data, request);
  assertFits(panel, asked);
  const labels = await freezeLabels({ workspaceId, datasetId: version.datasetId, use: request.labels });
  const spec: StoredSpec = StoredSpecSchema.parse({ ...asked, labels, sealed: request.sealed });
  await assertLearns(workspaceId, panel, spec);
  if (request.place === "browser") assertFitsBrowser(panel, spec);
  const jobs = await sender();
  const { place, question, seed, clientKey } = request;
  return transaction(
    async (tx) => {
      await lockProject(tx, projectId);
      const earlier = await tx.run.findUnique({
        where: { projectId_clientKey: { projectId, clientKey } },
        select: { id: true, number: true },
      });
      if (earlier) return earlier;
      const run = { versionId: version.id, spec, place, question, seed, clientKey, replayOfId: null };
      return createRun(tx, { actor, run, seriesCount: panel.ids.length, jobs });
    },
    { timeoutMs: 30_000 },
  );
}

/** The project's row is the lock under which an earlier run is looked for and the next number is given. */
export async function lockProject(tx: Tx, projectId: string): Promise<void> {
  await tx.$queryRaw(Prisma.sql`SELECT id FROM "Project" WHERE id = ${projectId} FOR UPDATE`);
}

interface NewRun {
  versionId: string;
  spec: BacktestSpec;
  place: RunPlace;
  question: string;
  seed: number;
  clientKey: string | null;
  replayOfId: string | null;
}

/** The caller holds the project's lock. */
export async function createRun(
  tx: Tx,
  options: { actor: ProjectActor; run: NewRun; seriesCount: number; jobs: Sender },
): Promise<{ id: string; number: number }> {
  const { actor, jobs } = options;
  const { versionId, spec, place, ...asked } = options.run;
  const { workspaceId, projectId, userId } = actor;
  const { runSeq: number } = await tx.project.update({
    where: { id: projectId },
    data: { runSeq: { increment: 1 } },
    select: { runSeq: true },
  });
  const run = await tx.run.create({
    data: {
      workspaceId,
      projectId,
      number,
      datasetVersionId: versionId,
      spec: spec as unknown as Prisma.InputJsonObject,
      place,
      requestedById: userId,
      ...asked,
    },
    select: { id: true },
  });
  await snapshotBefore(tx, actor, { reason: "before_run", name: `Before run ${number}`, ref: run.id });
  await tx.runTask.createMany({
    data: planTasks(spec, options.seriesCount, place).map(({ key, input, dependsOn, position }) => ({
      runId: run.id,
      workspaceId,
      key,
      kind: input.kind,
      input,
      dependsOn,
      position,
    })),
  });
  const first = await tx.runTask.findMany({
    where: { runId: run.id, dependsOn: { isEmpty: true } },
    select: { id: true, input: true },
  });
  await queueTasks(tx, jobs, { place, tasks: first });
  await recordAudit(tx, {
    workspaceId,
    projectId,
    actorId: userId,
    action: "run.requested",
    ref: run.id,
    detail: { number, place, ...(asked.replayOfId && { replayOf: asked.replayOfId }) },
  });
  await appendEvent(tx, { projectId, kind: "run.created", ref: run.id });
  return { id: run.id, number };
}
