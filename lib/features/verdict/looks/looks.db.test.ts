import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "#lib/platform/db.ts";
import { createTestDatabase, type TestDatabase } from "#lib/platform/testing/database.ts";
import { createTestProject, type TestProject } from "#lib/platform/testing/fixtures.ts";
import { looksAt, recordLooks } from "./record.ts";

let database: TestDatabase;
let ours: TestProject;
let foreign: TestProject;

beforeAll(async () => {
  database = await createTestDatabase();
  [ours, foreign] = await Promise.all([createTestProject(), createTestProject()]);
});
afterAll(() => database.drop());

const DAY = 86_400_000;
const at = (hour: number) => new Date(Date.UTC(2026, 10, 26, hour));
const day = (n: number) => Date.UTC(2024, 0, 1) + n * DAY;

async function run(
  number: number,
  options: { dataset: string; askedHour: number; cutoffDay: number; status?: "running" },
) {
  const { workspaceId, projectId } = ours;
  const name = options.dataset;
  const dataset = await db().dataset.upsert({
    where: { projectId_name: { projectId, name } },
    update: {},
    create: { workspaceId, projectId, name },
  });
  const version = await db().datasetVersion.create({
    data: {
      ...{ workspaceId, projectId, datasetId: dataset.id, number, digest: `d${number}` },
      ...{ manifest: {}, recipe: {}, profile: { frequency: "D" } },
    },
  });
  const { cutoffDay } = options;
  const folds = [
    { fold: 0, role: "selection", cutoffIndex: cutoffDay - 7 },
    { fold: 1, role: "test", cutoffIndex: cutoffDay },
  ];
  const cutoffTimes = [day(cutoffDay - 7), day(cutoffDay), day(cutoffDay + 7)];
  const row = await db().run.create({
    data: {
      ...{ workspaceId, projectId, number, datasetVersionId: version.id, seed: 1 },
      ...{ spec: { horizonSteps: 7 }, plan: { folds, cutoffTimes }, status: options.status ?? "succeeded" },
      queuedAt: at(options.askedHour),
    },
  });
  return row.id;
}

describe("the record of looks", () => {
  it("counts who saw some of the same untouched periods before a run was asked for, and it since", async () => {
    const first = await run(1, { dataset: "sales", askedHour: 1, cutoffDay: 100 });
    const elsewhere = await run(2, { dataset: "other", askedHour: 1, cutoffDay: 100 });
    const earlier = await run(3, { dataset: "sales", askedHour: 1, cutoffDay: 60 });
    const second = await run(4, { dataset: "sales", askedHour: 5, cutoffDay: 103 });
    const look = (runs: string[], hour: number, actor = ours.owner, via: "page" | "series" = "page") =>
      recordLooks(actor, { runs, via, now: at(hour) });
    // Twenty times at once, and in two ways: one look.
    await Promise.all(Array.from({ length: 20 }, () => look([first], 2)));
    await look([first], 2, ours.owner, "series");
    await look([first, elsewhere, earlier], 3, ours.stakeholder);
    await look([second], 6);
    expect(await db().testLook.count()).toBe(6);
    const looks = await looksAt(ours.owner, second);
    expect(looks.before).toEqual({ count: 2, people: 2, runs: [1] });
    expect(looks.since).toEqual({ count: 1, people: 1, runs: [4] });
    expect(looks.list.map(({ name, runNumber }) => [name, runNumber])).toEqual([
      [ours.owner.userName, 4],
      [ours.stakeholder.userName, 1],
      [ours.owner.userName, 1],
      [ours.owner.userName, 1],
    ]);
    // Its own untouched periods end where the next begin: they do not touch.
    expect((await looksAt(ours.owner, earlier)).before.count).toBe(0);
    const kept = await db().testLook.findFirstOrThrow({ where: { runId: second } });
    expect([kept.firstTime, kept.lastTime]).toEqual([day(104), day(110)]);
  });

  it("has nothing of a run that is still at work, nor of another tenant's", async () => {
    const working = await run(5, { dataset: "third", askedHour: 1, cutoffDay: 90, status: "running" });
    await recordLooks(ours.owner, { runs: [working], via: "page" });
    const done = await run(6, { dataset: "third", askedHour: 1, cutoffDay: 90 });
    await recordLooks(foreign.owner, { runs: [done], via: "page" });
    expect(await db().testLook.count({ where: { runId: { in: [working, done] } } })).toBe(0);
    await expect(looksAt(foreign.owner, done)).rejects.toThrow();
  });
});
