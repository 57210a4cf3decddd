import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { QUANTILE_LEVELS } from "#lib/forecast/types.ts";
import { closeSender, sender } from "#lib/jobs/boss.ts";
import { db } from "#lib/platform/db.ts";
import { closeEventHub } from "#lib/platform/events/hub.ts";
import { createTestDatabase, type TestDatabase } from "#lib/platform/testing/database.ts";
import { createTestProject, type TestProject } from "#lib/platform/testing/fixtures.ts";
import { cancelRun, replayOnServer, requestRun } from "../server.ts";
import { claimTask } from "../tasks/lease.ts";
import { sweepLapsedLeases } from "../tasks/sweep.ts";
import { importTestVersion, testRequest } from "../testing.ts";
import { panelForFold } from "./panel.ts";
import type { BrowserTask, ResultHead } from "./protocol.ts";
import { packResult } from "./result-bytes.ts";
import { storeBrowserResult } from "./store.ts";
import { fakeBrowser } from "./testing/fake-browser.ts";
import { prepareRun } from "./testing/prepare.ts";

const SERIES = 4;
const HORIZON = 7;
/** Naive, seasonal naive and Theta, which is in every run. */
const MODELS = 3;

let database: TestDatabase;
let mine: TestProject;
let other: TestProject;
let versionId: string;
let run: { id: string; number: number };

beforeAll(async () => {
  database = await createTestDatabase();
  [mine, other] = [await createTestProject(), await createTestProject()];
  versionId = await importTestVersion(mine.owner, { series: SERIES });
});
afterAll(async () => {
  await closeEventHub();
  await closeSender();
  await database.drop();
});
beforeEach(async () => {
  run = await requestRun(mine.data_scientist, testRequest(versionId, { place: "browser" }));
});
afterEach(async () => {
  await db().run.updateMany({
    where: { id: run.id, status: { in: ["queued", "running"] } },
    data: { status: "cancelled" },
  });
  await db().runTask.updateMany({ where: { runId: run.id }, data: { leaseUntil: null } });
});

const open = (workerId = "page-number-one", actor: ProjectActor = mine.data_scientist) =>
  fakeBrowser(actor, run.number, workerId);
const row = (task: Pick<BrowserTask, "id">) => db().runTask.findUniqueOrThrow({ where: { id: task.id } });
const artifacts = () => db().artifact.count({ where: { runId: run.id } });
const status = async () => (await db().run.findUniqueOrThrow({ where: { id: run.id } })).status;
const lapse = (task: BrowserTask) =>
  db().runTask.update({ where: { id: task.id }, data: { leaseUntil: new Date(Date.now() - 1_000) } });
const messages = async () =>
  Number(
    (
      await db().$queryRawUnsafe<{ n: bigint }[]>(
        `SELECT count(*) AS n FROM pgboss.job j JOIN "RunTask" t ON t.id = j.data->>'taskId'
         WHERE j.name = 'run-task' AND t."runId" = $1`,
        run.id,
      )
    )[0]?.n,
  );
const sound = (): Float32Array =>
  Float32Array.from(
    { length: SERIES * HORIZON * QUANTILE_LEVELS.length },
    (_, i) => i % QUANTILE_LEVELS.length,
  );

