import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { QUANTILE_LEVELS } from "#lib/forecast/types.ts";
import { db } from "#lib/platform/db.ts";
import { requestRun } from "../server.ts";
import { testRequest } from "../testing.ts";
import type { BrowserTask, ResultHead } from "./protocol.ts";
import { packResult } from "./result-bytes.ts";
import { storeBrowserResult } from "./store.ts";
import { prepareRun } from "./testing/prepare.ts";
import { HORIZON, MODELS, SERIES, setUpBrowserRun } from "./testing/setup.ts";

const { state, open, rowOf, artifacts } = setUpBrowserRun();
const sound = (): Float32Array =>
  Float32Array.from(
    { length: SERIES * HORIZON * QUANTILE_LEVELS.length },
    (_, i) => i % QUANTILE_LEVELS.length,
  );

describe("a result", () => {
  const HEAD: ResultHead = { notes: ["One note."], runtime: { backend: "wasm" }, loss: [] };
  let browser: ReturnType<typeof open>;
  let task: BrowserTask;
  beforeEach(async () => {
    await prepareRun(state.run.id);
    browser = open();
    task = await browser.take();
  });
  const stillHeld = async () => {
    expect(await artifacts()).toBe(0);
    expect(await rowOf(task)).toMatchObject({ status: "running", attempt: task.attempt });
    expect(await browser.beat(task)).toEqual({ held: true });
  };

  it("is stored as a worker's is: forecast, log, runtime, and the next task's release", async () => {
    await browser.send(task, sound(), HEAD);
    const artifact = await db().artifact.findFirstOrThrow({ where: { runId: state.run.id } });
    expect(artifact).toMatchObject({
      taskKey: task.key,
      kind: "forecast",
      detail: { model: task.model, fold: 0, cutoffIndex: task.fold.cutoffIndex, notes: ["One note."] },
    });
    expect(await rowOf(task)).toMatchObject({ status: "succeeded", progress: 1 });
    const { runtime } = await db().run.findUniqueOrThrow({ where: { id: state.run.id } });
    expect(runtime).toEqual({ backend: "wasm", place: "browser" });
    const logs = await db().runLog.findMany({ where: { runId: state.run.id, taskKey: task.key } });
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
      state.mine.data_scientist,
      state.run.number,
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
      actor: ProjectActor = state.mine.data_scientist,
      number = state.run.number,
    ) =>
      storeBrowserResult(
        actor,
        number,
        { task: task.id, attempt: String(task.attempt), worker: browser.workerId, ...change },
        async () => whole(),
      );
    const prepare = await db().runTask.findFirstOrThrow({ where: { runId: state.run.id, key: "prepare" } });
    const later = await db().runTask.findFirstOrThrow({
      where: { runId: state.run.id, key: "theta/fold-1/shard-0" },
    });
    const second = await requestRun(state.mine.owner, testRequest(state.versionId, { place: "browser" }));
    await expect(ask({ task: randomUUID() })).rejects.toMatchObject({ code: "not_found" });
    await expect(ask({ task: prepare.id })).rejects.toMatchObject({ code: "not_found" });
    await expect(ask({}, state.mine.data_scientist, second.number)).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(ask({ task: later.id })).rejects.toMatchObject({ code: "conflict" });
    await expect(ask({ attempt: "2" })).rejects.toMatchObject({ code: "conflict" });
    await expect(ask({ worker: "page-of-another" })).rejects.toMatchObject({ code: "conflict" });
    await expect(ask({ task: "' OR 1=1" })).rejects.toMatchObject({ code: "invalid_input" });
    await expect(ask({ attempt: "1e9" })).rejects.toMatchObject({ code: "invalid_input" });
    await expect(ask({ workspaceId: "x" })).rejects.toMatchObject({ code: "invalid_input" });
    await expect(ask({}, state.other.owner)).rejects.toMatchObject({ code: "not_found" });
    await expect(ask({}, state.mine.stakeholder)).rejects.toMatchObject({ code: "forbidden" });
    await expect(ask({}, state.mine.owner)).rejects.toMatchObject({ code: "conflict" });
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
      db().artifact.findMany({
        where: { runId: state.run.id },
        select: { digest: true },
        orderBy: { id: "asc" },
      });
    const before = await digests();
    await expect(browser.send(task, sound().fill(3))).rejects.toMatchObject({
      code: "conflict",
      status: 409,
    });
    expect(await digests()).toEqual(before);
  });
});
