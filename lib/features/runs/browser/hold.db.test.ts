import { beforeEach, describe, expect, it } from "vitest";
import { sender } from "#lib/jobs/boss.ts";
import { db } from "#lib/platform/db.ts";
import { cancelRun } from "../server.ts";
import { sweepLapsedLeases } from "../tasks/sweep.ts";
import type { BrowserTask } from "./protocol.ts";
import { prepareRun } from "./testing/prepare.ts";
import { setUpBrowserRun } from "./testing/setup.ts";

const { state, open, rowOf, artifacts, messages } = setUpBrowserRun();
const lapse = (task: BrowserTask) =>
  db().runTask.update({ where: { id: task.id }, data: { leaseUntil: new Date(Date.now() - 1_000) } });
const runRow = () => db().run.findUniqueOrThrow({ where: { id: state.run.id } });

describe("holding a task", () => {
  beforeEach(() => prepareRun(state.run.id));

  it("comes back under the same name after a reload, and the old page's work counts no more", async () => {
    const old = open("page-reloaded");
    const before = await old.take();
    const quantiles = await old.compute(before);
    const after = await open("page-reloaded").take();
    expect(after).toMatchObject({ id: before.id, attempt: before.attempt + 1 });
    expect(await rowOf(after)).toMatchObject({ status: "running", failures: 0 });
    expect(await old.beat(before)).toEqual({ held: false });
    await expect(old.send(before, quantiles)).rejects.toMatchObject({ code: "conflict" });
    expect(await artifacts()).toBe(0);
    await old.send(after, quantiles);
    expect(await artifacts()).toBe(1);
  });

  it("is not another person's under the same name", async () => {
    const held = await open("page-of-anyone").take();
    const others = await open("page-of-anyone", state.mine.owner).take();
    expect(others.id).not.toBe(held.id);
    expect(await open("page-of-anyone", state.mine.owner).beat(held)).toEqual({ held: false });
    expect(await open("page-of-anyone").beat(held)).toEqual({ held: true });
  });

  it("is kept by beats, longer than a tab in the background sleeps, and shown while it goes on", async () => {
    const browser = open();
    const task = await browser.take();
    await lapse(task);
    expect(await browser.beat(task, 0.25)).toEqual({ held: true });
    const after = await rowOf(task);
    expect(after).toMatchObject({ progress: 0.25, message: "step 1 of 2", lossCurve: [[1, 0.5, null]] });
    expect((after.leaseUntil?.getTime() ?? 0) - Date.now()).toBeGreaterThan(120_000);
    expect(await sweepLapsedLeases(await sender())).toBe(0);
  });

  it("goes to another browser when the first falls silent, and the first one's result is refused", async () => {
    const [slow, quick] = [open("page-that-sleeps"), open("page-that-works")];
    const lost = await slow.take();
    const quantiles = await slow.compute(lost);
    await lapse(lost);
    expect(await sweepLapsedLeases(await sender())).toBe(1);
    expect(await rowOf(lost)).toMatchObject({ status: "queued", failures: 1, workerId: null });
    expect(await messages()).toBe(1);
    const taken = await quick.take();
    expect(taken).toMatchObject({ id: lost.id, attempt: 2 });
    const results = await Promise.allSettled([
      slow.send(lost, quantiles),
      quick.send(taken, quantiles),
      quick.send(taken, quantiles),
    ]);
    expect(results.filter((each) => each.status === "fulfilled")).toHaveLength(1);
    expect(results[0]?.status).toBe("rejected");
    expect(await artifacts()).toBe(1);
    expect(await open().beat(lost)).toEqual({ held: false });
  });

  it("ends without a failure when a page gives it back, and wakes who waits", async () => {
    const browser = open();
    const held = [
      await browser.take(),
      await open("page-two-of-two").take(),
      await open("page-three").take(),
    ];
    const waiting = open("page-that-waits").claim(15_000);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await browser.release(held[0] as BrowserTask);
    expect(await waiting).toMatchObject({ state: "task", task: { id: held[0]?.id, attempt: 2 } });
    expect(await rowOf(held[0] as BrowserTask)).toMatchObject({ failures: 0 });
    // Again, late: nothing of the other's is taken away.
    await browser.release(held[0] as BrowserTask);
    expect(await rowOf(held[0] as BrowserTask)).toMatchObject({ status: "running" });
  });

  it("gives back what a worker was given without hearing of it, and nothing of another's", async () => {
    const [leaving, staying] = [open("page-that-leaves"), open("page-that-stays")];
    const [lost, kept] = [await leaving.take(), await staying.take()];
    await leaving.releaseAll();
    expect(await rowOf(lost)).toMatchObject({ status: "queued", workerId: null, failures: 0 });
    expect(await rowOf(kept)).toMatchObject({ status: "running" });
    await leaving.releaseAll();
  });

  it("ends when the run is cancelled: beats say so, and results are refused", async () => {
    const browser = open();
    const task = await browser.take();
    const quantiles = await browser.compute(task);
    await cancelRun(state.mine.owner, { number: state.run.number });
    expect(await browser.beat(task)).toEqual({ held: false });
    await expect(browser.send(task, quantiles)).rejects.toMatchObject({ code: "conflict" });
    expect(await browser.fail(task, "bad_panel")).toEqual({ held: false });
    expect(await artifacts()).toBe(0);
    expect(await browser.claim()).toEqual({ state: "ended", status: "cancelled" });
  });

  it("that breaks is tried again, five times in all", async () => {
    for (let i = 0; i < 4; i += 1) await open().fail(await open().take(), null, "Out of memory.");
    expect((await runRow()).status).toBe("running");
    await open().fail(await open().take(), "too_short", "Nothing to learn from.");
    const failed = await runRow();
    expect(failed).toMatchObject({
      status: "failed",
      failure: "Nothing to learn from. It was tried 5 times.",
    });
  });

  it("that the engine refuses ends the run in the engine's words", async () => {
    await open().fail(await open().take(), "bad_panel", "Two series have one name.");
    const failed = await runRow();
    expect(failed).toMatchObject({ status: "failed", failure: "Two series have one name." });
  });

  it("ends a run never without a word", async () => {
    await open().fail(await open().take(), "bad_panel", " ");
    expect((await runRow()).failure).toBe("A browser met something unexpected: it did not say what.");
  });

  it("that was cancelled in the browser goes back without a failure", async () => {
    const task = await open().take();
    await open().fail(task, "cancelled", "The work was cancelled.");
    expect(await rowOf(task)).toMatchObject({ status: "queued", failures: 0 });
  });
});
