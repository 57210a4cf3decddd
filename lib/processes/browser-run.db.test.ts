import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { fakeBrowser } from "#lib/features/runs/browser/testing/fake-browser.ts";
import {
  getAutoReport,
  getRun,
  getRunMetrics,
  listRuns,
  replayOnServer,
  requestRun,
} from "#lib/features/runs/server.ts";
import { importTestVersion, testRequest } from "#lib/features/runs/testing.ts";
import { closeSender } from "#lib/jobs/boss.ts";
import { db } from "#lib/platform/db.ts";
import { closeEventHub } from "#lib/platform/events/hub.ts";
import { createTestDatabase, type TestDatabase } from "#lib/platform/testing/database.ts";
import { createTestProject, type TestProject } from "#lib/platform/testing/fixtures.ts";

let database: TestDatabase;
let project: TestProject;
let versionId: string;
let worker: ChildProcess;

beforeAll(async () => {
  database = await createTestDatabase();
  project = await createTestProject();
  versionId = await importTestVersion(project.owner, { series: 6 });
  const entry = fileURLToPath(new URL("./worker.ts", import.meta.url));
  const env = {
    ...process.env,
    DATABASE_URL: database.url,
    APP_SECRET: "a secret for tests only",
    WORKER_THREADS: "2",
  };
  worker = spawn(process.execPath, ["--conditions=react-server", entry], {
    env,
    stdio: ["ignore", "ignore", process.env.WORKER_LOG ? "inherit" : "ignore"],
  });
});
afterAll(async () => {
  const exited = new Promise((resolve) => worker.once("exit", resolve));
  worker.kill("SIGKILL");
  await exited;
  await closeEventHub();
  await closeSender();
  await database.drop();
});

async function until<T>(what: string, look: () => Promise<T | null | false>): Promise<T> {
  const end = performance.now() + 120_000;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (performance.now() > end) throw new Error(`Waited in vain until ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

it("is trained by two browsers and the server's worker together, and repeats on the server to the same numbers", async () => {
  const actor = project.data_scientist;
  const run = await requestRun(
    actor,
    testRequest(versionId, {
      ...{ place: "browser", models: ["naive", "theta", "ridge", "auto"], testFolds: 2, question: "Same?" },
      auto: { budgetSeconds: 20 },
    }),
  );
  const pages = [
    fakeBrowser(actor, run.number, "page-one-of-two"),
    fakeBrowser(project.owner, run.number, "page-two-of-two"),
  ];
  const shares = await Promise.all(pages.map((page) => page.work()));

  const trained = await getRun(project.stakeholder, run.number);
  expect(trained).toMatchObject({ status: "succeeded", place: "browser", replay: null, comparison: null });
  expect(trained.runtime).toEqual({ place: "browser", backend: "wasm", browser: "Chromium 156 on Linux" });
  // Four models × (2 selection folds + 2 untouched ones + the future), two parts of auto a fold, its calibration and four
  // lanes of trials, each once.
  expect(new Set(shares.flat()).size).toBe(20 + 10 + 5);
  expect(shares.flat()).toHaveLength(35);
  const tasks = await db().runTask.findMany({ where: { runId: run.id } });
  const workers = new Set(tasks.filter((task) => task.kind === "local").map((task) => task.workerId));
  expect([...workers].every((name) => name?.startsWith("browser:"))).toBe(true);
  expect(tasks.find((task) => task.key === "select")?.workerId).not.toMatch(/^browser:/);
  // No fold began before the last forecast of the fold before was stored.
  const times = (fold: string, of: "startedAt" | "finishedAt") =>
    tasks.filter((task) => task.key.includes(`/${fold}/`)).map((task) => task[of]?.getTime() ?? Number.NaN);
  const order = ["fold-0", "fold-1", "fold-2", "fold-3", "future"];
  order.slice(1).forEach((fold, i) => {
    expect(Math.min(...times(fold, "startedAt")), fold).toBeGreaterThanOrEqual(
      Math.max(...times(order[i] as string, "finishedAt")),
    );
  });

  const replay = await replayOnServer(actor, { number: run.number });
  expect(await replayOnServer(project.owner, { number: run.number })).toEqual(replay);
  const compared = await until("the comparison is stored", async () => {
    const view = await getRun(project.stakeholder, replay.number);
    if (view.status === "failed") throw new Error(view.failure ?? "failed");
    return view.comparison && view;
  });
  expect(compared).toMatchObject({
    status: "succeeded",
    place: "server",
    replayOf: { number: run.number },
    question: "Same?",
    comparison: {
      tolerance: 1e-4,
      // 5 models × 5 folds × 6 series × 7 steps × 21 levels.
      overall: { values: 5 * 5 * 6 * 7 * 21, identical: true, largest: 0, above: 0, worst: null },
      runtimes: { original: { place: "browser" } },
    },
  });
  expect(compared.comparison?.models.map((each) => each.model)).toEqual([
    ...["naive", "seasonal_naive", "theta", "ridge", "auto"],
  ]);
  // The plan was made once, in the browser; the server repeated it.
  const plans = await Promise.all([run.number, replay.number].map((number) => getAutoReport(actor, number)));
  expect(plans[1]?.plan).toEqual(plans[0]?.plan);
  expect(plans[1]?.chosen).toEqual(plans[0]?.chosen);
  const original = await getRun(project.stakeholder, run.number);
  expect(original.replay).toEqual({ number: replay.number, status: "succeeded" });
  expect(original.comparison).toEqual(compared.comparison);
  expect(
    (await listRuns(project.stakeholder)).map((each) => [each.number, each.place, each.replayOf]),
  ).toEqual([
    [replay.number, "server", run.number],
    [run.number, "browser", null],
  ]);

  // The server scored both, and came to the same.
  const scores = async (number: number) =>
    (await getRunMetrics(project.stakeholder, number)).map((metric) => JSON.stringify(metric)).toSorted();
  expect(await scores(replay.number)).toEqual(await scores(run.number));
}, 300_000);

it("finds where a browser's numbers are not the server's", async () => {
  const actor = project.data_scientist;
  const run = await requestRun(
    actor,
    testRequest(versionId, { place: "browser", models: ["naive"], clientKey: "a-dishonest-page" }),
  );
  const page = fakeBrowser(actor, run.number, "page-that-errs");
  let isWrong = false;
  for (;;) {
    const answer = await page.claim(5_000);
    if (answer.state === "ended") break;
    if (answer.state === "wait") continue;
    const { task } = answer;
    const quantiles = await page.compute(task);
    if (task.key === "naive/fold-1/shard-0") {
      // Series 2, step 3: three times the forecast.
      const at = (2 * 7 + 2) * 21;
      for (let i = at; i < at + 21; i += 1) quantiles[i] = 3 * (quantiles[i] as number);
      isWrong = true;
    }
    await page.send(task, quantiles);
  }
  expect(isWrong).toBe(true);
  await replayOnServer(actor, { number: run.number });
  const comparison = await until("it was compared", async () => (await getRun(actor, run.number)).comparison);
  expect(comparison.overall).toMatchObject({ identical: false, above: 21, missingInReplay: 0 });
  expect(comparison.overall.worst).toMatchObject({
    model: "naive",
    fold: 1,
    series: 2,
    seriesName: "item-2",
    step: 3,
  });
  // 2a against a, of max(3a, a, the mean): the mean is below 3a.
  expect(comparison.overall.largest).toBeCloseTo(2 / 3, 3);
  expect(comparison.models.find((each) => each.model === "seasonal_naive")?.identical).toBe(true);
}, 300_000);
