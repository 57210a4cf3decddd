import type { Sender } from "#lib/jobs/boss.ts";
import { type Tx, transaction } from "#lib/platform/db.ts";
import { appendEvent } from "#lib/platform/events/append.ts";
import { Prisma } from "#lib/platform/prisma/client.ts";
import type { RunPlace } from "#lib/platform/prisma/enums.ts";
import { isForBrowser, priorityOf, releasable } from "../graph.ts";
import { mergeRuntime } from "../runtime.ts";
import { TaskInputSchema } from "../schema.ts";
import { afterBadAttempt, runTransition, taskTransition } from "../state.ts";
import { type HeldTask, type LockedRun, type LossPoint, lockRun } from "./lease.ts";

export interface LogLine {
  level: "info" | "warn" | "error";
  text: string;
}

export interface StoredArtifact {
  kind:
    | "forecast"
    | "scores"
    | "breakdown"
    | "loss_curve"
    | "model"
    | "auto_costs"
    | "auto_plan"
    | "auto_answers"
    | "auto_report";
  digest: string;
  sizeBytes: number;
  detail: Prisma.InputJsonObject;
}

export interface TaskOutcome {
  artifacts: readonly StoredArtifact[];
  logs: readonly LogLine[];
  /** What the task found out about the whole run. */
  run?: {
    plan?: Prisma.InputJsonObject;
    result?: Prisma.InputJsonObject;
    runtime?: Readonly<Record<string, string>>;
  };
  /** The whole curve of a network: one that is done within a second has had no beat to show it. */
  lossCurve?: readonly LossPoint[];
  metrics?: readonly Omit<Prisma.MetricCreateManyInput, "runId" | "workspaceId">[];
}

async function writeLogs(tx: Tx, task: HeldTask, lines: readonly LogLine[]): Promise<void> {
  const { runId, workspaceId, key, attempt } = task;
  if (lines.length === 0) return;
  await tx.runLog.createMany({
    data: lines.map((line) => ({ runId, workspaceId, taskKey: key, attempt, ...line })),
  });
}

/** Queues the tasks and their messages together. */
export async function queueTasks(
  tx: Tx,
  jobs: Sender,
  options: { place: RunPlace; tasks: readonly { id: string; input: unknown }[] },
): Promise<void> {
  const { place, tasks } = options;
  if (tasks.length === 0) return;
  const { from, to } = taskTransition("release");
  const ids = tasks.map((task) => task.id);
  await tx.runTask.updateMany({ where: { id: { in: ids }, status: { in: from } }, data: { status: to } });
  await sendMessages(
    tx,
    jobs,
    place,
    tasks.map(({ id, input }) => ({ id, input: TaskInputSchema.parse(input) })),
  );
}

/** Wakes the workers on the server. A browser's tasks wait as rows: browsers ask, and the run's event wakes them. */
async function sendMessages(
  tx: Tx,
  jobs: Sender,
  place: RunPlace,
  tasks: readonly Pick<HeldTask, "id" | "input">[],
): Promise<void> {
  const ours = tasks.filter(({ input }) => !isForBrowser(place, input));
  await jobs.send(
    tx,
    "run-task",
    ours.map(({ id, input }) => ({ data: { taskId: id }, priority: priorityOf(input.kind) })),
  );
}

/**
 * Result, artifacts and status in one transaction, and only if this attempt still holds the task: false means that
 * another one does or did, or that the run has ended, and nothing was written.
 */
export function completeTask(task: HeldTask, outcome: TaskOutcome, jobs: Sender): Promise<boolean> {
  return transaction(
    async (tx) => {
      const run = await lockRun(tx, task.runId);
      if (run?.status !== "running") return false;
      const { from, to } = taskTransition("succeed");
      const written = await tx.runTask.updateMany({
        where: { id: task.id, attempt: task.attempt, status: { in: from } },
        data: {
          status: to,
          progress: 1,
          message: "",
          finishedAt: new Date(),
          leaseUntil: null,
          ...(outcome.lossCurve && { lossCurve: outcome.lossCurve.map((point) => [...point]) }),
        },
      });
      if (written.count === 0) return false;
      const owner = { runId: task.runId, workspaceId: task.workspaceId };
      if (outcome.artifacts.length > 0) {
        await tx.artifact.createMany({
          data: outcome.artifacts.map((artifact) => ({ ...owner, taskKey: task.key, ...artifact })),
        });
      }
      if (outcome.metrics?.length) {
        await tx.metric.createMany({ data: outcome.metrics.map((metric) => ({ ...owner, ...metric })) });
      }
      await writeLogs(tx, task, outcome.logs);
      const { plan, result, runtime } = outcome.run ?? {};
      if (plan || result) {
        await tx.run.update({
          where: { id: task.runId },
          data: { ...(plan && { plan }), ...(result && { result }) },
        });
      }
      if (runtime) await addRuntime(tx, task.runId, runtime);
      await advance(tx, run, jobs);
      return true;
    },
    { timeoutMs: 60_000 },
  );
}

