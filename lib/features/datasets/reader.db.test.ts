import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { db } from "#lib/platform/db.ts";
import { createTestDatabase, type TestDatabase } from "#lib/platform/testing/database.ts";
import { createTestProject, type TestProject } from "#lib/platform/testing/fixtures.ts";
import { DataRefused, getDatasetVersion, importVersion, understandUpload } from "./server.ts";
import { recipeOf, uploadText } from "./testing.ts";

let database: TestDatabase;
let home: TestProject;
const environment = { ...process.env };

beforeAll(async () => {
  database = await createTestDatabase();
  home = await createTestProject();
  // As a web process has them.
  process.env.FORECANVAS_READER = fileURLToPath(new URL("../../processes/reader.ts", import.meta.url));
  process.env.DATABASE_URL = database.url;
  process.env.APP_SECRET = "a secret of the tests, long enough to be one";
});
afterAll(async () => {
  for (const pid of readers()) process.kill(pid, "SIGKILL");
  process.env.FORECANVAS_READER = "";
  Object.assign(process.env, environment);
  await database.drop();
});

/** The reader processes of this one. */
function readers(): number[] {
  const list = execFileSync("ps", ["-o", "pid=,ppid=,args="], { encoding: "utf8" });
  const own = new RegExp(String.raw`^\s*(\d+)\s+${process.pid}\s.*processes/reader\.ts`);
  return list
    .split("\n")
    .flatMap((line) => own.exec(line)?.[1] ?? [])
    .map(Number);
}

const RECIPE = recipeOf([
  ["id", "series"],
  ["ds", "time"],
  ["y", "target"],
]);
const text = (series: number) => {
  const lines = ["id,ds,y"];
  for (let s = 0; s < series; s += 1)
    for (let day = 1; day <= 28; day += 1)
      lines.push(`s${s},2024-02-${String(day).padStart(2, "0")},${s + day}`);
  return `${lines.join("\n")}\n`;
};

it("reads in a process of its own, and says stages, results and refusals as if it were here", async () => {
  const actor = home.data_scientist;
  const good = await uploadText(actor, text(3));
  const stages: string[] = [];
  const found = await understandUpload(actor, { uploadId: good.id, recipe: null }, (stage) =>
    stages.push(stage),
  );
  expect(readers()).toHaveLength(1);
  expect(found.preview?.profile).toMatchObject({ series: 3, rows: 84 });
  expect(stages).toContain("Measuring every series");
  const version = await importVersion(actor, { uploadId: good.id, name: "Elsewhere", recipe: RECIPE });
  expect((await getDatasetVersion(actor, version.id)).profile.rows).toBe(84);

  const bad = await uploadText(actor, text(3).replace("2024-02-05,5", "2024-02-05,many"));
  const refused = await importVersion(actor, { uploadId: bad.id, name: "Elsewhere", recipe: RECIPE }).catch(
    (error: unknown) => error,
  );
  expect(refused).toBeInstanceOf(DataRefused);
  expect(refused).toMatchObject({ problems: [{ row: 6, column: "y" }], status: 422 });
  await expect(
    importVersion(home.stakeholder, { uploadId: good.id, name: "Elsewhere", recipe: RECIPE }),
  ).rejects.toMatchObject({ code: "forbidden" });
  expect(readers()).toHaveLength(1);
});

it("that is killed in the middle leaves no version and nothing on the disk; trying again gives it whole", async () => {
  const actor = home.data_scientist;
  const upload = await uploadText(actor, text(4000));
  const input = { uploadId: upload.id, name: "Killed", recipe: RECIPE };
  const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith("forecanvas-reader-"));
  const dead: string[] = [];
  const broken = importVersion(actor, input, (stage) => {
    if (!stage.startsWith("Reading times") || dead.length > 0) return;
    dead.push(...folders());
    for (const pid of readers()) process.kill(pid, "SIGKILL");
  });
  await expect(broken).rejects.toMatchObject({
    code: "unavailable",
    message: expect.stringContaining("try again"),
  });
  expect(
    await db().datasetVersion.count({
      where: { workspaceId: home.workspaceId, dataset: { name: "Killed" } },
    }),
  ).toBe(0);
  expect(dead.length).toBeGreaterThan(0);
  const again = await importVersion(actor, input);
  expect(again).toMatchObject({ number: 1, isNew: true });
  expect((await getDatasetVersion(actor, again.id)).profile.rows).toBe(112_000);
  await expect.poll(() => folders().filter((name) => dead.includes(name)), { timeout: 5_000 }).toEqual([]);
  expect(readers()).toHaveLength(1);
});

it("stops when nobody waits any more", async () => {
  const actor = home.data_scientist;
  const upload = await uploadText(actor, text(4001));
  const left = understandUpload(actor, { uploadId: upload.id, recipe: null }, () => {
    throw new DOMException("The reader has left.", "AbortError");
  });
  await expect(left).rejects.toThrow("has left");
  await expect.poll(() => readers().length, { timeout: 5_000 }).toBe(0);
});

it("carries out an order that comes right after one was stopped", async () => {
  const actor = home.data_scientist;
  const upload = await uploadText(actor, text(3));
  const stopped = understandUpload(actor, { uploadId: upload.id, recipe: null }, () => {
    throw new Error("the choices have changed");
  });
  await expect(stopped).rejects.toThrow("the choices have changed");
  const next = await understandUpload(actor, { uploadId: upload.id, recipe: RECIPE });
  expect(next.preview?.profile).toMatchObject({ series: 3, rows: 84 });
});
