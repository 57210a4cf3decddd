import type { RunStatus, TaskStatus } from "#lib/platform/prisma/enums.ts";

export type RunEvent = "start" | "succeed" | "fail" | "cancel";
export type TaskEvent = "release" | "claim" | "succeed" | "requeue" | "fail" | "cancel";

/** The one table of a run's life. What is not here does not happen. */
const RUN: Record<RunEvent, { from: readonly RunStatus[]; to: RunStatus }> = {
  start: { from: ["queued"], to: "running" },
  succeed: { from: ["running"], to: "succeeded" },
  fail: { from: ["queued", "running"], to: "failed" },
  cancel: { from: ["queued", "running"], to: "cancelled" },
};

/** `requeue`: the lease lapsed, the attempt failed, or a worker that is ending hands the task back. */
const TASK: Record<TaskEvent, { from: readonly TaskStatus[]; to: TaskStatus }> = {
  release: { from: ["waiting"], to: "queued" },
  claim: { from: ["queued"], to: "running" },
  succeed: { from: ["running"], to: "succeeded" },
  requeue: { from: ["running"], to: "queued" },
  fail: { from: ["waiting", "queued", "running"], to: "failed" },
  cancel: { from: ["waiting", "queued", "running"], to: "cancelled" },
};

/** The status after the event, or null where the event does not apply. */
export function nextRunStatus(status: RunStatus, event: RunEvent): RunStatus | null {
  return RUN[event].from.includes(status) ? RUN[event].to : null;
}

export function nextTaskStatus(status: TaskStatus, event: TaskEvent): TaskStatus | null {
  return TASK[event].from.includes(status) ? TASK[event].to : null;
}

/** For a conditional write: `WHERE status IN (from)`, `SET status = to`. */
export function runTransition(event: RunEvent): { from: RunStatus[]; to: RunStatus } {
  return { from: [...RUN[event].from], to: RUN[event].to };
}

export function taskTransition(event: TaskEvent): { from: TaskStatus[]; to: TaskStatus } {
  return { from: [...TASK[event].from], to: TASK[event].to };
}

export const isFinal = (status: RunStatus): boolean =>
  status === "succeeded" || status === "failed" || status === "cancelled";

/**
 * A task that ends badly this often ends its run, and somebody should look. Workers that are killed count too, since a
 * task may be what kills them; five leaves room for a machine that is having a bad minute.
 */
const MAX_FAILURES = 5;

/** What becomes of a task whose attempt ended badly, `failures` counting this one. */
export function afterBadAttempt(failures: number): "requeue" | "fail" {
  return failures >= MAX_FAILURES ? "fail" : "requeue";
}
