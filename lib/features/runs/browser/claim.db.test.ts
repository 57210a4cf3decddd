import { describe, expect, it, vi } from "vitest";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { database, db } from "#lib/platform/db.ts";
import { createTestProject } from "#lib/platform/testing/fixtures.ts";
import { cancelRun } from "../server.ts";
import { claimTask } from "../tasks/lease.ts";
import { claimForBrowser } from "./claim.ts";
import { prepareRun } from "./testing/prepare.ts";
import { HORIZON, MODELS, SERIES, setUpBrowserRun } from "./testing/setup.ts";

const { state, open, messages } = setUpBrowserRun();

describe("claiming", () => {
  it("sends the queue nothing but the server's own tasks", async () => {
    expect(await messages()).toBe(1);
    await prepareRun(state.run.id);
    expect(await messages()).toBe(1);
    const browser = open();
    const task = await browser.take();
    await browser.release(task);
    const again = await browser.take();
    await browser.fail(again, null);
    expect(await messages()).toBe(1);
    for (let i = 0; i < 2 * MODELS; i += 1) await browser.finish(await browser.take());
    // Selection.
    expect(await messages()).toBe(2);
    // A message that nobody should have sent claims nothing.
    const local = await db().runTask.findFirstOrThrow({ where: { runId: state.run.id, kind: "local" } });
    await db().runTask.update({ where: { id: local.id }, data: { status: "queued" } });
    expect(await claimTask(local.id, "server")).toBeNull();
  });

  it("gives each of a fold's tasks to one of ten browsers that ask at once", async () => {
    await prepareRun(state.run.id);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        open(`page-number-${i}`, i % 2 === 0 ? state.mine.owner : state.mine.data_scientist).claim(),
      ),
    );
    const ids = answers.flatMap((answer) => (answer.state === "task" ? answer.task.id : []));
    expect(ids).toHaveLength(MODELS);
    expect(new Set(ids).size).toBe(MODELS);
    expect(answers.filter((answer) => answer.state === "wait")).toHaveLength(10 - MODELS);
  });

  it("tells the whole order: model, series, fold and spec", async () => {
    await prepareRun(state.run.id);
    const task = await open().take();
    expect(task).toMatchObject({
      attempt: 1,
      kind: "local",
      fold: { fold: 0, role: "selection" },
      member: null,
      from: 0,
      to: SERIES,
      spec: { horizonSteps: HORIZON, seed: 3 },
    });
    expect(task.key).toBe(`${task.model}/fold-0/shard-0`);
  });

  it("waits until a task becomes free, and does not wait long then", async () => {
    const waiting = open().claim(15_000);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await prepareRun(state.run.id);
    const freeAt = performance.now();
    expect((await waiting).state).toBe("task");
    expect(performance.now() - freeAt).toBeLessThan(4_000);
  });

  it("ends its wait when the time is over, when the page leaves, and when the run ends", async () => {
    const from = performance.now();
    expect(await open().claim(300)).toEqual({ state: "wait" });
    expect(performance.now() - from).toBeGreaterThan(250);
    const leave = new AbortController();
    const left = open().claim(15_000, leave.signal);
    setTimeout(() => leave.abort(), 100);
    expect(await left).toEqual({ state: "wait" });
    const waiting = open().claim(15_000);
    await cancelRun(state.mine.owner, { number: state.run.number });
    expect(await waiting).toEqual({ state: "ended", status: "cancelled" });
  });

  it("leaves no task with a page that left while it was being taken", async () => {
    await prepareRun(state.run.id);
    const leave = new AbortController();
    const blocker = await database().pool.connect();
    await blocker.query("BEGIN");
    await blocker.query('SELECT id FROM "Run" WHERE id = $1 FOR UPDATE', [state.run.id]);
    const waiting = open().claim(0, leave.signal);
    await vi.waitFor(async () => {
      const { rows } = await blocker.query(
        "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
      );
      expect(rows).not.toHaveLength(0);
    });
    leave.abort();
    await blocker.query("COMMIT");
    blocker.release();
    expect(await waiting).toEqual({ state: "wait" });
    const taken = await db().runTask.findMany({ where: { runId: state.run.id, attempt: 1, kind: "local" } });
    expect(taken.map((row) => [row.status, row.workerId, row.failures])).toEqual([["queued", null, 0]]);
  });

  it("gives nothing to who was removed, or lost the right, while they waited", async () => {
    const guest = await createTestProject();
    const actor: ProjectActor = { ...state.mine.data_scientist, userId: guest.owner.userId };
    const key = { workspaceId: state.mine.workspaceId, userId: guest.owner.userId };
    await db().member.create({ data: { ...key, role: "data_scientist" } });
    const waiting = open("page-of-a-guest", actor).claim(15_000);
    const outcome = expect(waiting).rejects.toMatchObject({ code: "not_found" });
    await db().member.delete({ where: { workspaceId_userId: key } });
    await prepareRun(state.run.id);
    await outcome;
    await db().member.create({ data: { ...key, role: "stakeholder" } });
    await expect(open("page-of-a-guest", actor).claim()).rejects.toMatchObject({ code: "forbidden" });
  });

  it.each([
    [{ workerId: "short", waitMs: 0 }],
    [{ workerId: "page-number-one", waitMs: 20_001 }],
    [{ workerId: "page-number-one", waitMs: -1 }],
    [{ workerId: { not: "" }, waitMs: 0 }],
    [{ workerId: "page-number-one", waitMs: 0, extra: 1 }],
  ])("refuses %j", async (input) => {
    const claim = claimForBrowser(
      state.mine.owner,
      state.run.number,
      input as Parameters<typeof claimForBrowser>[2],
      new AbortController().signal,
    );
    await expect(claim).rejects.toMatchObject({ code: "invalid_input" });
  });
});
