import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import {
  cancelRun,
  getAutoReport,
  getRun,
  getRunLive,
  getRunMetrics,
  loadRunForecasts,
  loadRunSeriesScores,
  requestRun,
} from "#lib/features/runs/server.ts";
import { importTestVersion, testRequest } from "#lib/features/runs/testing.ts";
import { closeSender } from "#lib/jobs/boss.ts";
import { db } from "#lib/platform/db.ts";
import { createTestDatabase, type TestDatabase } from "#lib/platform/testing/database.ts";
import { createTestProject, type TestProject } from "#lib/platform/testing/fixtures.ts";

let database: TestDatabase;
let project: TestProject;
let versionId: string;
const workers = new Set<ChildProcess>();

beforeAll(async () => {
  database = await createTestDatabase();
  project = await createTestProject();
  versionId = await importTestVersion(project.owner);
});
afterEach(async () => {
  await Promise.all([...workers].map((worker) => end(worker, "SIGKILL")));
});
afterAll(async () => {
  await closeSender();
  await database.drop();
});

/** A worker process as it runs in production, on this test's database. */
function startWorker(): ChildProcess {
  const entry = fileURLToPath(new URL("./worker.ts", import.meta.url));
  const worker = spawn(process.execPath, ["--conditions=react-server", entry], {
    env: {
      ...process.env,
      DATABASE_URL: database.url,
      APP_SECRET: "a secret for tests only",
      WORKER_THREADS: "2",
    },
    stdio: ["ignore", "ignore", process.env.WORKER_LOG ? "inherit" : "ignore"],
  });
  workers.add(worker);
  return worker;
}

async function end(worker: ChildProcess, signal: NodeJS.Signals): Promise<number> {
  const from = performance.now();
  workers.delete(worker);
  if (worker.exitCode === null && worker.signalCode === null) {
    const exited = new Promise((resolve) => worker.once("exit", resolve));
    worker.kill(signal);
    await exited;
  }
  return performance.now() - from;
}

