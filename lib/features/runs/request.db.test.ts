import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadPanel } from "#lib/features/datasets/server.ts";
import type { ProjectActor } from "#lib/features/workspaces/index.ts";
import { HOLIDAY_LIBRARY } from "#lib/forecast/calendar/countries.ts";
import { holidayCovariateOf } from "#lib/forecast/calendar/holidays.ts";
import { knownSpan, rowAt } from "#lib/forecast/index.ts";
import { closeSender } from "#lib/jobs/boss.ts";
import { db } from "#lib/platform/db.ts";
import { createTestDatabase, type TestDatabase } from "#lib/platform/testing/database.ts";
import { createTestProject, type TestProject } from "#lib/platform/testing/fixtures.ts";
import { loadRunPanel } from "./run-panel.ts";
import type { RunRequest } from "./schema.ts";
import {
  cancelRun,
  getRun,
  getRunLive,
  getRunMetrics,
  getRunOptions,
  getTrainStop,
  listRuns,
  requestRun,
} from "./server.ts";
import { importTestVersion, testRequest } from "./testing.ts";

let database: TestDatabase;
let mine: TestProject;
let other: TestProject;
let versionId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  [mine, other] = [await createTestProject(), await createTestProject()];
  versionId = await importTestVersion(mine.data_scientist);
});
afterAll(async () => {
  await closeSender();
  await database.drop();
});

const counts = async (projectId: string) => ({
  runs: await db().run.count({ where: { projectId } }),
  tasks: await db().runTask.count({ where: { run: { projectId } } }),
  audits: await db().auditEvent.count({ where: { projectId, action: "run.requested" } }),
  messages: Number(
    (
      await db().$queryRawUnsafe<{ n: bigint }[]>(
        "SELECT count(*) AS n FROM pgboss.job WHERE name = 'run-task'",
      )
    )[0]?.n,
  ),
});

describe("requestRun", () => {
  it("writes run, tasks, first message, audit and event together", async () => {
    const request = testRequest(versionId, { question: "Does it pay?", models: ["network"] });
    const { id, number } = await requestRun(mine.data_scientist, request);
    expect(number).toBe(1);
    const run = await getRun(mine.stakeholder, number);
    // Seasonal naive is always there: every verdict is measured against it.
    expect(run.spec.models).toEqual(["seasonal_naive", "network"]);
    expect(run).toMatchObject({
      id,
      status: "queued",
      question: "Does it pay?",
      requestedBy: mine.data_scientist.userName,
    });
    const queued = await db().runTask.findMany({ where: { runId: id, status: "queued" } });
    expect(queued.map((task) => task.key)).toEqual(["prepare"]);
    const event = await db().event.findFirst({ where: { projectId: mine.projectId, kind: "run.created" } });
    expect(event?.ref).toBe(id);
    expect((await getRunLive(mine.stakeholder, number)).steps.every((step) => step.state !== "done")).toBe(
      true,
    );
    expect((await getTrainStop(mine.stakeholder)).state).toBe("running");
  });

  it("records whose public holidays are known ahead, and gives them to whoever trains", async () => {
    const request = testRequest(versionId, { holidays: "it" });
    const { number } = await requestRun(mine.data_scientist, request);
    const { spec } = await getRun(mine.stakeholder, number);
    expect(spec.holidays).toEqual({ place: "IT", name: "Italy", source: HOLIDAY_LIBRARY });
    const { workspaceId } = mine.data_scientist;
    const plain = await loadPanel({ workspaceId, versionId });
    const panel = await loadRunPanel({ workspaceId, versionId, spec, part: "plan" });
    const holiday = holidayCovariateOf(panel);
    const last = knownSpan(plain)?.last ?? 0;
    expect(rowAt(panel, 0, last + spec.horizonSteps)).toBeGreaterThan(0);
    expect(holiday?.values).toHaveLength(panel.values.length);
    for (let position = 0; position <= last; position += 1) {
      const row = rowAt(panel, 0, position);
      if (row < 0) continue;
      const text = new Date(panel.times[position] as number).toISOString().slice(5, 10);
      // Italy's New Year and Epiphany stand on fixed days.
      if (text === "01-01" || text === "01-06") expect([text, holiday?.values[row]]).toEqual([text, 1]);
      if (text === "01-02" || text === "01-07") expect([text, holiday?.values[row]]).toEqual([text, 0]);
    }
    expect(holidayCovariateOf(plain)).toBeUndefined();
    expect(
      holidayCovariateOf(
        await loadRunPanel({ workspaceId, versionId, spec: { ...spec, holidays: null }, part: "plan" }),
      ),
    ).toBe(undefined);
    await expect(
      requestRun(mine.data_scientist, testRequest(versionId, { holidays: "Itlay" })),
    ).rejects.toMatchObject({
      code: "invalid_input",
      details: { fields: { holidays: expect.stringContaining("Did you mean IT (Italy)?") } },
    });
  });

  it("makes one run of twenty submits of one form at once", async () => {
    const before = await counts(mine.projectId);
    const request = testRequest(versionId, { clientKey: "the-same-form" });
    const answers = await Promise.all(Array.from({ length: 20 }, () => requestRun(mine.owner, request)));
    expect(new Set(answers.map((answer) => answer.id)).size).toBe(1);
    const after = await counts(mine.projectId);
    expect(after.runs - before.runs).toBe(1);
    expect(after.audits - before.audits).toBe(1);
    expect(after.messages - before.messages).toBe(1);
  });

  it("numbers the runs of a project without a gap when ten are asked for at once", async () => {
    const from = await db().run.count({ where: { projectId: mine.projectId } });
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        requestRun(mine.owner, testRequest(versionId, { clientKey: `form-no-${i}` })),
      ),
    );
    const numbers = answers.map((answer) => answer.number).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 10 }, (_, i) => from + 1 + i));
  });

  it.each([
    ["an unknown field", { extra: 1 }],
    ["a wrong type", { horizonSteps: "28" }],
    ["an operator where a string belongs", { datasetVersionId: { not: "" } }],
    ["no horizon", { horizonSteps: 0 }],
    ["a fraction", { horizonSteps: 2.5 }],
    ["NaN", { horizonSteps: Number.NaN }],
    ["no selection fold", { selectionFolds: 0 }],
    ["eleven selection folds", { selectionFolds: 11 }],
    ["no untouched fold", { testFolds: 0 }],
    ["seven untouched folds", { testFolds: 7 }],
    ["a NUL in the question", { question: "Does it\0pay?" }],
    ["half a surrogate pair in the question", { question: "\ud800" }],
    ["a NUL in the form's key", { clientKey: "form\0form" }],
    ["no model", { models: [] }],
    ["an unknown model", { models: ["oracle"] }],
    ["an unknown network option", { network: { trainingSteps: 20, members: 1, gpu: true } }],
    ["today's method where the data has none", { models: ["today"] }],
  ])("refuses %s, and stores nothing", async (_name, change) => {
    const before = await counts(mine.projectId);
    const request = { ...testRequest(versionId), ...change } as unknown as RunRequest;
    await expect(requestRun(mine.owner, request)).rejects.toMatchObject({ code: "invalid_input" });
    expect(await counts(mine.projectId)).toEqual(before);
  });

  it("says what would fit when the data is too short", async () => {
    const request = testRequest(versionId, { horizonSteps: 60, selectionFolds: 3, testFolds: 2 });
    // 120 days: 300 would be needed for five folds alone.
    await expect(requestRun(mine.owner, request)).rejects.toThrow(
      /spans 120 periods.*What would fit: 1 fold/,
    );
  });
});

