import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { writeCanvas } from "#lib/features/canvas/server.ts";
import type { ModelKey } from "#lib/forecast/types.ts";
import { db } from "#lib/platform/db.ts";
import type { Prisma } from "#lib/platform/prisma/client.ts";
import { createTestDatabase, type TestDatabase } from "#lib/platform/testing/database.ts";
import { createTestProject, type TestProject } from "#lib/platform/testing/fixtures.ts";
import { getLeaderboard, getModelRow, listModelRows } from "./read.ts";
import type { ModelRowKey } from "./schema.ts";

let database: TestDatabase;
let ours: TestProject;
let theirs: TestProject;
let versionId: string;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.drop();
});
beforeEach(async () => {
  ours = await createTestProject();
  theirs = await createTestProject();
  versionId = await version(ours, 1);
});

async function version(project: TestProject, number: number): Promise<string> {
  const { workspaceId, projectId } = project;
  const dataset = await db().dataset.upsert({
    where: { projectId_name: { projectId, name: "Sales" } },
    create: { workspaceId, projectId, name: "Sales" },
    update: {},
  });
  const row = await db().datasetVersion.create({
    data: {
      workspaceId,
      projectId,
      datasetId: dataset.id,
      number,
      digest: `${number}`.repeat(64),
      manifest: {},
      recipe: {},
      profile: { frequency: "D" },
    },
  });
  return row.id;
}

const DAY = 86_400_000;
const cutoff = (day: number) => Date.UTC(2018, 9, 8) + day * DAY;

interface RunWish {
  number: number;
  scores: Partial<Record<ModelKey, number | null>>;
  data?: Pick<Prisma.RunCreateManyInput, "place" | "requestedById" | "replayOfId" | "status">;
  horizon?: number;
  testCutoffs?: number[];
}

/** Finished runs as the score task leaves them, with two selection folds before the test folds. */
async function finishedRuns(wishes: readonly RunWish[]): Promise<string[]> {
  const { workspaceId, projectId } = ours;
  const runs = wishes.map(({ number, data, horizon = 28, testCutoffs = [cutoff(0), cutoff(28)] }) => {
    const times = [cutoff(-56), cutoff(-28), ...testCutoffs];
    const folds = times.map((_, fold) => ({
      fold,
      role: fold < 2 ? "selection" : "test",
      cutoffIndex: 100 + 28 * fold,
    }));
    return {
      id: randomUUID(),
      workspaceId,
      projectId,
      number,
      datasetVersionId: versionId,
      status: "succeeded" as const,
      seed: 7,
      spec: { horizonSteps: horizon, seasonLength: 7, selectionFolds: 2, testFolds: testCutoffs.length },
      plan: { folds, cutoffTimes: [...times, cutoff(56)] },
      requestedById: ours.data_scientist.userId,
      finishedAt: new Date(cutoff(number)),
      runtime: { backend: "wasm" },
      ...data,
    };
  });
  await db().run.createMany({ data: runs });
  await db().metric.createMany({
    data: wishes.flatMap(({ scores }, i) =>
      Object.entries(scores).flatMap(([model, mase]) => {
        const of = { runId: runs[i]?.id ?? "", workspaceId, model };
        return [
          { ...of, scope: "test", name: "mase", value: mase, count: 56 },
          { ...of, scope: "test", name: "wape", value: 0.5, count: 56 },
          { ...of, scope: "test", name: "coverage80", value: 0.79, count: 56 },
          { ...of, scope: "selection", name: "mase", value: 9, count: 56 },
          { ...of, scope: "fold-2", name: "mase", value: 5, count: 28 },
        ];
      }),
    ),
  });
  return runs.map((run) => run.id);
}

async function finishedRun(wish: RunWish): Promise<{ id: string }> {
  const [id = ""] = await finishedRuns([wish]);
  return { id };
}

const all = { take: 1_000, after: null };
const brief = (rows: Awaited<ReturnType<typeof listModelRows>>) =>
  rows.map(({ runNumber, model, mase }) => [runNumber, model, mase]);

