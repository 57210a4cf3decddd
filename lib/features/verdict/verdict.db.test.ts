import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { writeCanvas } from "#lib/features/canvas/server.ts";
import type { Fold } from "#lib/forecast/index.ts";
import { db } from "#lib/platform/db.ts";
import { createTestDatabase, type TestDatabase } from "#lib/platform/testing/database.ts";
import { createTestProject, type TestProject } from "#lib/platform/testing/fixtures.ts";
import { handleVerdictJob } from "./jobs.ts";
import {
  computeVerdict,
  findLatestVerdict,
  findPresentVerdict,
  findSealedResults,
  getJudgeStop,
  getRunResults,
  getSeries,
  getVerdict,
  listSeries,
  openForecastCsv,
  openUntouched,
} from "./server.ts";
import { dailyPanel, methodForecasts } from "./testing.ts";

const SERIES = 12;
const FOLDS: Fold[] = [
  { fold: 0, role: "selection", cutoffIndex: 38 },
  { fold: 1, role: "test", cutoffIndex: 45 },
  { fold: 2, role: "test", cutoffIndex: 52 },
  { fold: -1, role: "future", cutoffIndex: 59 },
];
const ERRORS = { seasonal_naive: 5, theta: 4, network: 2 } as const;
const SPEC = {
  horizonSteps: 7,
  seasonLength: 7,
  selectionFolds: 1,
  testFolds: 2,
  stepSteps: 7,
  models: ["seasonal_naive", "theta", "network"],
  network: { trainingSteps: 10, members: 1, lookbackSteps: null },
  seed: 7,
};

// The forecasts of a run are files made by a whole training; here they are made up, so that every cost is known.
const loads = vi.hoisted(() => ({ count: 0 }));
vi.mock("#lib/features/runs/server.ts", () => ({
  loadRunForecasts: async () => {
    loads.count += 1;
    const valueAt = (s: number, t: number) => 20 + s + (t % 7);
    const panel = dailyPanel({ series: SERIES, days: 60, valueAt });
    const forecasts = methodForecasts({
      folds: FOLDS,
      models: ["seasonal_naive", "theta", "network"],
      series: SERIES,
      horizonSteps: 7,
      valueAt,
      errorOf: (model) => ERRORS[model as keyof typeof ERRORS],
    });
    return { panel, spec: SPEC, folds: FOLDS, forecasts };
  },
}));

let database: TestDatabase;
let ours: TestProject;
let foreign: TestProject;

beforeAll(async () => {
  database = await createTestDatabase();
  [ours, foreign] = await Promise.all([createTestProject(), createTestProject()]);
});
afterAll(() => database.drop());

async function finishedRun(project: TestProject, number: number) {
  const { workspaceId, projectId } = project;
  const dataset = await db().dataset.upsert({
    where: { projectId_name: { projectId, name: "sales" } },
    update: {},
    create: { workspaceId, projectId, name: "sales" },
  });
  const version = await db().datasetVersion.create({
    data: {
      workspaceId,
      projectId,
      datasetId: dataset.id,
      number,
      digest: `d${number}`,
      manifest: {},
      recipe: {},
      profile: {},
    },
  });
  const run = await db().run.create({
    data: {
      workspaceId,
      projectId,
      number,
      datasetVersionId: version.id,
      spec: SPEC,
      seed: 7,
      status: "succeeded",
    },
  });
  return { workspaceId, projectId, runId: run.id };
}

const setPrices = (under: number, over: number) =>
  writeCanvas(ours.owner, { offline_evaluation: { fields: { costUnder: under, costOver: over } } });

