import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { db } from "#lib/platform/db.ts";
import { createTestDatabase, type TestDatabase } from "#lib/platform/testing/database.ts";
import { createTestProject, type TestProject } from "#lib/platform/testing/fixtures.ts";
import {
  applyRetention,
  compareVersions,
  deleteDataset,
  deleteVersion,
  getDatasetVersion,
  importVersion,
  listDatasets,
  listDatasetVersions,
  loadPanel,
  setKeep,
  sweepReleasedBlobs,
} from "../server.ts";
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
]);
const csv = (from: number) =>
  `id,ds,y\n${Array.from({ length: 9 }, (_, i) => `a,2024-01-0${i + 1},${from + i}`).join("\n")}\n`;

async function version(name: string, from: number) {
  const { id: uploadId } = await uploadText(home.data_scientist, csv(from), `${from}.csv`);
  return importVersion(home.data_scientist, { uploadId, name, recipe: RECIPE });
}
const run = (versionId: string, status: "queued" | "succeeded", number: number) =>
  db().run.create({
    data: {
      ...{ workspaceId: home.workspaceId, projectId: home.projectId, number, datasetVersionId: versionId },
      ...{ spec: {}, status, seed: 1 },
    },
  });
const audits = async (ref: string) =>
  (await db().auditEvent.findMany({ where: { ref }, orderBy: { id: "asc" } })).map((each) => each.action);
/** An hour later nothing is young any more. */
const sweep = () => sweepReleasedBlobs({ now: Date.now() + 3_700_000 });
const blobs = () => db().blob.count({ where: { workspaceId: home.workspaceId } });

it("deletes a version's data for its owner, keeps the row and the audit, and says what was here", async () => {
  const [first, second] = [await version("Plain", 10), await version("Plain", 20)];
  await compareVersions(home.owner, { from: first.id, to: second.id });
  const { manifest } = await getDatasetVersion(home.owner, first.id);
  const ask = { versionId: first.id, reason: "names of people" };
  for (const actor of [home.product_owner, home.data_scientist, home.stakeholder]) {
    await expect(deleteVersion(actor, ask)).rejects.toMatchObject({ code: "forbidden" });
  }
  await expect(deleteVersion(foreign.owner, ask)).rejects.toMatchObject({ code: "not_found" });

  const together = await Promise.all([deleteVersion(home.owner, ask), deleteVersion(home.owner, ask)]);
  expect(together.map((each) => each.isNew).sort()).toEqual([false, true]);
  expect(await audits(first.id)).toEqual(["dataset.version_created", "dataset.version_deleted"]);
  const words = "The data of version 1 of Plain were deleted";
  await expect(getDatasetVersion(home.owner, first.id)).rejects.toThrow(words);
  await expect(loadPanel({ workspaceId: home.workspaceId, versionId: first.id })).rejects.toThrow(words);
  await expect(compareVersions(home.owner, { from: first.id, to: second.id })).rejects.toThrow(
    "names of people",
  );
  expect((await listDatasetVersions(home.owner)).map((each) => each.number)).toEqual([2]);

  // What is young waits for its reference; then part, summary and raw file go, once.
  expect(await sweepReleasedBlobs({ now: Date.now() })).toBe(0);
  expect(await sweep()).toBe(3);
  expect(await sweep()).toBe(0);
  const digest = manifest.raw[0]?.digest as string;
  expect(await db().blobChunk.count({ where: { workspaceId: home.workspaceId, digest } })).toBe(0);
  expect(await db().upload.count({ where: { workspaceId: home.workspaceId, digest } })).toBe(0);
  await expect(loadPanel({ workspaceId: home.workspaceId, versionId: second.id })).resolves.toBeDefined();

  // The same file and recipe are the same version again, under its number.
  const again = await version("Plain", 10);
  expect(again).toMatchObject({ id: first.id, number: 1, isNew: true });
  await expect(loadPanel({ workspaceId: home.workspaceId, versionId: first.id })).resolves.toBeDefined();
  expect(await sweep()).toBe(0);
  expect((await audits(first.id)).at(-1)).toBe("dataset.version_restored");
  expect((await version("Plain", 30)).number).toBe(3);
});