describe("the leaderboard", () => {
  it("holds every method of every finished run in one order, wherever it was trained and whoever asked", async () => {
    const key = await db().apiKey.create({
      data: {
        workspaceId: ours.workspaceId,
        name: "Nightly job",
        prefix: "fc_1",
        hash: randomUUID(),
        role: "owner",
      },
    });
    const server = await finishedRun({ number: 1, scores: { seasonal_naive: 1, theta: 0.9 } });
    await finishedRun({
      number: 2,
      scores: { network: 0.7, naive: null },
      data: { place: "browser", requestedById: key.id },
    });
    await finishedRun({ number: 3, scores: { network: 0.7 }, data: { replayOfId: server.id } });
    await finishedRun({ number: 4, scores: { network: 0.1 }, data: { status: "running" } });
    const rows = await listModelRows(ours.stakeholder, {}, all);
    expect(brief(rows)).toEqual([
      [3, "network", 0.7],
      [2, "network", 0.7],
      [1, "theta", 0.9],
      [1, "seasonal_naive", 1],
      [2, "naive", null],
    ]);
    expect(rows[0]).toMatchObject({ place: "server", replayOf: 1 });
    expect(rows[1]).toMatchObject({
      place: "browser",
      askedBy: { name: "Nightly job", kind: "key" },
      runtime: { backend: "wasm" },
    });
    expect(rows[3]).toMatchObject({
      isBaseline: true,
      askedBy: { name: ours.data_scientist.userName, kind: "person" },
      wape: 0.5,
      coverage80: 0.79,
      smape: null,
      count: 56,
      seed: 7,
      selectionFolds: 2,
      testFolds: 2,
      comparison: {
        data: "Sales, version 1",
        horizonSteps: 28,
        seasonLength: 7,
        testCutoffs: [cutoff(0), cutoff(28)],
        leftOutDigest: null,
        words: { horizon: "28 days", season: "7 days", cutoffs: ["8 Oct 2018", "5 Nov 2018"] },
      },
    });
  });

  it("keeps apart what differs in data, horizon or test periods, the newest first, and says why", async () => {
    await finishedRun({ number: 1, scores: { theta: 0.1 }, horizon: 14 });
    await finishedRun({ number: 2, scores: { theta: 0.5 } });
    await finishedRun({ number: 3, scores: { theta: 0.2 }, testCutoffs: [cutoff(28)] });
    versionId = await version(ours, 2);
    await finishedRun({ number: 4, scores: { theta: 0.3 } });
    versionId = (
      await db().datasetVersion.findFirstOrThrow({ where: { projectId: ours.projectId, number: 1 } })
    ).id;
    await finishedRun({ number: 5, scores: { theta: 0.6 } });
    const { groups, next, methods } = await getLeaderboard(ours.owner, {}, all);
    expect({ next, methods }).toEqual({ next: null, methods: ["theta"] });
    expect(groups.map((group) => group.rows.map((row) => row.runNumber))).toEqual([[2, 5], [4], [3], [1]]);
    expect(groups.map((group) => group.apart)).toEqual([
      "",
      "Not comparable with the first: other data (Sales, version 2 rather than Sales, version 1).",
      "Not comparable with the first: 1 test fold rather than 2 test folds.",
      "Not comparable with the first: 14 days ahead rather than 28 days.",
    ]);
  });

  it("filters by place and method, and refuses what is neither", async () => {
    await finishedRun({ number: 1, scores: { theta: 0.9, network: 0.8 } });
    await finishedRun({ number: 2, scores: { network: 0.7 }, data: { place: "browser" } });
    expect(brief(await listModelRows(ours.owner, { place: "browser" }, all))).toEqual([[2, "network", 0.7]]);
    expect(brief(await listModelRows(ours.owner, { model: "network", place: "server" }, all))).toEqual([
      [1, "network", 0.8],
    ]);
    for (const filter of [
      { place: "moon" },
      { model: { not: "" } },
      { model: "theta", workspaceId: "x" },
      null,
    ]) {
      await expect(listModelRows(ours.owner, filter, all)).rejects.toMatchObject({ code: "invalid_input" });
    }
  });

  it("shows 200 runs page by page, every row once and in order", async () => {
    await finishedRuns(
      Array.from({ length: 200 }, (_, i) => {
        const number = i + 1;
        const mase = (number * 37) % 10;
        return {
          number,
          // Many are equal, some have none, and there are two comparisons.
          scores: { theta: mase, network: mase / 3, naive: number % 5 === 0 ? null : 1.1, seasonal_naive: 1 },
          testCutoffs: number % 3 === 0 ? [cutoff(0)] : [cutoff(0), cutoff(28)],
        };
      }),
    );
    const whole = brief(await listModelRows(ours.owner, {}, all));
    expect(whole).toHaveLength(800);
    const paged: ReturnType<typeof brief> = [];
    let after: ModelRowKey | null = null;
    for (;;) {
      const rows: Awaited<ReturnType<typeof listModelRows>> = await listModelRows(
        ours.owner,
        {},
        { take: 70, after },
      );
      paged.push(...brief(rows));
      after = rows.at(-1)?.key ?? null;
      if (rows.length < 70) break;
    }
    expect(paged).toEqual(whole);
    const page = await getLeaderboard(ours.owner, {}, { take: 100, after: null });
    const second = await getLeaderboard(ours.owner, {}, { take: 700, after: page.next });
    expect(second.groups[0]?.isContinued).toBe(true);
    expect(second.groups.at(-1)?.apart).toContain("1 test fold rather than 2 test folds");
    expect(second.next).toBeNull();
  }, 60_000);

  it("counts the work of a method, and its cost at the present unit costs alone", async () => {
    const run = await finishedRun({ number: 1, scores: { theta: 0.9, seasonal_naive: 1, network: 0.8 } });
    const task = (key: string, kind: string, input: object, seconds: number) => ({
      runId: run.id,
      workspaceId: ours.workspaceId,
      key,
      kind,
      input,
      position: 0,
      status: "succeeded" as const,
      startedAt: new Date(cutoff(0)),
      finishedAt: new Date(cutoff(0) + 1_000 * seconds),
    });
    await db().runTask.createMany({
      data: [
        task("theta/0", "local", { kind: "local", model: "theta" }, 1.5),
        task("theta/1", "local", { kind: "local", model: "theta" }, 2),
        task("network/0", "network", { kind: "network" }, 30),
        task("combine/0", "combine", { kind: "combine" }, 1),
        task("score", "score", { kind: "score" }, 100),
      ],
    });
    const judged = (prices: { under: number; over: number }) =>
      db().verdict.create({
        data: {
          workspaceId: ours.workspaceId,
          projectId: ours.projectId,
          runId: run.id,
          inputsDigest: randomUUID(),
          kind: "statistics_suffice",
          sentence: "",
          detail: {
            currency: "EUR",
            prices,
            demand: 200,
            costs: [
              { model: "seasonal_naive", short: 60, over: 40 },
              { model: "theta", short: 30, over: 20 },
            ],
          },
        },
      });
    await judged({ under: 2, over: 1 });
    expect(
      (await listModelRows(ours.owner, {}, all)).map((row) => [row.model, row.seconds, row.cost]),
    ).toEqual([
      ["network", 31, null],
      ["theta", 3.5, null],
      ["seasonal_naive", null, null],
    ]);
    await writeCanvas(ours.owner, { offline_evaluation: { fields: { costUnder: 2, costOver: 1 } } });
    expect((await listModelRows(ours.owner, {}, all)).map((row) => row.cost)).toEqual([
      null,
      { perUnit: 0.25, total: 50, saving: 50 },
      { perUnit: 0.5, total: 100, saving: null },
    ]);
    await writeCanvas(ours.owner, { offline_evaluation: { fields: { costUnder: 3 } } });
    expect((await listModelRows(ours.owner, {}, all)).map((row) => row.cost)).toEqual([null, null, null]);
  });

  it("shows another workspace nothing, and one row with its scores of every scope", async () => {
    await finishedRun({ number: 1, scores: { theta: 0.9 } });
    expect(await listModelRows(theirs.owner, {}, all)).toEqual([]);
    expect(await getModelRow(ours.stakeholder, { runNumber: 1, model: "theta" })).toMatchObject({
      mase: 0.9,
      metrics: expect.arrayContaining([
        { model: "theta", scope: "selection", name: "mase", value: 9, count: 56 },
        { model: "theta", scope: "fold-2", name: "mase", value: 5, count: 28 },
      ]),
    });
    for (const asked of [
      { runNumber: 1, model: "network" },
      { runNumber: 1, model: { not: "" } },
      { runNumber: 2, model: "theta" },
      { runNumber: Number.NaN, model: "theta" },
    ]) {
      await expect(getModelRow(ours.owner, asked)).rejects.toMatchObject({ code: "not_found" });
    }
    await expect(getModelRow(theirs.owner, { runNumber: 1, model: "theta" })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