describe("the verdict on a finished run", () => {
  it("says errors only, and which field to fill, while the unit costs are missing", async () => {
    const scope = await finishedRun(ours, 1);
    expect(await computeVerdict(scope)).toBeNull();
    const verdict = await getVerdict(ours.stakeholder, 1);
    expect(verdict).toMatchObject({ state: "no_prices", answer: null, saving: null });
    expect(verdict.sentence).toMatch(
      /^No verdict in money yet\. Network came nearest over 14 days of test: WAPE /,
    );
    expect(await db().verdict.count({ where: { runId: scope.runId } })).toBe(0);
    expect(await getJudgeStop(ours.stakeholder)).toMatchObject({
      state: "needs_you",
      action: { path: "canvas#offline_evaluation" },
    });
  });

  it("is written once with one event, however many compute it at once", async () => {
    await setPrices(3, 1);
    const scope = await finishedRun(ours, 2);
    await Promise.all([
      ...Array.from({ length: 10 }, () => computeVerdict(scope)),
      ...Array.from({ length: 5 }, () => handleVerdictJob(scope)),
      ...Array.from({ length: 5 }, () => getVerdict(ours.owner, 2)),
    ]);
    expect(await db().verdict.count({ where: { runId: scope.runId } })).toBe(1);
    expect(await db().event.count({ where: { projectId: ours.projectId, kind: "verdict.computed" } })).toBe(
      1,
    );
    const verdict = await getVerdict(ours.owner, 2);
    // 12 series × 14 days, over by 2 at €1 against over by 5.
    expect(verdict.sentence).toMatch(
      /^Use ML\. Ordering by the network costs €336 over 14 days of test, by Theta €672; it saves €336/,
    );
    expect(verdict.before).toBeNull();
    expect(await getJudgeStop(ours.owner)).toMatchObject({
      state: "done",
      badge: "pays",
      headline: "Use ML.",
    });
    expect((await findLatestVerdict(ours.owner))?.runNumber).toBe(2);
  });

  it("is another row when the prices change, and says what it was before", async () => {
    await setPrices(3, 2);
    const verdict = await getVerdict(ours.owner, 2);
    expect(verdict.sentence).toContain("costs €672 over 14 days");
    expect(verdict.before).toMatchObject({ prices: { under: 3, over: 1 } });
    expect(await db().verdict.count({ where: { run: { number: 2, projectId: ours.projectId } } })).toBe(2);
    await setPrices(3, 1);
    expect((await getVerdict(ours.owner, 2)).sentence).toContain("costs €336 over 14 days");
    expect(await db().verdict.count({ where: { run: { number: 2, projectId: ours.projectId } } })).toBe(2);
  });

  it("reads a run's files once for all that is asked of it", async () => {
    await getRunResults(ours.owner, 2);
    const before = loads.count;
    await Promise.all([
      getRunResults(ours.owner, 2),
      getSeries(ours.owner, 2, { series: "3", model: "theta" }),
    ]);
    expect(loads.count).toBe(before);
  });

  it("refuses a run that has not ended well", async () => {
    const scope = await finishedRun(ours, 3);
    await db().run.update({ where: { id: scope.runId }, data: { status: "failed" } });
    await expect(getVerdict(ours.owner, 3)).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("one series", () => {
  it("comes with its chart, its place and every method's figures", async () => {
    const detail = await getSeries(ours.stakeholder, 2, { series: "3", model: "network" });
    expect(detail).toMatchObject({ line: { id: "item-3", index: 3 }, total: SERIES, unit: "units a day" });
    expect(detail.segments.map((segment) => segment.name)).toEqual(["cutoff 2", "cutoff 3", "from now"]);
    expect(detail.methods.find((method) => method.model === "network")).toMatchObject({
      cost: 28,
      saving: 42,
    });
    // Nothing is known past the last period, and that is no gap.
    expect(detail.actuals.at(-1)).toBeNull();
    expect(detail.start + detail.actuals.length - 1).toBe(66);
  });

  it("is found by a part of its name", async () => {
    const found = await listSeries(ours.stakeholder, 2, { model: "network", search: "ITEM-1" });
    expect(found.lines.map((line) => line.id).sort()).toEqual(["item-1", "item-10", "item-11"]);
    expect(found).toMatchObject({ matches: 3, total: SERIES });
  });

  it.each([
    { series: "-1", model: "network" },
    { series: "1e9", model: "network" },
    { series: "x", model: "network" },
    { series: "1", model: "arima" },
    { series: "1", model: "network", scope: "future" },
    { series: "1", model: "network", extra: "1" },
    { series: { not: "" }, model: "network" },
  ])("refuses %j", async (query) => {
    await expect(getSeries(ours.owner, 2, query)).rejects.toMatchObject({ code: "invalid_input" });
  });

  it("is not found past the last one, or by a model that the run didn't have", async () => {
    await expect(getSeries(ours.owner, 2, { series: "12", model: "network" })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(getSeries(ours.owner, 2, { series: "1", model: "naive" })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("another workspace", () => {
  it.each<[string, (project: TestProject) => Promise<unknown>]>([
    ["verdict", (project) => getVerdict(project.owner, 2)],
    ["results", (project) => getRunResults(project.owner, 2)],
    ["series", (project) => getSeries(project.owner, 2, { series: "0", model: "network" })],
    ["list", (project) => listSeries(project.owner, 2, { model: "network" })],
    ["CSV", (project) => openForecastCsv(project.owner, 2, {})],
  ])("finds nothing: %s", async (_, ask) => {
    await expect(ask(foreign)).rejects.toMatchObject({ code: "not_found" });
    await expect(ask(ours)).resolves.toBeDefined();
  });

  it("finds nothing by the ids of a job, either", async () => {
    const run = await db().run.findFirstOrThrow({ where: { projectId: ours.projectId, number: 2 } });
    await expect(
      computeVerdict({ workspaceId: foreign.workspaceId, projectId: ours.projectId, runId: run.id }),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("a run whose untouched folds are sealed", () => {
  it("shows the selection folds alone, until who decides opens the others, once", async () => {
    await setPrices(3, 1);
    const { runId, workspaceId, projectId } = await finishedRun(ours, 60);
    const scopes = ["selection", "fold-0", "sealed-test", "sealed-fold-1", "sealed-fold-2"];
    await db().metric.createMany({
      data: scopes.map((scope) => ({
        ...{ runId, workspaceId, model: "theta", scope, name: "wape", value: 0.2, count: 9 },
      })),
    });
    expect(await computeVerdict({ workspaceId, projectId, runId })).toBeNull();
    expect(await db().verdict.count({ where: { runId } })).toBe(0);
    const sealed = await findSealedResults(ours.data_scientist, 60);
    expect(sealed?.leaderboard).toMatchObject({ scope: "selection", folds: 1 });
    const conflict = { code: "conflict", message: expect.stringContaining("are sealed") };
    const query = { series: "0", model: "theta" };
    await expect(getVerdict(ours.owner, 60)).rejects.toMatchObject(conflict);
    await expect(getSeries(ours.owner, 60, query)).rejects.toMatchObject(conflict);
    await expect(listSeries(ours.owner, 60, { model: "theta" })).rejects.toMatchObject(conflict);
    await expect(openForecastCsv(ours.owner, 60, {})).rejects.toMatchObject(conflict);
    expect(await findPresentVerdict(ours.owner, 60)).toBeNull();

    await expect(openUntouched(ours.data_scientist, 60)).rejects.toMatchObject({ code: "forbidden" });
    await expect(openUntouched(foreign.owner, 60)).rejects.toMatchObject({ code: "not_found" });
    await Promise.all([openUntouched(ours.product_owner, 60), openUntouched(ours.owner, 60)]);
    const kept = await db().metric.findMany({ where: { runId }, select: { scope: true } });
    expect(kept.map(({ scope }) => scope).sort()).toEqual([
      "fold-0",
      "fold-1",
      "fold-2",
      "selection",
      "test",
    ]);
    expect(await db().auditEvent.count({ where: { ref: runId, action: "run.untouched_opened" } })).toBe(1);
    expect(await findSealedResults(ours.data_scientist, 60)).toBeNull();
    expect((await getVerdict(ours.stakeholder, 60)).state).toBe("computed");
  });
});
