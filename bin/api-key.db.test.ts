import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { findKeyAccess } from "#lib/features/workspaces/server.ts";
import { db } from "#lib/platform/db.ts";
import { createTestDatabase, type TestDatabase } from "#lib/platform/testing/database.ts";
import { createTestProject, type TestProject } from "#lib/platform/testing/fixtures.ts";

const COMMAND = fileURLToPath(new URL("./api-key.ts", import.meta.url));
let database: TestDatabase;
let project: TestProject;
let emptyFolder: string;

beforeAll(async () => {
  database = await createTestDatabase();
  project = await createTestProject();
  emptyFolder = mkdtempSync(path.join(tmpdir(), "forecanvas-test-"));
});
afterAll(async () => {
  rmSync(emptyFolder, { recursive: true, force: true });
  await database.drop();
});

/** As npm runs it, on the test's database, or with none. */
function run(args: readonly string[], url: string | undefined = database.url) {
  const { DATABASE_URL: _, APP_SECRET: __, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, ...args], {
    encoding: "utf8",
    env: { ...env, FORECANVAS_DATA: emptyFolder, ...(url ? { DATABASE_URL: url } : {}) },
  });
  return { status, stdout, stderr };
}

it("prints the key and nothing else; the key opens its workspace with its role, until it expires", async () => {
  const { workspaceSlug } = project.owner;
  const said = run([
    "--workspace",
    workspaceSlug,
    "--role",
    "data_scientist",
    "--name",
    "Night",
    "--days",
    "7",
  ]);
  expect(said).toMatchObject({ status: 0, stderr: "" });
  expect(said.stdout).toMatch(/^fc_[0-9a-f]{8}_[0-9a-f]{48}\n$/);
  const access = await findKeyAccess(said.stdout.trim(), project.projectId, new Date());
  expect(access).toMatchObject({ actor: { role: "data_scientist", userName: "Night" }, project: {} });
  const inAWeek = new Date(Date.now() + 7.1 * 86_400_000);
  expect(await findKeyAccess(said.stdout.trim(), project.projectId, inAWeek)).toBeNull();
  const row = await db().apiKey.findFirstOrThrow({ where: { name: "Night" } });
  expect(row.hash).not.toContain(said.stdout.trim().slice(12));
  expect(
    await db().auditEvent.count({ where: { ref: row.id, action: "api_key.created", actorId: null } }),
  ).toBe(1);
});

it.each([
  ["no workspace", ["--role", "owner"], /^Say which workspace/],
  ["a role that is none", ["--workspace", "demo", "--role", "admin"], /^Say which role/],
  ["days that are no number", ["--workspace", "demo", "--role", "owner", "--days", "1e9"], /^--days is/],
  ["an option that is none", ["--workspace", "demo", "--colour", "red"], /^Unknown option/],
  ["a workspace that is none", ["--workspace", "nowhere", "--role", "owner"], /^There is no workspace/],
])("says in one line what is wrong with %s", async (_what, args, words) => {
  const before = await db().apiKey.count();
  const { status, stdout, stderr } = run(args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toMatch(words);
  expect(stderr.trimEnd()).not.toContain("\n");
  expect(await db().apiKey.count()).toBe(before);
});

it("says so when there is no site, and when its database is away", () => {
  const wish = ["--workspace", "demo", "--role", "owner"];
  expect(run(wish, "")).toMatchObject({
    status: 2,
    stdout: "",
    stderr: expect.stringMatching(/^There is no site/),
  });
  const old = new URL(database.url);
  old.pathname = "/postgres";
  expect(run(wish, old.href)).toMatchObject({
    status: 2,
    stdout: "",
    stderr: expect.stringMatching(/^The database is older/),
  });
  const away = run(wish, "postgresql://postgres@127.0.0.1:9/nothing");
  expect(away).toMatchObject({ status: 2, stdout: "" });
  expect(away.stderr).toMatch(/^The database at 127.0.0.1:9\/nothing refuses connections[^\n]*\n$/);
});