/** The caller holds the run's lock. */
async function addRuntime(tx: Tx, id: string, runtime: Readonly<Record<string, string>>): Promise<void> {
  const before = await tx.run.findUniqueOrThrow({ where: { id }, select: { runtime: true } });
  await tx.run.update({ where: { id }, data: { runtime: mergeRuntime(before.runtime, runtime) } });
}

/** Releases what waited for the task that has just ended, or ends the run when nothing is left. */
async function advance(tx: Tx, run: LockedRun, jobs: Sender): Promise<void> {
  const { id: runId, workspaceId, projectId } = run;
  const tasks = await tx.runTask.findMany({
    where: { runId },
    select: { id: true, key: true, status: true, dependsOn: true, input: true },
    orderBy: { position: "asc" },
  });
  if (tasks.every((task) => task.status === "succeeded")) {
    const { from, to } = runTransition("succeed");
    await tx.run.updateMany({
      where: { id: runId, status: { in: from } },
      data: { status: to, finishedAt: new Date() },
    });
    await jobs.publish(tx, "run.succeeded", { workspaceId, projectId, runId });
    await appendEvent(tx, { projectId, kind: "run.status_changed", ref: runId });
    return;
  }
  await queueTasks(tx, jobs, { place: run.place, tasks: releasable(tasks) });
  await appendEvent(tx, { projectId, kind: "run.progressed", ref: runId });
}

/** Ends a run that cannot go on; what it has stored stays readable. */
async function failRun(tx: Tx, run: LockedRun, failure: string): Promise<void> {
  const end = runTransition("fail");
  const failed = await tx.run.updateMany({
    where: { id: run.id, status: { in: end.from } },
    data: { status: end.to, failure, finishedAt: new Date() },
  });
  if (failed.count === 0) return;
  await cancelTasks(tx, run.id);
  await appendEvent(tx, { projectId: run.projectId, kind: "run.status_changed", ref: run.id });
}

/** Whatever of the run's tasks has not ended ends now; workers notice at their next beat. */
export async function cancelTasks(tx: Tx, runId: string): Promise<void> {
  const { from, to } = taskTransition("cancel");
  // Locked in one order everywhere, so that this and a worker's beat never wait for each other.
  await tx.$queryRaw(Prisma.sql`SELECT id FROM "RunTask" WHERE "runId" = ${runId} ORDER BY id FOR UPDATE`);
  await tx.runTask.updateMany({
    where: { runId, status: { in: from } },
    data: { status: to, leaseUntil: null, finishedAt: new Date() },
  });
}

/**
 * An attempt that ended badly: tried again, or, after too many or when trying again cannot help, the run fails with
 * these words. False when the attempt no longer held the task.
 */
export function failAttempt(
  task: HeldTask,
  problem: { words: string; permanent: boolean },
  jobs: Sender,
): Promise<boolean> {
  return transaction(async (tx) => {
    const run = await lockRun(tx, task.runId);
    if (run?.status !== "running") return false;
    return endBadly(tx, run, task, problem, jobs);
  });
}

/** The caller holds the run's lock. */
export async function endBadly(
  tx: Tx,
  run: LockedRun,
  task: HeldTask,
  problem: { words: string; permanent: boolean },
  jobs: Sender,
): Promise<boolean> {
  const rows = await tx.$queryRaw<{ failures: number }[]>(Prisma.sql`
    UPDATE "RunTask" SET failures = failures + 1, failure = ${problem.words}, "leaseUntil" = NULL, "workerId" = NULL,
      progress = 0, message = '', status = 'queued'
    WHERE id = ${task.id} AND attempt = ${task.attempt} AND status = 'running'
    RETURNING failures`);
  const failures = rows[0]?.failures;
  if (failures === undefined) return false;
  if (problem.permanent || afterBadAttempt(failures) === "fail") {
    const { to } = taskTransition("fail");
    await tx.runTask.update({ where: { id: task.id }, data: { status: to, finishedAt: new Date() } });
    await writeLogs(tx, task, [{ level: "error", text: problem.words }]);
    const tries = problem.permanent ? "" : ` It was tried ${failures} times.`;
    await failRun(tx, run, `${problem.words}${tries}`);
    return true;
  }
  await writeLogs(tx, task, [{ level: "warn", text: `${problem.words} Trying again.` }]);
  await sendMessages(tx, jobs, run.place, [task]);
  await appendEvent(tx, { projectId: run.projectId, kind: "run.progressed", ref: run.id });
  return true;
}

/** A worker that is ending gives its tasks back at once; this is no failure of theirs. */
export function handBack(task: HeldTask, jobs: Sender): Promise<boolean> {
  return transaction(async (tx) => {
    const run = await lockRun(tx, task.runId);
    if (run?.status !== "running") return false;
    const { from, to } = taskTransition("requeue");
    const given = await tx.runTask.updateMany({
      where: { id: task.id, attempt: task.attempt, status: { in: from } },
      data: { status: to, leaseUntil: null, workerId: null, progress: 0, message: "" },
    });
    if (given.count === 0) return false;
    await sendMessages(tx, jobs, run.place, [task]);
    await appendEvent(tx, { projectId: run.projectId, kind: "run.progressed", ref: run.id });
    return true;
  });
}
