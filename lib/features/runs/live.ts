import { z } from "zod";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { namesOf } from "#lib/features/workspaces/server.ts";
import { db } from "#lib/platform/db.ts";
import { familyFactor, priorSeconds, remainingSeconds } from "./estimate.ts";
import { isForBrowser } from "./graph.ts";
import { measure } from "./options.ts";
import { getRunRow } from "./repository.ts";
import { RuntimeSchema } from "./runtime.ts";
import { RunPlanSchema, StoredSpecSchema, TaskInputSchema } from "./schema.ts";
import { lossView, progressOf, type RunLive, stepViews, type TaskRow, waitsForBrowser } from "./view.ts";

const CurveSchema = z.array(z.tuple([z.number(), z.number(), z.number().nullable()])).nullable();
const LOG_LINES = 200;

/** What the live panel shows at this moment. */
export async function getRunLive(actor: ProjectActor, number: number): Promise<RunLive> {
  const run = await getRunRow(db(), actor, number, {
    id: true,
    status: true,
    place: true,
    question: true,
    spec: true,
    plan: true,
    queuedAt: true,
    startedAt: true,
    finishedAt: true,
    failure: true,
    cancelledById: true,
    runtime: true,
    datasetVersion: { select: { number: true } },
  });
  const [rows, logs, names, ahead, measured] = await Promise.all([
    db().runTask.findMany({
      where: { runId: run.id },
      orderBy: { position: "asc" },
      select: {
        key: true,
        input: true,
        status: true,
        progress: true,
        message: true,
        attempt: true,
        startedAt: true,
        finishedAt: true,
        lossCurve: true,
        workerId: true,
      },
    }),
    db().runLog.findMany({ where: { runId: run.id }, orderBy: { id: "desc" }, take: LOG_LINES }),
    namesOf(db(), [run.cancelledById]),
    run.status === "queued"
      ? db().run.count({
          where: {
            workspaceId: actor.workspaceId,
            status: { in: ["queued", "running"] },
            // What browsers train keeps no worker busy, and may wait for days.
            place: "server",
            queuedAt: { lt: run.queuedAt },
          },
        })
      : 0,
    run.status === "running" || run.status === "queued" ? measure(actor, run.place) : null,
  ]);
  const spec = StoredSpecSchema.parse(run.spec);
  const plan = RunPlanSchema.safeParse(run.plan).data;
  const tasks: TaskRow[] = rows.map((row) => ({
    key: row.key,
    input: TaskInputSchema.parse(row.input),
    status: row.status,
    progress: row.progress,
    message: row.message,
    attempt: row.attempt,
    startedAt: row.startedAt?.getTime() ?? null,
    finishedAt: row.finishedAt?.getTime() ?? null,
    lossCurve: CurveSchema.safeParse(row.lossCurve).data ?? null,
  }));
  const now = Date.now();
  const guess = priorSeconds({
    spec,
    seriesCount: plan?.seriesCount ?? 100,
    periods: plan?.periods ?? 1_000,
  });
  const prior = new Map(guess);
  if (measured !== null && measured.seriesCount === plan?.seriesCount) {
    for (const [group, seconds] of Object.entries(measured.seconds)) {
      const scale =
        group === "network:network"
          ? ((spec.network.trainingSteps / measured.networkSteps) * familyFactor(spec.network.family)) /
            familyFactor(measured.networkFamily)
          : group === "auto_try:auto" || group === "auto_part:auto"
            ? spec.auto.budgetSeconds / measured.budgetSeconds
            : 1;
      if (prior.has(group)) prior.set(group, seconds * scale);
    }
  }
  const isActive = run.status === "queued" || run.status === "running";
  // The share that is done is weighed by the first guess alone: the rail shows the same number.
  const progress = progressOf(tasks, guess);
  const secondsLeft = remainingSeconds(tasks, { now, prior });
  const workersOf = (at: readonly { status: string; workerId: string | null }[]) =>
    new Set(at.flatMap((row) => (row.status === "running" && row.workerId !== null ? row.workerId : [])))
      .size;
  const inBrowsers = rows.filter((_, i) => isForBrowser(run.place, (tasks[i] as TaskRow).input));
  return {
    id: run.id,
    number,
    status: run.status,
    question: run.question,
    queuedAt: run.queuedAt.getTime(),
    startedAt: run.startedAt?.getTime() ?? null,
    finishedAt: run.finishedAt?.getTime() ?? null,
    failure: run.failure,
    cancelledBy: names.get(run.cancelledById ?? "") ?? null,
    progress,
    secondsLeft: isActive ? secondsLeft : null,
    steps: stepViews(tasks, spec, { now, dataTitle: `version ${run.datasetVersion.number}` }),
    loss: lossView(tasks, spec),
    logs: logs
      .reverse()
      .map((line) => ({ id: String(line.id), at: line.at.getTime(), level: line.level, text: line.text })),
    workers: workersOf(rows),
    place: run.place,
    browserWorkers: workersOf(inBrowsers),
    runtime: RuntimeSchema.safeParse(run.runtime).data ?? null,
    waitsForBrowser: isActive && waitsForBrowser(run.place, tasks),
    ahead,
  };
}
