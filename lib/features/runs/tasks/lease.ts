import { type Tx, transaction } from "#lib/platform/db.ts";
import { appendEvent } from "#lib/platform/events/append.ts";
import { Prisma } from "#lib/platform/prisma/client.ts";
import type { RunPlace } from "#lib/platform/prisma/enums.ts";
import { isForBrowser, type TaskInput } from "../graph.ts";
import { TaskInputSchema } from "../schema.ts";
import { runTransition } from "../state.ts";

/**
 * How long a worker may be silent before its tasks go to another. It says so every second, so this is about a stalled
 * machine, not about a slow task.
 */
export const LEASE_SECONDS = 12;

/** A task in the hands of one worker. `attempt` is the fence: only its holder may write the result. */
export interface HeldTask {
  id: string;
  runId: string;
  workspaceId: string;
  projectId: string;
  key: string;
  input: TaskInput;
  attempt: number;
}

export interface LockedRun {
  id: string;
  workspaceId: string;
  projectId: string;
  status: "queued" | "running" | "succeeded" | "failed" | "cancelled";
  place: RunPlace;
}

/** Every change of a run's tasks happens under this lock, so that they come one after the other. */
export async function lockRun(tx: Tx, runId: string): Promise<LockedRun | null> {
  const rows = await tx.$queryRaw<LockedRun[]>(Prisma.sql`
    SELECT id, "workspaceId", "projectId", status::text AS status, place::text AS place
    FROM "Run" WHERE id = ${runId} FOR UPDATE`);
  return rows[0] ?? null;
}

/** Takes a queued task, or null when another has it, or the run has ended: messages may come twice or late. */
export function claimTask(taskId: string, workerId: string): Promise<HeldTask | null> {
  return transaction(async (tx) => {
    const known = await tx.runTask.findUnique({
      where: { id: taskId },
      select: { runId: true, input: true },
    });
    const run = known && (await lockRun(tx, known.runId));
    if (!run || isForBrowser(run.place, TaskInputSchema.parse(known.input))) return null;
    return takeTask(tx, run, { taskId, workerId, leaseSeconds: LEASE_SECONDS });
  });
}

/** The same for whoever holds the run's lock already, with a lease that suits the worker. */
export async function takeTask(
  tx: Tx,
  run: LockedRun,
  options: { taskId: string; workerId: string; leaseSeconds: number },
): Promise<HeldTask | null> {
  const { taskId, workerId, leaseSeconds } = options;
  if (run.status !== "queued" && run.status !== "running") return null;
  const rows = await tx.$queryRaw<{ key: string; input: unknown; attempt: number }[]>(Prisma.sql`
    UPDATE "RunTask" SET status = 'running', attempt = attempt + 1, "workerId" = ${workerId},
      "leaseUntil" = now() + make_interval(secs => ${leaseSeconds}), progress = 0, message = '',
      "startedAt" = now(), "finishedAt" = NULL, "lossCurve" = NULL
    WHERE id = ${taskId} AND "runId" = ${run.id} AND status = 'queued'
    RETURNING key, input, attempt`);
  const [row] = rows;
  if (!row) return null;
  const start = runTransition("start");
  const started = await tx.run.updateMany({
    where: { id: run.id, status: { in: start.from } },
    data: { status: start.to, startedAt: new Date() },
  });
  const kind = started.count > 0 ? "run.status_changed" : "run.progressed";
  await appendEvent(tx, { projectId: run.projectId, kind, ref: run.id });
  return {
    id: taskId,
    runId: run.id,
    workspaceId: run.workspaceId,
    projectId: run.projectId,
    key: row.key,
    input: TaskInputSchema.parse(row.input),
    attempt: row.attempt,
  };
}

/** A point of the curve: step, training loss, validation loss. */
export type LossPoint = readonly [number, number, number | null];

export interface Pulse {
  task: HeldTask;
  progress: number;
  message: string;
  lossCurve: readonly LossPoint[] | null;
  /** Whether there is anything new to show. */
  changed: boolean;
}

/**
 * Extends the leases of what a worker holds and writes its progress. Answers the ids still held: what is missing was
 * cancelled, or given to another, and has to be dropped.
 */
export function beat(pulses: readonly Pulse[], leaseSeconds = LEASE_SECONDS): Promise<Set<string>> {
  return transaction(async (tx) => {
    const values = pulses.map(
      ({ task, progress, message, lossCurve }) =>
        Prisma.sql`(${task.id}, ${task.attempt}::int, ${progress}::float8, ${message}, ${lossCurve ? JSON.stringify(lossCurve) : null}::jsonb)`,
    );
    // Locked in one order everywhere, so that no two of these wait for each other.
    const ids = pulses.map(({ task }) => task.id);
    await tx.$queryRaw(
      Prisma.sql`SELECT id FROM "RunTask" WHERE id IN (${Prisma.join(ids)}) ORDER BY id FOR UPDATE`,
    );
    const rows = await tx.$queryRaw<{ id: string }[]>(Prisma.sql`
      UPDATE "RunTask" t SET "leaseUntil" = now() + make_interval(secs => ${leaseSeconds}),
        progress = v.progress, message = v.message, "lossCurve" = COALESCE(v.curve, t."lossCurve")
      FROM (VALUES ${Prisma.join(values)}) AS v(id, attempt, progress, message, curve)
      WHERE t.id = v.id AND t.attempt = v.attempt AND t.status = 'running'
      RETURNING t.id`);
    const held = new Set(rows.map((row) => row.id));
    const news = pulses.filter(({ task, changed }) => changed && held.has(task.id)).map(({ task }) => task);
    const runs = new Map(news.map((task) => [`${task.projectId} ${task.runId}`, task]));
    for (const [, { projectId, runId }] of [...runs].sort(([a], [b]) => (a < b ? -1 : 1))) {
      await appendEvent(tx, { projectId, kind: "run.progressed", ref: runId });
    }
    return held;
  });
}
