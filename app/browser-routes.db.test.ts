import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { packResult } from "#lib/features/runs/browser/result-bytes.ts";
import { prepareRun } from "#lib/features/runs/browser/testing/prepare.ts";
import { requestRun } from "#lib/features/runs/server.ts";
import { importTestVersion, testRequest } from "#lib/features/runs/testing.ts";
import { QUANTILE_LEVELS } from "#lib/forecast/types.ts";
import { closeSender } from "#lib/jobs/boss.ts";
import { db } from "#lib/platform/db.ts";
import { closeEventHub } from "#lib/platform/events/hub.ts";
import type { Role } from "#lib/platform/prisma/enums.ts";
import { setSessionReader } from "#lib/platform/session.ts";
import { createTestDatabase, type TestDatabase } from "#lib/platform/testing/database.ts";
import { createTestProject, type TestProject } from "#lib/platform/testing/fixtures.ts";

type Handler = (
  request: Request,
  context: { params: Promise<{ workspace: string; project: string; run: string }> },
) => Promise<Response>;

const FOLDER = "./(workspace)/w/[workspace]/p/[project]/runs/[run]/browser";
const WORKER = "page-number-one";
const BINARY = "application/octet-stream";

let database: TestDatabase;
let ours: TestProject;
let theirs: TestProject;
let run: { id: string; number: number };
const sessions = new Map<Role, string>();
const handlers = new Map<string, Handler>();

beforeAll(async () => {
  process.env.APP_SECRET ??= "a secret for this test only";
  process.env.DATABASE_URL ??= process.env.TEST_DATABASE_URL;
  database = await createTestDatabase();
  [ours, theirs] = [await createTestProject(), await createTestProject()];
  for (const role of ["data_scientist", "stakeholder"] as const) {
    const { id } = await db().session.create({
      data: { userId: ours[role].userId, expiresAt: new Date(Date.now() + 60_000_000) },
    });
    sessions.set(role, id);
  }
  for (const name of ["claim", "panel", "beat", "result", "fail", "release"]) {
    const module: { GET?: Handler; POST?: Handler } = await import(
      /* @vite-ignore */ `${FOLDER}/${name}/route.ts`
    );
    const handler = module.GET ?? module.POST;
    if (handler) handlers.set(name, handler);
  }
  const versionId = await importTestVersion(ours.owner);
  run = await requestRun(ours.owner, testRequest(versionId, { place: "browser" }));
  await prepareRun(run.id);
});
afterAll(async () => {
  setSessionReader();
  await closeEventHub();
  await closeSender();
  await database.drop();
});
const signInAs = (role: Role | null) =>
  setSessionReader(async () => (role ? (sessions.get(role) ?? null) : null));
beforeEach(() => signInAs("data_scientist"));

interface Ask {
  query?: string;
  body?: unknown;
  headers?: Record<string, string>;
  project?: TestProject;
}

function call(name: string, { query = "", body, headers = {}, project = ours }: Ask): Promise<Response> {
  const isBytes = body instanceof Uint8Array || typeof body === "string";
  const request = new Request(`http://localhost:3000/browser/${name}${query}`, {
    method: name === "panel" ? "GET" : "POST",
    headers: {
      host: "localhost:3000",
      ...(body === undefined ? {} : { "content-type": isBytes ? BINARY : "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: isBytes ? (body as BodyInit) : JSON.stringify(body) }),
  });
  const { workspaceSlug: workspace, projectSlug: slug } = project.owner;
  const handler = handlers.get(name);
  if (!handler) throw new Error(`There is no route ${name}.`);
  return handler(request, { params: Promise.resolve({ workspace, project: slug, run: String(run.number) }) });
}

async function claim(): Promise<{ taskId: string; attempt: number; workerId: string }> {
  const answer = await call("claim", { body: { workerId: WORKER, waitMs: 0 } });
  expect(answer.status).toBe(200);
  const { task } = (await answer.json()) as { task: { id: string; attempt: number } };
  return { taskId: task.id, attempt: task.attempt, workerId: WORKER };
}
const quantiles = () =>
  Float32Array.from({ length: 4 * 7 * QUANTILE_LEVELS.length }, (_, i) => i % QUANTILE_LEVELS.length);
const whole = () => packResult({ notes: [], runtime: { backend: "wasm" }, loss: [], quantiles: quantiles() });

/** Each route with a request that is right but for who sends it. */
const held = { workerId: WORKER, taskId: randomUUID(), attempt: 1 };
const RIGHT: Record<string, Ask> = {
  claim: { body: { workerId: WORKER, waitMs: 0 } },
  panel: { query: "?fold=0" },
  beat: { body: { ...held, progress: 0.1, message: "", loss: null } },
  fail: { body: { ...held, code: null, detail: "" } },
  release: { body: held },
  result: { query: `?task=${held.taskId}&attempt=1&worker=${WORKER}`, body: new Uint8Array(8) },
};

describe.each(Object.entries(RIGHT))("%s", (name, ask) => {
  it("asks to sign in, names who may, and is nothing elsewhere", async () => {
    signInAs(null);
    expect((await call(name, ask)).status).toBe(401);
    signInAs("stakeholder");
    expect((await call(name, ask)).status).toBe(403);
    signInAs("data_scientist");
    expect((await call(name, { ...ask, project: theirs })).status).toBe(404);
  });

  if (name === "panel") return;
  it("takes nothing that another site sent, and no other type", async () => {
    const foreign = await call(name, { ...ask, headers: { origin: "https://evil.example" } });
    expect(foreign.status).toBe(403);
    const form = { "content-type": "application/x-www-form-urlencoded" };
    expect((await call(name, { ...ask, headers: form })).status).toBe(415);
  });
});

it("carries one task from claim to result, with its panel between", async () => {
  const task = await claim();
  const panel = await call("panel", { query: "?fold=0" });
  expect(panel.headers.get("content-type")).toBe(BINARY);
  expect(Number(panel.headers.get("content-length"))).toBe((await panel.arrayBuffer()).byteLength);
  expect((await call("panel", { query: "?fold=1" })).status).toBe(409);
  const beat = await call("beat", { body: { ...task, progress: 0.5, message: "half", loss: null } });
  expect(await beat.json()).toEqual({ held: true });
  const query = `?task=${task.taskId}&attempt=${task.attempt}&worker=${WORKER}`;
  const huge = await call("result", { query, body: new Uint8Array(2_000_000) });
  expect(huge.status).toBe(413);
  const garbage = await call("result", { query, body: new Uint8Array(100) });
  expect(garbage.status).toBe(400);
  expect(await garbage.json()).toMatchObject({ code: "invalid_input" });
  expect((await call("result", { query, body: whole() })).status).toBe(204);
  expect((await call("result", { query, body: whole() })).status).toBe(409);
});

it("takes a task back from a page that is being closed, whatever type its beacon has", async () => {
  for (const type of ["text/plain;charset=UTF-8", "application/json"]) {
    const task = await claim();
    const answer = await call("release", {
      body: JSON.stringify(task),
      headers: { "content-type": type, origin: "http://localhost:3000" },
    });
    expect(answer.status).toBe(204);
    const row = await db().runTask.findUniqueOrThrow({ where: { id: task.taskId } });
    expect(row).toMatchObject({ status: "queued", failures: 0 });
  }
  // Text from elsewhere is no beacon of ours, and other routes take no text at all.
  const text = { "content-type": "text/plain" };
  expect((await call("release", { body: "{", headers: text })).status).toBe(400);
  expect((await call("beat", { ...RIGHT.beat, headers: text })).status).toBe(415);
});
