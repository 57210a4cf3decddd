import { describe, expect, it } from "vitest";
import { RunStatus, TaskStatus } from "#lib/platform/prisma/enums.ts";
import {
  afterBadAttempt,
  isFinal,
  nextRunStatus,
  nextTaskStatus,
  type RunEvent,
  type TaskEvent,
} from "./state.ts";

// The whole of a run's and a task's life; whatever is not named here must not happen.
const RUN: Record<RunStatus, Partial<Record<RunEvent, RunStatus>>> = {
  queued: { start: "running", fail: "failed", cancel: "cancelled" },
  running: { succeed: "succeeded", fail: "failed", cancel: "cancelled" },
  succeeded: {},
  failed: {},
  cancelled: {},
};
const TASK: Record<TaskStatus, Partial<Record<TaskEvent, TaskStatus>>> = {
  waiting: { release: "queued", fail: "failed", cancel: "cancelled" },
  queued: { claim: "running", fail: "failed", cancel: "cancelled" },
  running: { succeed: "succeeded", requeue: "queued", fail: "failed", cancel: "cancelled" },
  succeeded: {},
  failed: {},
  cancelled: {},
};
const RUN_EVENTS: RunEvent[] = ["start", "succeed", "fail", "cancel"];
const TASK_EVENTS: TaskEvent[] = ["release", "claim", "succeed", "requeue", "fail", "cancel"];

describe("a run", () => {
  for (const status of Object.values(RunStatus)) {
    for (const event of RUN_EVENTS) {
      const to = RUN[status][event] ?? null;
      it(`${status} + ${event} → ${to ?? "refused"}`, () => {
        expect(nextRunStatus(status, event)).toBe(to);
      });
    }
    it(`${status} is ${Object.keys(RUN[status]).length === 0 ? "" : "not "}final`, () => {
      expect(isFinal(status)).toBe(Object.keys(RUN[status]).length === 0);
    });
  }
});

describe("a task", () => {
  for (const status of Object.values(TaskStatus)) {
    for (const event of TASK_EVENTS) {
      const to = TASK[status][event] ?? null;
      it(`${status} + ${event} → ${to ?? "refused"}`, () => {
        expect(nextTaskStatus(status, event)).toBe(to);
      });
    }
  }
  it("is tried five times, then the run fails", () => {
    expect([1, 4, 5, 6].map(afterBadAttempt)).toEqual(["requeue", "requeue", "fail", "fail"]);
  });
});