describe("the order of time", () => {
  it("shows a fold's data only when every forecast of the fold before is stored", async () => {
    const browser = open();
    await expect(browser.panel(0)).rejects.toMatchObject({ code: "conflict" });
    await prepareRun(run.id);
    const first = await browser.panel(0);
    for (let i = 0; i < MODELS; i += 1) {
      for (const fold of [1, 2, -1]) {
        await expect(browser.panel(fold)).rejects.toMatchObject({ code: "conflict", status: 409 });
      }
      const task = await browser.take();
      expect(task.fold.fold).toBe(0);
      await browser.finish(task);
    }
    const second = await browser.panel(1);
    // 120 days, cutoffs one horizon apart; inputs known ahead for one horizon more.
    expect(second.times.length - first.times.length).toBe(HORIZON);
    expect((second.offsets[1] as number) - (first.offsets[1] as number)).toBe(HORIZON);
    for (let i = 0; i < MODELS; i += 1) await browser.finish(await browser.take());
    // Selection comes before the untouched fold, and it is the server's.
    expect(await browser.claim()).toEqual({ state: "wait" });
    await expect(browser.panel(2)).rejects.toMatchObject({ code: "conflict" });
  });

  it("gives a test fold nothing that a cutoff hides, whatever the tasks' rows say", async () => {
    await prepareRun(run.id);
    await db().runTask.updateMany({ where: { runId: run.id, kind: "local" }, data: { status: "queued" } });
    await expect(open().panel(2)).rejects.toMatchObject({ code: "conflict" });
  });

  it("knows no fold, no run and no data but its own", async () => {
    await prepareRun(run.id);
    const ask = (fold: string, actor: ProjectActor = mine.owner, number = run.number) =>
      panelForFold(actor, number, { fold });
    await expect(ask("7")).rejects.toMatchObject({ code: "not_found" });
    for (const fold of ["", "1.5", "abc", "-2", "1e9", "99999999999"]) {
      await expect(ask(fold), fold).rejects.toMatchObject({ code: "invalid_input" });
    }
    await expect(panelForFold(mine.owner, run.number, {})).rejects.toMatchObject({ code: "invalid_input" });
    await expect(ask("0", other.owner)).rejects.toMatchObject({ code: "not_found" });
    await expect(ask("0", mine.stakeholder)).rejects.toMatchObject({ code: "forbidden" });
    await expect(ask("0", mine.product_owner)).rejects.toMatchObject({ code: "forbidden" });
    await expect(ask("0", mine.owner, 2 ** 40)).rejects.toMatchObject({ code: "not_found" });
    const onServer = await requestRun(mine.owner, testRequest(versionId));
    await expect(ask("0", mine.owner, onServer.number)).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("claiming", () => {
  it("sends the queue nothing but the server's own tasks", async () => {
    expect(await messages()).toBe(1);
    await prepareRun(run.id);
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
    const local = await db().runTask.findFirstOrThrow({ where: { runId: run.id, kind: "local" } });
    await db().runTask.update({ where: { id: local.id }, data: { status: "queued" } });
    expect(await claimTask(local.id, "server")).toBeNull();
  });

  it("gives each of a fold's tasks to one of ten browsers that ask at once", async () => {
    await prepareRun(run.id);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        open(`page-number-${i}`, i % 2 === 0 ? mine.owner : mine.data_scientist).claim(),
      ),
    );
    const ids = answers.flatMap((answer) => (answer.state === "task" ? answer.task.id : []));
    expect(ids).toHaveLength(MODELS);
    expect(new Set(ids).size).toBe(MODELS);
    expect(answers.filter((answer) => answer.state === "wait")).toHaveLength(10 - MODELS);
  });

  it("tells the whole order: model, series, fold and spec", async () => {
    await prepareRun(run.id);
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
    await prepareRun(run.id);
    const freeAt = performance.now();
    expect((await waiting).state).toBe("task");
    expect(performance.now() - freeAt).toBeLessThan(2_000);
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
    await cancelRun(mine.owner, { number: run.number });
    expect(await waiting).toEqual({ state: "ended", status: "cancelled" });
  });

  it("gives nothing to who was removed, or lost the right, while they waited", async () => {
    const guest = await createTestProject();
    const actor: ProjectActor = { ...mine.data_scientist, userId: guest.owner.userId };
    const key = { workspaceId: mine.workspaceId, userId: guest.owner.userId };
    await db().member.create({ data: { ...key, role: "data_scientist" } });
    const waiting = open("page-of-a-guest", actor).claim(15_000);
    const outcome = expect(waiting).rejects.toMatchObject({ code: "not_found" });
    await db().member.delete({ where: { workspaceId_userId: key } });
    await prepareRun(run.id);
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
    const { claimForBrowser } = await import("./claim.ts");
    const claim = claimForBrowser(
      mine.owner,
      run.number,
      input as Parameters<typeof claimForBrowser>[2],
      new AbortController().signal,
    );
    await expect(claim).rejects.toMatchObject({ code: "invalid_input" });
  });
});

describe("holding a task", () => {
  beforeEach(() => prepareRun(run.id));

  it("comes back under the same name after a reload, and the old page's work counts no more", async () => {
    const old = open("page-reloaded");
    const before = await old.take();
    const quantiles = await old.compute(before);
    const after = await open("page-reloaded").take();
    expect(after).toMatchObject({ id: before.id, attempt: before.attempt + 1 });
    expect(await row(after)).toMatchObject({ status: "running", failures: 0 });
    expect(await old.beat(before)).toEqual({ held: false });
    await expect(old.send(before, quantiles)).rejects.toMatchObject({ code: "conflict" });
    expect(await artifacts()).toBe(0);
    await old.send(after, quantiles);
    expect(await artifacts()).toBe(1);
  });

  it("is not another person's under the same name", async () => {
    const held = await open("page-of-anyone").take();
    const others = await open("page-of-anyone", mine.owner).take();
    expect(others.id).not.toBe(held.id);
    expect(await open("page-of-anyone", mine.owner).beat(held)).toEqual({ held: false });
    expect(await open("page-of-anyone").beat(held)).toEqual({ held: true });
  });

  it("is kept by beats, longer than a tab in the background sleeps, and shown while it goes on", async () => {
    const browser = open();
    const task = await browser.take();
    await lapse(task);
    expect(await browser.beat(task, 0.25)).toEqual({ held: true });
    const after = await row(task);
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
    expect(await row(lost)).toMatchObject({ status: "queued", failures: 1, workerId: null });
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
    expect(await row(held[0] as BrowserTask)).toMatchObject({ failures: 0 });
    // Again, late: nothing of the other's is taken away.
    await browser.release(held[0] as BrowserTask);
    expect(await row(held[0] as BrowserTask)).toMatchObject({ status: "running" });
  });

  it("ends when the run is cancelled: beats say so, and results are refused", async () => {
    const browser = open();
    const task = await browser.take();
    const quantiles = await browser.compute(task);
    await cancelRun(mine.owner, { number: run.number });
    expect(await browser.beat(task)).toEqual({ held: false });
    await expect(browser.send(task, quantiles)).rejects.toMatchObject({ code: "conflict" });
    expect(await browser.fail(task, "bad_panel")).toEqual({ held: false });
    expect(await artifacts()).toBe(0);
    expect(await browser.claim()).toEqual({ state: "ended", status: "cancelled" });
  });

  it("that breaks is tried again, five times in all", async () => {
    for (let i = 0; i < 4; i += 1) await open().fail(await open().take(), null, "Out of memory.");
    expect(await status()).toBe("running");
    await open().fail(await open().take(), "too_short", "Nothing to learn from.");
    const failed = await db().run.findUniqueOrThrow({ where: { id: run.id } });
    expect(failed).toMatchObject({
      status: "failed",
      failure: "Nothing to learn from. It was tried 5 times.",
    });
  });

  it("that the engine refuses ends the run in the engine's words", async () => {
    await open().fail(await open().take(), "bad_panel", "Two series have one name.");
    const failed = await db().run.findUniqueOrThrow({ where: { id: run.id } });
    expect(failed).toMatchObject({ status: "failed", failure: "Two series have one name." });
  });

  it("that was cancelled in the browser goes back without a failure", async () => {
    const task = await open().take();
    await open().fail(task, "cancelled", "The work was cancelled.");
    expect(await row(task)).toMatchObject({ status: "queued", failures: 0 });
  });
});

describe("a result", () => {
  const HEAD: ResultHead = { notes: ["One note."], runtime: { backend: "wasm" }, loss: [] };
  let browser: ReturnType<typeof open>;
  let task: BrowserTask;
  beforeEach(async () => {
    await prepareRun(run.id);
    browser = open();
    task = await browser.take();
  });
  const stillHeld = async () => {
    expect(await artifacts()).toBe(0);
    expect(await row(task)).toMatchObject({ status: "running", attempt: task.attempt });
    expect(await browser.beat(task)).toEqual({ held: true });
  };

  it("is stored as a worker's is: forecast, log, runtime, and the next task's release", async () => {
    await browser.send(task, sound(), HEAD);
    const artifact = await db().artifact.findFirstOrThrow({ where: { runId: run.id } });
    expect(artifact).toMatchObject({
      taskKey: task.key,
      kind: "forecast",
      detail: { model: task.model, fold: 0, cutoffIndex: task.fold.cutoffIndex, notes: ["One note."] },
    });
    expect(await row(task)).toMatchObject({ status: "succeeded", progress: 1 });
    const { runtime } = await db().run.findUniqueOrThrow({ where: { id: run.id } });
    expect(runtime).toEqual({ backend: "wasm", place: "browser" });
    const logs = await db().runLog.findMany({ where: { runId: run.id, taskKey: task.key } });
    expect(logs.map((line) => line.level)).toEqual(["info", "warn"]);
    expect(logs[0]?.text).toContain("in a browser");
  });

  const garbled: [string, () => Float32Array, string][] = [
    ["of wrong length", () => sound().subarray(1), "numbers; 4 series × 7 steps × 21 levels"],
    ["that is empty", () => new Float32Array(0), "The result holds 0 numbers"],
    ["with NaN", () => sound().fill(Number.NaN, 30, 31), "NaN is no forecast"],
    [
      "with a series that is missing without reason",
      () => sound().fill(Number.NaN, 0, 7 * 21),
      "no forecast",
    ],
    ["with crossing quantiles", () => sound().fill(0, 40, 41), "is below the quantile before it"],
    ["of 1e300", () => sound().fill(1e300, 20, 21), "is no forecast"],
    ["of 1e37", () => sound().fill(1e37, 20, 21), "is no forecast"],
  ];
  it.each(garbled)("%s is refused in words, and nothing is stored", async (_what, quantiles, words) => {
    const refused = browser.send(task, quantiles());
    await expect(refused).rejects.toMatchObject({ code: "invalid_input", status: 400 });
    await expect(refused).rejects.toThrow(words);
    await stillHeld();
  });

  const whole = () => packResult({ ...HEAD, quantiles: sound() });
  const bytes: [string, () => Uint8Array][] = [
    ["nothing", () => new Uint8Array(0)],
    ["text", () => new TextEncoder().encode('{"quantiles":[1,2,3]}')],
    ["half of it", () => whole().subarray(0, whole().byteLength / 2)],
    ["another runtime's key", () => packResult({ ...HEAD, runtime: { "a b": "c" }, quantiles: sound() })],
    ["a NUL in a note", () => packResult({ ...HEAD, notes: ["a\0b"], quantiles: sound() })],
    ["half a surrogate pair", () => packResult({ ...HEAD, notes: ["\ud800"], quantiles: sound() })],
    ["a thousand notes", () => packResult({ ...HEAD, notes: Array(1_000).fill("x"), quantiles: sound() })],
    [
      "fields that are the server's",
      () => packResult({ ...HEAD, quantiles: sound(), cutoffIndex: 1, model: "theta" } as never),
    ],
    ["a hostile key", () => packResult({ ...HEAD, quantiles: sound(), ...JSON.parse('{"__proto__":{}}') })],
  ];
  it.each(bytes)("of bytes that are %s is refused, and nothing is stored", async (_what, make) => {
    await expect(browser.sendBytes(task, make())).rejects.toMatchObject({ code: "invalid_input" });
    await stillHeld();
  });

  it("is read no further than this task can need", async () => {
    let most = 0;
    const store = storeBrowserResult(
      mine.data_scientist,
      run.number,
      { task: task.id, attempt: String(task.attempt), worker: browser.workerId },
      async (maxBytes) => {
        most = maxBytes;
        return whole();
      },
    );
    await store;
    expect(most).toBeGreaterThan(whole().byteLength);
    expect(most).toBeLessThan(whole().byteLength + 300_000);
  });

  it("for a task that is not this one's is nothing, or too late", async () => {
    const ask = (
      change: Record<string, string>,
      actor: ProjectActor = mine.data_scientist,
      number = run.number,
    ) =>
      storeBrowserResult(
        actor,
        number,
        { task: task.id, attempt: String(task.attempt), worker: browser.workerId, ...change },
        async () => whole(),
      );
    const prepare = await db().runTask.findFirstOrThrow({ where: { runId: run.id, key: "prepare" } });
    const later = await db().runTask.findFirstOrThrow({
      where: { runId: run.id, key: "theta/fold-1/shard-0" },
    });
    const second = await requestRun(mine.owner, testRequest(versionId, { place: "browser" }));
    await expect(ask({ task: randomUUID() })).rejects.toMatchObject({ code: "not_found" });
    await expect(ask({ task: prepare.id })).rejects.toMatchObject({ code: "not_found" });
    await expect(ask({}, mine.data_scientist, second.number)).rejects.toMatchObject({ code: "not_found" });
    await expect(ask({ task: later.id })).rejects.toMatchObject({ code: "conflict" });
    await expect(ask({ attempt: "2" })).rejects.toMatchObject({ code: "conflict" });
    await expect(ask({ worker: "page-of-another" })).rejects.toMatchObject({ code: "conflict" });
    await expect(ask({ task: "' OR 1=1" })).rejects.toMatchObject({ code: "invalid_input" });
    await expect(ask({ attempt: "1e9" })).rejects.toMatchObject({ code: "invalid_input" });
    await expect(ask({ workspaceId: "x" })).rejects.toMatchObject({ code: "invalid_input" });
    await expect(ask({}, other.owner)).rejects.toMatchObject({ code: "not_found" });
    await expect(ask({}, mine.stakeholder)).rejects.toMatchObject({ code: "forbidden" });
    await expect(ask({}, mine.owner)).rejects.toMatchObject({ code: "conflict" });
    await stillHeld();
    await ask({});
    await expect(ask({})).rejects.toMatchObject({ code: "conflict" });
    expect(await artifacts()).toBe(1);
  });

  it("for a cutoff that was already revealed is refused, also from the browser that held the task", async () => {
    await browser.send(task, sound());
    for (let i = 1; i < MODELS; i += 1) await browser.finish(await browser.take());
    await browser.panel(1);
    const digests = () =>
      db().artifact.findMany({ where: { runId: run.id }, select: { digest: true }, orderBy: { id: "asc" } });
    const before = await digests();
    await expect(browser.send(task, sound().fill(3))).rejects.toMatchObject({
      code: "conflict",
      status: 409,
    });
    expect(await digests()).toEqual(before);
  });
});

describe("asking for a browser's run, and for its replay", () => {
  it("refuses a place that there is not, and data that a browser cannot take", async () => {
    const request = { ...testRequest(versionId), place: "moon" } as never;
    await expect(requestRun(mine.owner, request)).rejects.toMatchObject({ code: "invalid_input" });
  });

  it("replays nothing that a server trained, that has not succeeded, or that is another workspace's", async () => {
    const onServer = await requestRun(mine.owner, testRequest(versionId));
    const replay = (actor: ProjectActor, number: number) => replayOnServer(actor, { number });
    await expect(replay(mine.owner, onServer.number)).rejects.toMatchObject({ code: "conflict" });
    await expect(replay(mine.owner, run.number)).rejects.toMatchObject({ code: "conflict" });
    await expect(replay(mine.stakeholder, run.number)).rejects.toMatchObject({ code: "forbidden" });
    await expect(replay(other.owner, run.number)).rejects.toMatchObject({ code: "not_found" });
  });

  it("makes one replay of twenty that are asked for at once, and another after that one failed", async () => {
    await prepareRun(run.id);
    await db().run.update({ where: { id: run.id }, data: { status: "succeeded" } });
    const ask = () => replayOnServer(mine.data_scientist, { number: run.number });
    const answers = await Promise.all(Array.from({ length: 20 }, ask));
    expect(new Set(answers.map((answer) => answer.id)).size).toBe(1);
    const id = answers[0]?.id ?? "";
    const [original, replay] = await Promise.all(
      [run.id, id].map((each) => db().run.findUniqueOrThrow({ where: { id: each } })),
    );
    expect(replay).toMatchObject({
      place: "server",
      replayOfId: run.id,
      status: "queued",
      spec: original?.spec,
      seed: original?.seed,
      datasetVersionId: original?.datasetVersionId,
    });
    expect(await db().auditEvent.count({ where: { ref: id, action: "run.requested" } })).toBe(1);
    await db().run.update({ where: { id }, data: { status: "failed" } });
    expect((await ask()).id).not.toBe(id);
  });
});