async function until<T>(what: string, look: () => Promise<T | null | false>, ms = 150_000): Promise<T> {
  const from = performance.now();
  for (;;) {
    const found = await look();
    if (found) return found;
    const dead = [...workers].find(({ exitCode }) => exitCode !== null);
    if (dead) throw new Error(`A worker ended with ${dead.exitCode} by itself; run with WORKER_LOG=1.`);
    if (performance.now() - from > ms) throw new Error(`Waited in vain until ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const ended = (number: number) =>
  until(`run ${number} has ended`, async () => {
    const run = await getRun(project.stakeholder, number);
    if (run.status === "failed") throw new Error(run.failure ?? "failed");
    return run.status === "succeeded" && run;
  });
const runningNetwork = (runId: string) =>
  until("a network trains", () =>
    db().runTask.findFirst({ where: { runId, kind: "network", status: "running", progress: { gt: 0 } } }),
  );
const digests = async (runId: string) => {
  const rows = await db().artifact.findMany({
    where: { runId, kind: "forecast" },
    orderBy: { taskKey: "asc" },
  });
  return rows.map((row) => `${row.taskKey} ${row.digest}`);
};

it("trains a run from request to scores with real TensorFlow.js, and repeats it to the same bytes after a kill -9", async () => {
  startWorker();
  const request = testRequest(versionId, {
    models: ["naive", "theta", "network", "auto"],
    network: { trainingSteps: 20, members: 2 },
  });
  const first = await requestRun(project.data_scientist, request);
  const run = await ended(first.number);

  expect(run.runtime?.backend).toBe("wasm");
  expect(run.plan?.folds.map((fold) => fold.role)).toEqual(["selection", "selection", "test"]);
  expect(run.selection?.ranking.map((entry) => entry.model).sort()).toEqual([
    "auto",
    "naive",
    "network",
    "seasonal_naive",
    "theta",
  ]);
  const tasks = await db().runTask.findMany({ where: { runId: first.id } });
  const select = tasks.find((task) => task.key === "select");
  for (const task of tasks.filter((each) => /fold-2|future/.test(each.key))) {
    expect(task.startedAt?.getTime() ?? 0, task.key).toBeGreaterThanOrEqual(
      select?.finishedAt?.getTime() ?? Infinity,
    );
  }

  const metrics = await getRunMetrics(project.stakeholder, first.number);
  const scopes = new Set(metrics.map((metric) => metric.scope));
  expect(scopes).toEqual(new Set(["fold-0", "fold-1", "fold-2", "selection", "test"]));
  const mae = metrics.find((m) => m.model === "theta" && m.scope === "test" && m.name === "mae");
  // 4 series × 7 steps of the one untouched fold; noise is uniform in ±1, so an MAE near 0.5 is what can be reached.
  expect(mae?.count).toBe(28);
  expect(mae?.value).toBeGreaterThan(0.2);
  expect(mae?.value).toBeLessThan(1.5);

  const { forecasts, panel } = await loadRunForecasts({ workspaceId: project.workspaceId, runId: first.id });
  expect(forecasts).toHaveLength(5 * 4);
  expect(forecasts.every((forecast) => forecast.quantiles.every(Number.isFinite))).toBe(true);
  expect(panel.ids).toHaveLength(4);
  const scores = await loadRunSeriesScores({ workspaceId: project.workspaceId, runId: first.id });
  expect(scores.map((group) => group.n.length)).toEqual(Array(10).fill(4));

  // What auto did stands beside the run, and was done once.
  const report = await getAutoReport(project.stakeholder, first.number);
  expect(report?.tried.map(({ key }) => key)).toEqual(expect.arrayContaining(["seasonal_naive", "ridge"]));
  expect(report?.chosen?.shares.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
  const answers = { runId: first.id, kind: "auto_answers" };
  // Four lanes of trials, two parts of each of three folds and the future.
  expect(await db().artifact.count({ where: answers })).toBe(4 + 2 * 4);
  const mase = (model: string) =>
    metrics.find((m) => m.model === model && m.scope === "test" && m.name === "mase")?.value ?? Number.NaN;
  expect(mase("auto")).toBeLessThan(1.05 * mase("seasonal_naive"));

  const live = await getRunLive(project.stakeholder, first.number);
  expect(live).toMatchObject({ progress: 1, secondsLeft: null, status: "succeeded" });
  expect(live.loss?.points.length).toBeGreaterThan(0);
  expect(live.logs.length).toBeGreaterThanOrEqual(tasks.length);
  await until("the verdict's message was worked on", async () => {
    const rows = await db().$queryRawUnsafe<{ state: string }[]>(
      "SELECT state::text FROM pgboss.job WHERE name = 'verdict'",
    );
    return rows.length > 0 && rows.every((row) => row.state === "completed" || row.state === "active");
  });

  // The same again, but its worker dies in the middle of a network.
  await end([...workers][0] as ChildProcess, "SIGKILL");
  const doomed = startWorker();
  const second = await requestRun(project.data_scientist, {
    ...request,
    network: { trainingSteps: 20, members: 2 },
    clientKey: "killed-in-the-middle",
  });
  const seen = await until("a network is at work", () =>
    db().runTask.findFirst({ where: { runId: second.id, kind: "network", status: "running" } }),
  );
  startWorker();
  await end(doomed, "SIGKILL");
  const killedAt = performance.now();
  // What it held when it died: the task that was seen may have ended in between.
  const task = await db().runTask.findFirstOrThrow({
    where: { runId: second.id, workerId: seen.workerId, status: "running" },
  });
  await until(
    "another worker has it",
    () => db().runTask.findFirst({ where: { id: task.id, attempt: { gte: 2 } } }),
    30_000,
  );
  const seconds = (performance.now() - killedAt) / 1_000;
  console.log(`picked up ${seconds.toFixed(1)} s after kill -9`);
  expect(seconds).toBeLessThan(30);
  await ended(second.number);
  // Exactly once: as many forecasts as the run that nobody disturbed, with the same bytes.
  expect(await digests(second.id)).toEqual(await digests(first.id));
}, 600_000);

it("hands its tasks back at once when it is told to end, which counts as no failure", async () => {
  const worker = startWorker();
  const run = await requestRun(
    project.owner,
    testRequest(versionId, { models: ["network"], network: { trainingSteps: 5_000, members: 1 } }),
  );
  const task = await runningNetwork(run.id);
  const ms = await end(worker, "SIGTERM");
  const after = await db().runTask.findUniqueOrThrow({ where: { id: task.id } });
  expect(after).toMatchObject({ status: "queued", failures: 0, workerId: null });
  expect(ms).toBeLessThan(9_000);
  startWorker();
  await until(
    "it goes on",
    () => db().runTask.findFirst({ where: { id: task.id, status: "running" } }),
    15_000,
  );
  await cancelRun(project.owner, { number: run.number });
}, 400_000);

it("drops what was cancelled within about a second and is free for the next run", async () => {
  startWorker();
  const long = await requestRun(
    project.owner,
    testRequest(versionId, { models: ["network"], network: { trainingSteps: 20_000, members: 1 } }),
  );
  await runningNetwork(long.id);
  const next = await requestRun(project.owner, testRequest(versionId, { clientKey: "the-next-run" }));
  await cancelRun(project.owner, { number: long.number });
  const from = performance.now();
  await until("the next run is at work", () =>
    db().runTask.findFirst({ where: { runId: next.id, status: { in: ["running", "succeeded"] } } }),
  );
  console.log(`free ${(performance.now() - from).toFixed(0)} ms after cancelling`);
  expect(performance.now() - from).toBeLessThan(5_000);
  await ended(next.number);
  expect(await db().artifact.count({ where: { runId: long.id, taskKey: { startsWith: "network" } } })).toBe(
    0,
  );
}, 400_000);