it("keeps bytes that another version is made of, and those put again before the sweep", async () => {
  const one = await version("Twin one", 40);
  await version("Twin two", 40);
  await deleteVersion(home.owner, { versionId: one.id });
  const before = await blobs();
  expect(await sweep()).toBe(0);
  expect(await blobs()).toBe(before);

  const lone = await version("Lone", 50);
  await deleteVersion(home.owner, { versionId: lone.id });
  // Put again, and its version not yet written: as an import that is under way has it.
  await uploadText(home.data_scientist, csv(50), "again.csv");
  await sweep();
  const { manifest } = await db().datasetVersion.findUniqueOrThrow({ where: { id: lone.id } });
  const raw = (manifest as { raw: { digest: string }[] }).raw[0]?.digest as string;
  expect(await db().blob.count({ where: { workspaceId: home.workspaceId, digest: raw } })).toBe(1);
});

it("keeps what runs, claims and decisions rest on, unless the owner says so", async () => {
  const [used, read] = [await version("Used", 60), await version("Used", 70)];
  await run(used.id, "succeeded", 901);
  await db().claim.create({
    data: {
      ...{ workspaceId: home.workspaceId, projectId: home.projectId, block: "data_sources" },
      ...{ text: "Two years", pinnedTo: used.id, createdById: home.owner.userId as string },
    },
  });
  const waiting = await run(read.id, "queued", 902);
  await expect(deleteVersion(home.owner, { versionId: used.id })).rejects.toThrow(
    "Version 1 of Used stays: 1 run (901) and 1 claim rest on it.",
  );
  await expect(deleteVersion(home.owner, { versionId: read.id, evenIfUsed: true })).rejects.toThrow(
    "Run 902 still reads version 2",
  );
  expect(await deleteVersion(home.owner, { versionId: used.id, evenIfUsed: true })).toEqual({ isNew: true });
  // The run itself stays, with the version's name and number.
  const kept = await db().run.findFirstOrThrow({
    where: { number: 901, projectId: home.projectId },
    include: { datasetVersion: true },
  });
  expect(kept.datasetVersion).toMatchObject({ number: 1, digest: used.digest });

  await db().run.update({ where: { id: waiting.id }, data: { status: "cancelled" } });
  const { datasetId } = await getDatasetVersion(home.owner, read.id);
  await expect(deleteDataset(home.owner, { datasetId })).rejects.toMatchObject({ code: "conflict" });
  await deleteDataset(home.owner, { datasetId, evenIfUsed: true, reason: "moved" });
  expect(await deleteDataset(home.owner, { datasetId, evenIfUsed: true })).toEqual({ isNew: false });
  const names = (await listDatasets(home.owner, { limit: 50, before: null })).map((each) => each.name);
  expect(names).not.toContain("Used");
  // Its name can be used anew, and numbers go on.
  expect(await version("Used", 80)).toMatchObject({ number: 3, isNew: true });
});

it("lets go by the policy, one version a transaction, and never what is used", async () => {
  const versions = [];
  for (const from of [100, 110, 120, 130]) versions.push(await version("Kept", from));
  const [first] = versions;
  const { datasetId } = await getDatasetVersion(home.owner, first?.id as string);
  await expect(
    setKeep(home.data_scientist, datasetId, { keepVersions: 1, keepDays: null }),
  ).rejects.toThrow();
  await expect(setKeep(home.owner, randomUUID(), { keepVersions: 1, keepDays: null })).rejects.toMatchObject({
    code: "not_found",
  });
  await run(first?.id as string, "succeeded", 903);
  await setKeep(home.owner, datasetId, { keepVersions: 2, keepDays: null });
  const now = Date.now();
  // From two workers at once.
  const gone = await Promise.all([applyRetention({ now }), applyRetention({ now })]);
  expect(gone[0] + gone[1]).toBe(1);
  const left = (await listDatasetVersions(home.owner)).filter((each) => each.datasetId === datasetId);
  expect(left.map((each) => each.number).sort()).toEqual([1, 3, 4]);
  const [audit] = await db().auditEvent.findMany({
    where: { ref: versions[1]?.id as string, action: "dataset.version_deleted" },
  });
  expect(audit).toMatchObject({
    actorId: null,
    detail: { byPolicy: true, reason: "the newest 2 versions are kept" },
  });
});
