import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  askInputs,
  askSeries,
  askWhatIf,
  getExplanation,
  getExplanations,
  getRun,
  requestRun,
} from "#lib/features/runs/server.ts";
import { importTestVersion, testRequest } from "#lib/features/runs/testing.ts";
import { closeSender } from "#lib/jobs/boss.ts";
import { db } from "#lib/platform/db.ts";
import { createTestDatabase, type TestDatabase } from "#lib/platform/testing/database.ts";
import { createTestProject, type TestProject } from "#lib/platform/testing/fixtures.ts";

let database: TestDatabase;
let project: TestProject;
let worker: ChildProcess;
let runId: string;

async function until<T>(what: string, look: () => Promise<T | null | false>): Promise<T> {
  for (const end = Date.now() + 90_000; Date.now() < end; ) {
    const found = await look();
    if (found) return found;
    if (worker.exitCode !== null) throw new Error("The worker ended by itself; run with WORKER_LOG=1.");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Waited in vain until ${what}.`);
}

const answerOf = (id: string) =>
  until("it is answered", async () => {
    const asked = await getExplanation(project.stakeholder, 1, id);
    if (asked.state === "failed") throw new Error(asked.failure ?? "failed");
    return asked.state === "done" && asked;
  });

beforeAll(async () => {
  database = await createTestDatabase();
  project = await createTestProject();
  const versionId = await importTestVersion(project.owner);
  const request = testRequest(versionId, {
    models: ["theta", "network"],
    selectionFolds: 1,
    network: { trainingSteps: 20, members: 2 },
  });
  ({ id: runId } = await requestRun(project.data_scientist, request));
  const entry = fileURLToPath(new URL("./worker.ts", import.meta.url));
  worker = spawn(process.execPath, ["--conditions=react-server", entry], {
    env: {
      ...process.env,
      DATABASE_URL: database.url,
      APP_SECRET: "a secret for tests only",
      WORKER_THREADS: "2",
    },
    stdio: ["ignore", "ignore", process.env.WORKER_LOG ? "inherit" : "ignore"],
  });
  await until("the run has succeeded", async () => {
    const run = await getRun(project.owner, 1);
    if (run.status === "failed") throw new Error(run.failure ?? "failed");
    return run.status === "succeeded";
  });
}, 120_000);

afterAll(async () => {
  if (worker.exitCode === null) {
    const exited = once(worker, "exit");
    worker.kill("SIGKILL");
    await exited;
  }
  await closeSender();
  await database.drop();
});

describe("why a run forecasts what it does", () => {
  it("is worked out when the run succeeds, by the run's own networks, which are kept", async () => {
    const row = await until("the inputs are explained", () =>
      db().runExplanation.findFirst({ where: { runId, kind: "inputs", status: "succeeded" } }),
    );
    const { answer } = await getExplanation(project.stakeholder, 1, row.id);
    if (!answer || !("importance" in answer)) throw new Error("There is no answer.");
    expect(answer).toMatchObject({
      model: { kind: "network", members: 2, isOfRun: true },
      measuredSeries: 4,
      notes: [],
    });
    expect(answer.importance.steps).toBe(4 * 7);
    expect(answer.importance.covariates.map(({ name }) => name)).toEqual(["promo"]);
    expect(answer.influence.map(({ kind }) => kind)).toEqual(["recent", "older", "calendar", "covariate"]);
    expect(
      answer.influence.every(
        ({ bySteps }) => bySteps.length === 7 && bySteps.every((share) => share !== null),
      ),
    ).toBe(true);
    const kept = await db().artifact.findMany({
      where: { runId, kind: "model" },
      orderBy: { taskKey: "asc" },
    });
    expect(kept.map(({ taskKey }) => taskKey)).toEqual([
      ...["network/fold-1/member-0", "network/fold-1/member-1"],
      ...["network/future/member-0", "network/future/member-1"],
    ]);
  });

  it("takes a series apart for whoever may read, once, and the parts sum to the forecast", async () => {
    const id = await askSeries(project.stakeholder, 1, { series: 2, model: "theta" });
    const { answer } = await answerOf(id);
    if (!answer || !("trend" in answer)) throw new Error("There is no answer.");
    expect(answer).toMatchObject({ id: "item-2", horizonSteps: 7, otherInputs: [] });
    expect(answer.times).toHaveLength(127);
    answer.values.forEach((value, t) => {
      const parts = [
        ...[answer.level, answer.trend[t], answer.holiday?.[t] ?? 0, answer.remainder[t]],
        ...answer.seasons.map(({ values }) => values[t]),
        ...answer.covariates.map(({ values }) => values[t]),
      ];
      expect(parts.reduce((sum: number, part) => sum + (part ?? 0), 0)).toBeCloseTo(value ?? 0, 9);
    });
    expect(answer.ahead).toMatchObject([{ name: "promo", isFlag: true, low: 0, high: 1 }]);
    const attempts = await db().runExplanation.findFirstOrThrow({ where: { id } });
    expect(await askSeries(project.owner, 1, { series: 2, model: "theta" })).toBe(id);
    expect(await db().runExplanation.findFirstOrThrow({ where: { id } })).toEqual(attempts);
  });

  it("answers what if, keeps it for those who only read, and tells the audit once", async () => {
    const changes = [{ name: "promo", values: [1, 1, 1, null] }];
    const id = await askWhatIf(project.product_owner, 1, { series: 0, changes });
    const { answer } = await answerOf(id);
    if (!answer || !("difference" in answer)) throw new Error("There is no answer.");
    expect(answer.difference).toHaveLength(7);
    answer.difference.forEach((value, h) => {
      expect(value).toBeCloseTo((answer.after.median[h] ?? 0) - (answer.before.median[h] ?? 0), 9);
    });
    expect(await askWhatIf(project.owner, 1, { series: 0, changes })).toBe(id);
    const seen = await getExplanations(project.stakeholder, 1, { series: "0", model: "network" });
    expect(seen).toMatchObject({ mayAskWhatIf: false, mayAskInputs: false, inputs: { state: "done" } });
    expect(seen.whatIfs).toMatchObject([{ id, seriesName: "item-0", changes }]);
    expect(await db().auditEvent.count({ where: { action: "run.what_if_asked" } })).toBe(1);
  });

  it("is refused where it makes no sense, or is not theirs", async () => {
    const wish = (name: string, values: (number | string)[]) =>
      askWhatIf(project.owner, 1, { series: 0, changes: [{ name, values }] });
    await expect(wish("price", [1])).rejects.toMatchObject({
      code: "invalid_input",
      message: /no input "price"/,
    });
    await expect(wish("promo", ["yes"])).rejects.toMatchObject({
      code: "invalid_input",
      message: /takes numbers/,
    });
    await expect(wish("promo", Array(8).fill(1))).rejects.toMatchObject({ message: /8 values for 7 steps/ });
    await expect(
      askWhatIf(project.stakeholder, 1, { series: 0, changes: [{ name: "promo", values: [1] }] }),
    ).rejects.toMatchObject({ code: "forbidden" });
    await expect(askInputs(project.product_owner, 1)).rejects.toMatchObject({ code: "forbidden" });
    await expect(askSeries(project.owner, 1, { series: 4, model: "theta" })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(askSeries(project.owner, 1, { series: 0, model: "ets" })).rejects.toMatchObject({
      code: "not_found",
    });

    const other = await createTestProject();
    const [row] = await db().runExplanation.findMany({ where: { runId } });
    await expect(getExplanation(other.owner, 1, row?.id ?? "")).rejects.toMatchObject({ code: "not_found" });
    await expect(askSeries(other.owner, 1, { series: 0, model: "theta" })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
