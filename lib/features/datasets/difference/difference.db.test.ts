import { afterAll, beforeAll, expect, it } from "vitest";
import { db } from "#lib/platform/db.ts";
import { createTestDatabase, type TestDatabase } from "#lib/platform/testing/database.ts";
import { createTestProject, type TestProject } from "#lib/platform/testing/fixtures.ts";
import { compareVersions, getDatasetVersion, importVersion } from "../server.ts";
import { recipeOf, uploadText } from "../testing.ts";

let database: TestDatabase;
let home: TestProject;
let foreign: TestProject;
beforeAll(async () => {
  database = await createTestDatabase();
  home = await createTestProject();
  foreign = await createTestProject();
});
afterAll(() => database.drop());

const RECIPE = recipeOf([
  ["id", "series"],
  ["ds", "time"],
  ["y", "target"],
  ["promo", "covariate", "known_ahead", "numeric"],
  ["shop", "covariate", "past_only", "categorical"],
]);
const day = (i: number) => new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10);
type Cell = { id: string; at: number; y: number; promo?: number; shop?: string };
const csv = (cells: readonly Cell[]) =>
  `id,ds,y,promo,shop\n${cells.map(({ id, at, y, promo, shop }) => `${id},${day(at)},${y},${promo ?? 0},${shop ?? "north"}`).join("\n")}\n`;

/** Three series of 200 days: enough for several blocks of rows a series. */
const BASE: Cell[] = ["a", "b", "c"].flatMap((id, s) =>
  Array.from({ length: 200 }, (_, at) => ({ id, at, y: 10 * (s + 1) + (at % 7) })),
);

async function version(name: string, cells: readonly Cell[]): Promise<string> {
  const actor = home.data_scientist;
  const { id: uploadId } = await uploadText(actor, csv(cells));
  return (await importVersion(actor, { uploadId, name, recipe: RECIPE })).id;
}

it("counts what was added, removed and rewritten, and names it", async () => {
  const changed = BASE.filter((cell) => cell.id !== "c")
    // A day of b in the middle is gone, two values of a are others, and a promotion.
    .filter((cell) => !(cell.id === "b" && cell.at === 100))
    .map((cell) => {
      if (cell.id === "a" && cell.at === 3) return { ...cell, y: cell.y + 5 };
      if (cell.id === "a" && cell.at === 150) return { ...cell, y: cell.y - 2 };
      if (cell.id === "b" && cell.at === 7) return { ...cell, promo: 1 };
      return cell;
    });
  const later = ["a", "b"].flatMap((id) => [200, 201].map((at) => ({ id, at, y: 1, shop: "south" })));
  const d = Array.from({ length: 4 }, (_, at) => ({ id: "d", at: at + 198, y: 3 }));
  const [from, to] = [await version("Counted", BASE), await version("Counted", [...changed, ...later, ...d])];
  const found = await compareVersions(home.stakeholder, { from, to });
  expect(found.rows).toEqual({
    from: 600,
    to: 407,
    same: 396,
    changed: 3,
    added: { ofNewSeries: 4, later: 4, inHistory: 0 },
    removed: { ofGoneSeries: 200, earlier: 0, inHistory: 1 },
  });
  expect(found.series).toMatchObject({ new: 1, gone: 1, newIds: ["d"], goneIds: ["c"] });
  const at = (i: number) => Date.UTC(2024, 0, 1 + i);
  expect(found.history).toMatchObject({ values: 2, series: 1, periods: 2, amount: 3, absolute: 7 });
  expect(found.history.largest).toEqual([
    { series: "a", time: at(3), from: 13, to: 18 },
    { series: "a", time: at(150), from: 13, to: 11 },
  ]);
  expect(found.history.bySeries).toEqual([
    { series: "a", values: 2, amount: 3, absolute: 7, firstTime: at(3), lastTime: at(150) },
  ]);
  expect(found.history.byPeriod.map((period) => period.amount)).toEqual([5, -2]);
  expect(found.covariates).toEqual([
    { name: "promo", state: "both", changed: 1 },
    { name: "shop", state: "both", changed: 0 },
  ]);
  const drift = Object.fromEntries(found.drift.map((column) => [column.column, column]));
  // Series c, the largest, is gone: means are exact sums over rows.
  const mean = (cells: readonly Cell[]) => cells.reduce((sum, cell) => sum + cell.y, 0) / cells.length;
  expect(drift.y?.meanFrom).toBeCloseTo(mean(BASE), 10);
  expect(drift.y?.meanTo).toBeCloseTo(mean([...changed, ...later, ...d]), 10);
  expect(drift.y?.psi).toBeGreaterThan(0.25);
  expect(drift.shop).toMatchObject({ kind: "categorical", wasserstein: null });

  // The other way round: what was new is gone.
  const back = await compareVersions(home.stakeholder, { from: to, to: from });
  expect(back.rows).toMatchObject({
    same: 396,
    changed: 3,
    added: { ofNewSeries: 200, inHistory: 1 },
    removed: { ofGoneSeries: 4, inHistory: 4 },
  });
  expect(back.history).toMatchObject({ amount: -3, absolute: 7 });
});

it("is computed once a pair of digests, and reads no part that both share", async () => {
  const actor = home.data_scientist;
  const from = await version("Shared", BASE);
  const first = await getDatasetVersion(actor, from);
  // As an append that adds a part has it: the first version's part, and a small one.
  const rest = [200, 201].map((at) => ({ id: "a", at, y: 4 }));
  const more = await getDatasetVersion(actor, await version("Part", rest));
  const row = await db().datasetVersion.findUniqueOrThrow({ where: { id: from } });
  const { id: to } = await db().datasetVersion.create({
    data: {
      ...{ workspaceId: row.workspaceId, projectId: row.projectId, datasetId: row.datasetId, number: 2 },
      digest: more.digest,
      recipe: first.recipe,
      manifest: { ...first.manifest, parts: [...first.manifest.parts, ...more.manifest.parts] },
      profile: { ...first.profile, rows: 602 },
    },
  });
  await compareVersions(actor, { from, to: from });
  // Whoever read the shared part now would find nothing.
  await db().blobChunk.deleteMany({ where: { digest: first.manifest.parts[0]?.digest as string } });
  const found = await compareVersions(actor, { from, to });
  expect(found.rows).toMatchObject({
    same: 600,
    changed: 0,
    added: { later: 2, ofNewSeries: 0, inHistory: 0 },
  });
  expect(found.parts).toEqual({ from: 1, to: 2, shared: 1 });
  // Not even the small part is needed for the kept answer.
  await db().blobChunk.deleteMany({ where: { digest: more.manifest.parts[0]?.digest as string } });
  expect(await compareVersions(actor, { from, to })).toEqual(found);
});

it("is refused for another dataset's version and for another workspace", async () => {
  const [a, b] = [await version("One", BASE), await version("Two", BASE)];
  await expect(compareVersions(home.owner, { from: a, to: b })).rejects.toMatchObject({
    code: "invalid_input",
  });
  await expect(compareVersions(foreign.owner, { from: a, to: a })).rejects.toMatchObject({
    code: "not_found",
  });
});