describe("who may", () => {
  const act: [string, (actor: ProjectActor) => Promise<unknown>][] = [
    ["request", (actor) => requestRun(actor, testRequest(versionId))],
    ["cancel", (actor) => cancelRun(actor, { number: 1 })],
  ];
  it.each(act)("%s a run: owner and data scientist alone", async (_name, work) => {
    for (const role of ["product_owner", "stakeholder"] as const) {
      await expect(work(mine[role])).rejects.toMatchObject({ code: "forbidden" });
    }
  });

  const foreign: [string, (actor: ProjectActor) => Promise<unknown>][] = [
    ["requestRun", (actor) => requestRun(actor, testRequest(versionId))],
    ["cancelRun", (actor) => cancelRun(actor, { number: 1 })],
    ["getRun", (actor) => getRun(actor, 1)],
    ["getRunLive", (actor) => getRunLive(actor, 1)],
    ["getRunMetrics", (actor) => getRunMetrics(actor, 1)],
  ];
  it.each(foreign)("%s answers not_found to another workspace", async (_name, work) => {
    await expect(work(other.owner)).rejects.toMatchObject({ code: "not_found" });
  });

  it("shows another workspace neither runs nor data", async () => {
    expect(await listRuns(other.owner)).toEqual([]);
    expect((await getRunOptions(other.owner)).versions).toEqual([]);
    expect((await getTrainStop(other.owner)).state).toBe("empty");
  });

  it.each([0, -1, 1.5, Number.NaN, 2 ** 40])("answers not_found to run %s", async (number) => {
    await expect(getRun(mine.owner, number)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("cancelRun", () => {
  it("ends a queued run and all its tasks at once; again is no error, and what has ended is a conflict", async () => {
    const { id, number } = await requestRun(mine.owner, testRequest(versionId));
    await cancelRun(mine.data_scientist, { number });
    const run = await getRun(mine.owner, number);
    expect(run).toMatchObject({ status: "cancelled", cancelledBy: mine.data_scientist.userName });
    expect(await db().runTask.count({ where: { runId: id, status: { not: "cancelled" } } })).toBe(0);
    await cancelRun(mine.owner, { number });
    expect(await db().auditEvent.count({ where: { ref: id, action: "run.cancelled" } })).toBe(1);
    await db().run.update({ where: { id }, data: { status: "succeeded" } });
    await expect(cancelRun(mine.owner, { number })).rejects.toMatchObject({ code: "conflict" });
  });
});

it("offers the newest version with a horizon, season and folds that fit", async () => {
  const [version] = (await getRunOptions(mine.stakeholder)).versions;
  expect(version).toMatchObject({
    id: versionId,
    frequency: "D",
    series: 4,
    periods: 120,
    hasTodayForecast: false,
  });
  const { horizonSteps, seasonLength, selectionFolds, testFolds } = version?.recommended ?? ({} as never);
  expect(seasonLength).toBe(7);
  expect(8 + horizonSteps * (selectionFolds + testFolds)).toBeLessThanOrEqual(120);
});
