import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "#lib/platform/db.ts";
import { createTestDatabase, type TestDatabase } from "#lib/platform/testing/database.ts";
import { createTestProject, type TestProject } from "#lib/platform/testing/fixtures.ts";
import {
  addLabels,
  countLabels,
  freezeLabels,
  importVersion,
  labelledPanel,
  listLabels,
  loadPanel,
  proposeLabels,
  removeLabels,
  restoreLabels,
} from "../server.ts";
import { recipeOf, uploadText } from "../testing.ts";

let database: TestDatabase;
let home: TestProject;
let foreign: TestProject;
let versionId: string;
let datasetId: string;

const DAY = 86_400_000;
const day = (n: number) => Date.UTC(2024, 0, 1) + n * DAY;
const RECIPE = recipeOf([
  ["id", "series"],
  ["ds", "time"],
  ["y", "target"],
]);
const SERIES = ["a", "b", "c", "d", "e"];
/** Six months of five series; `a` sells nothing from day 80 to 89. */
const sales = (days: number, from = 0) =>
  `id,ds,y\n${SERIES.flatMap((id, s) =>
    Array.from({ length: days }, (_, i) => {
      const t = from + i;
      const value = s === 0 && t >= 80 && t < 90 ? 0 : 20 + s + (t % 7);
      return `${id},${new Date(day(t)).toISOString().slice(0, 10)},${value}`;
    }),
  ).join("\n")}\n`;

beforeAll(async () => {
  database = await createTestDatabase();
  [home, foreign] = [await createTestProject(), await createTestProject()];
  const { id: uploadId } = await uploadText(home.data_scientist, sales(120));
  versionId = (await importVersion(home.data_scientist, { uploadId, name: "Sales", recipe: RECIPE })).id;
  const row = await db().datasetVersion.findUniqueOrThrow({ where: { id: versionId } });
  datasetId = row.datasetId;
});
afterAll(() => database.drop());

const STOCKOUT = { kind: "stockout" as const, seriesId: "a", fromTime: day(80), toTime: day(89) };
const audits = () =>
  db().auditEvent.findMany({
    where: { ref: datasetId },
    orderBy: { at: "asc" },
    select: { action: true, detail: true },
  });

describe("labels of a dataset", () => {
  it("are proposed, accepted with who and when, removed, and brought back, each in the audit", async () => {
    const actor = home.data_scientist;
    const before = await proposeLabels(home.stakeholder, versionId);
    expect(before.counts).toEqual({ zero_runs: 1, outliers: 0, level_shift: 0, closures: 0 });
    const [proposal] = before.items;
    expect(proposal).toMatchObject({ ...STOCKOUT, detector: "zero_runs" });
    const [made] = await addLabels(actor, datasetId, {
      labels: [{ ...STOCKOUT, detector: "zero_runs", text: "Truck came late" }],
    });
    expect(made).toMatchObject({
      ...STOCKOUT,
      ...{ untilTime: day(90), state: "active", text: "Truck came late", createdBy: actor.userName },
    });
    expect(Date.now() - (made?.createdAt ?? 0)).toBeLessThan(60_000);
    expect((await proposeLabels(actor, versionId)).items).toEqual([]);

    const ids = [made?.id ?? ""];
    expect(await removeLabels(actor, datasetId, { ids })).toMatchObject([
      { state: "removed", changedBy: actor.userName },
    ]);
    expect(await removeLabels(actor, datasetId, { ids })).toEqual([]);
    expect(await listLabels(home.stakeholder, { datasetId })).toEqual([]);
    expect(await restoreLabels(home.owner, datasetId, { ids })).toMatchObject([{ state: "active" }]);
    expect(await countLabels(actor, [datasetId])).toEqual(new Map([[datasetId, { stockout: 1 }]]));
    expect(await audits()).toEqual(
      ["label.added", "label.removed", "label.restored"].map((action) => ({
        action,
        detail: { name: "Sales", labels: "1 × stock-out" },
      })),
    );
  });

  it("are made once however often they are sent, and keep a no as well as a yes", async () => {
    const labels = [{ ...STOCKOUT, kind: "closure" as const, seriesId: null }];
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => addLabels(home.data_scientist, datasetId, { labels })),
    );
    expect(new Set(answers.map(([label]) => label?.id)).size).toBe(1);
    const [no] = await addLabels(home.data_scientist, datasetId, { answer: "reject", labels });
    expect(no).toMatchObject({ id: answers[0]?.[0]?.id, state: "rejected" });
    expect((await listLabels(home.owner, { datasetId })).map(({ kind }) => kind)).toEqual(["stockout"]);
    expect(await listLabels(home.owner, { datasetId, alsoPast: true })).toHaveLength(2);
  });

  it("survive a new version, whose longer history they mark at the same days", async () => {
    const { id: uploadId } = await uploadText(home.data_scientist, sales(30, 120), "more.csv");
    const sources = { uploadId, appendTo: versionId };
    const next = await importVersion(home.data_scientist, { ...sources, name: "Sales", recipe: RECIPE });
    expect(next.number).toBe(2);
    expect((await proposeLabels(home.owner, next.id)).items).toEqual([]);
    const { workspaceId } = home;
    const use = { mask: ["stockout" as const], promotions: false };
    const used = await freezeLabels({ workspaceId, datasetId, use });
    const panel = await loadPanel({ workspaceId, versionId: next.id });
    const open = { workspaceId, panel, used, untilPosition: 150 };
    const hidden = (values: Float64Array) => [...values.keys()].filter((row) => Number.isNaN(values[row]));
    const days = Array.from({ length: 10 }, (_, i) => 80 + i);
    expect(hidden((await labelledPanel({ ...open, part: "learn" })).values)).toEqual(days);
    expect(hidden((await labelledPanel({ ...open, part: "compare" })).values)).toEqual(days);
    // The same labels have the same digest, and what was frozen stays when a label goes.
    expect((await freezeLabels({ workspaceId, datasetId, use }))?.digest).toBe(used?.digest);
    const ids = (await listLabels(home.owner, { datasetId })).map(({ id }) => id);
    await removeLabels(home.data_scientist, datasetId, { ids });
    expect(await freezeLabels({ workspaceId, datasetId, use })).toBeNull();
    expect(hidden((await labelledPanel({ ...open, part: "learn" })).values)).toEqual(days);
  });

  it("are refused in words: a foreign dataset, a role, a series that is not there, a stretch turned round", async () => {
    const add = (actor: TestProject["owner"], change: object, dataset = datasetId) =>
      addLabels(actor, dataset, { labels: [{ ...STOCKOUT, ...change }] });
    await expect(add(foreign.owner, {})).rejects.toMatchObject({ code: "not_found" });
    await expect(add(home.stakeholder, {})).rejects.toMatchObject({ code: "forbidden" });
    await expect(add(home.product_owner, {})).rejects.toMatchObject({ code: "forbidden" });
    await expect(add(home.owner, { seriesId: "z" })).rejects.toThrow(/no series "z" in the newest version/);
    await expect(add(home.owner, { toTime: day(70) })).rejects.toMatchObject({ code: "invalid_input" });
    await expect(add(home.owner, { kind: "note" })).rejects.toMatchObject({ code: "invalid_input" });
    await expect(add(home.owner, { fromTime: Number.NaN })).rejects.toMatchObject({ code: "invalid_input" });
    await expect(listLabels(foreign.owner, { datasetId })).rejects.toMatchObject({ code: "not_found" });
    await expect(proposeLabels(foreign.owner, versionId)).rejects.toMatchObject({ code: "not_found" });
    expect(await listLabels(home.owner, { datasetId })).toEqual([]);
  });
});
