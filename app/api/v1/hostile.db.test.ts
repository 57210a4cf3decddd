import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { dropOldAnswers } from "#lib/features/workspaces/idempotency.ts";
import { makeApiKey, revokeApiKey } from "#lib/features/workspaces/server.ts";
import { closeSender } from "#lib/jobs/boss.ts";
import { db } from "#lib/platform/db.ts";
import { AppError } from "#lib/platform/errors.ts";
import { createTestDatabase, type TestDatabase } from "#lib/platform/testing/database.ts";
import { createTestProject, type TestProject } from "#lib/platform/testing/fixtures.ts";
import { defineOperation, isAtProject, type Operation } from "./_serve/operation.ts";
import { serve } from "./_serve/serve.ts";
import { GET as nothing } from "./[[...path]]/route.ts";
import { OPERATIONS } from "./operations.ts";

let database: TestDatabase;
let ours: TestProject;
let key: string;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await createTestProject();
  key = (await newKey()).key;
});
afterEach(() => database.pool.query(`DELETE FROM "RateLimit"`));
afterAll(async () => {
  await closeSender();
  await database.drop();
});

const newKey = (project = ours) =>
  makeApiKey(project.owner, { name: "Test", role: "owner", expiresInDays: 1 });

interface Sent {
  query?: string;
  body?: string | Uint8Array<ArrayBuffer>;
  headers?: Record<string, string>;
}

async function call(operation: Operation, sent: Sent = {}, projectId = ours.projectId) {
  const params: Record<string, string> = { id: projectId, ...operation.example.params };
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? "");
  const request = new Request(`http://localhost/api/v1${path}${sent.query ? `?${sent.query}` : ""}`, {
    method: operation.method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(sent.body === undefined ? {} : { "content-type": "application/json" }),
      ...operation.example.headers,
      ...sent.headers,
    },
    ...(sent.body === undefined ? {} : { body: sent.body }),
  });
  const response = await serve([operation])[operation.method](request, { params: Promise.resolve(params) });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : null };
}

const operation = (id: string): Operation => {
  const found = OPERATIONS.find((each) => each.id === id);
  if (!found) throw new Error(`There is no ${id}.`);
  return found;
};
const list = operation("listProjects");
const make = operation("createProject");
const json = (value: unknown) => JSON.stringify(value);

async function nothingStored<T>(work: () => Promise<T>): Promise<T> {
  const counts = () =>
    Promise.all([
      db().project.count(),
      db().auditEvent.count(),
      db().run.count(),
      db().idempotentRequest.count(),
    ]);
  const before = await counts();
  const result = await work();
  expect(await counts()).toEqual(before);
  return result;
}

describe("a key", () => {
  it.each([
    ["is missing", ""],
    ["is no key", "Bearer abc"],
    ["has the form of one", `Bearer fc_00000000_${"0".repeat(48)}`],
    ["comes by another scheme", `Basic ${Buffer.from("a:b").toString("base64")}`],
    ["has no scheme", `fc_00000000_${"0".repeat(48)}`],
    ["is empty", "Bearer "],
  ])("that %s is answered by 401, and how to do it", async (_what, authorization) => {
    const { status, headers, body } = await call(list, { headers: { authorization } });
    expect({ status, code: body.code }).toEqual({ status: 401, code: "unauthenticated" });
    expect(headers.get("www-authenticate")).toMatch(/^Bearer realm="forecanvas"/);
    expect(headers.get("content-type")).toBe("application/problem+json");
    expect(headers.get("cache-control")).toBe("no-store");
  });

  it("that was revoked or has expired opens nothing at the next request", async () => {
    const made = await newKey();
    const headers = { authorization: `Bearer ${made.key}` };
    expect((await call(list, { headers })).status).toBe(200);
    await db().apiKey.update({ where: { id: made.id }, data: { expiresAt: new Date(Date.now() - 1) } });
    expect((await call(list, { headers })).status).toBe(401);
    await db().apiKey.update({ where: { id: made.id }, data: { expiresAt: null } });
    expect((await call(list, { headers })).status).toBe(200);
    await revokeApiKey(ours.owner, { id: made.id });
    expect((await call(list, { headers })).status).toBe(401);
  });

  it("of another workspace finds no project of ours, and revokes none of our keys", async () => {
    const theirs = await createTestProject();
    const foreign = await newKey(theirs);
    const answer = await call(operation("getProject"), {
      headers: { authorization: `Bearer ${foreign.key}` },
    });
    expect(answer).toMatchObject({ status: 404, body: { code: "not_found" } });
    await expect(revokeApiKey(ours.owner, { id: foreign.id })).rejects.toThrow(/no such key/);
  });

  it.each([["key"], ["api_key"], ["access_token"], ["Token"]])(
    "in the address as ?%s= is refused, and says why",
    async (name) => {
      const answer = await call(list, { query: `${name}=${key}` });
      expect(answer).toMatchObject({ status: 400, body: { code: "invalid_input" } });
      expect(answer.body.detail).toContain("must not stand in an address");
      expect((await call(list, { query: `x=${key}`, headers: { authorization: "" } })).body.detail).toContain(
        "must not stand in an address",
      );
    },
  );

  it("that comes twice is refused as two", async () => {
    // As instrumentation-node.ts joins two headers; e2e/api.spec.ts sends them through the server.
    const { status, body } = await call(list, { headers: { authorization: `Bearer ${key}, Bearer ${key}` } });
    expect({ status, code: body.code }).toEqual({ status: 400, code: "invalid_input" });
  });

  it("is the only way in: a cookie is none", async () => {
    const answer = await call(list, { headers: { authorization: "", cookie: "next-auth.session-token=x" } });
    expect(answer.status).toBe(401);
  });

  it("notes its last use at most once a minute", async () => {
    const made = await newKey();
    const headers = { authorization: `Bearer ${made.key}` };
    const usedAt = async () => (await db().apiKey.findUniqueOrThrow({ where: { id: made.id } })).lastUsedAt;
    expect(await usedAt()).toBeNull();
    await call(list, { headers });
    const first = await usedAt();
    expect(first).not.toBeNull();
    await call(list, { headers });
    expect(await usedAt()).toEqual(first);
    await db().apiKey.update({ where: { id: made.id }, data: { lastUsedAt: new Date(Date.now() - 61_000) } });
    await call(list, { headers });
    expect((await usedAt())?.getTime()).toBeGreaterThanOrEqual(first?.getTime() ?? 0);
  });
});

describe("the rate", () => {
  it("of a key is counted down in each answer, and ends in 429 with the time to wait", async () => {
    const made = await newKey();
    const headers = { authorization: `Bearer ${made.key}` };
    const first = await call(list, { headers });
    expect(first.headers.get("ratelimit-limit")).toBe("600");
    expect(first.headers.get("ratelimit-remaining")).toBe("599");
    expect(Number(first.headers.get("ratelimit-reset"))).toBeGreaterThan(50);
    await db().rateLimit.update({ where: { key: `api:key:${made.id}` }, data: { count: 600 } });
    const { status, headers: last, body } = await call(list, { headers });
    expect({ status, code: body.code }).toEqual({ status: 429, code: "rate_limited" });
    expect(last.get("ratelimit-remaining")).toBe("0");
    expect(Number(last.get("retry-after"))).toBeGreaterThan(0);
    expect((await call(list)).status).toBe(200);
    const past = new Date(Date.now() - 61_000);
    await db().rateLimit.update({ where: { key: `api:key:${made.id}` }, data: { windowStartedAt: past } });
    expect((await call(list, { headers })).status).toBe(200);
  });

  it("of requests without a key ends in 429 for that address, not for a key from there", async () => {
    const headers = { authorization: "Bearer wrong", "x-forecanvas-peer": "203.0.113.9" };
    for (let i = 0; i < 60; i += 1) expect((await call(list, { headers })).status).toBe(401);
    const { status, headers: last } = await call(list, { headers });
    expect(status).toBe(429);
    expect(Number(last.get("retry-after"))).toBeGreaterThan(0);
    expect((await call(list, { headers: { "x-forecanvas-peer": "203.0.113.9" } })).status).toBe(200);
  });
});

describe("a body", () => {
  const good = { name: "A project" };
  const form = "application/x-www-form-urlencoded";
  it.each<[string, number, Sent]>([
    ["is empty", 400, { body: "" }],
    ["is no JSON", 400, { body: "{name:1}" }],
    ["is a list", 400, { body: json([good]) }],
    ["is null", 400, { body: "null" }],
    ["names a field twice", 400, { body: '{"name":"a","name":"b"}' }],
    ["reaches a prototype", 400, { body: '{"name":"a","__proto__":{"role":"owner"}}' }],
    ["reaches a constructor", 400, { body: '{"name":"a","constructor":{"prototype":{}}}' }],
    ["is not UTF-8", 400, { body: new Uint8Array([0x7b, 0xc3, 0x28, 0x7d]) }],
    ["holds NUL", 400, { body: '{"name":"a\\u0000b"}' }],
    ["holds half of a surrogate pair", 400, { body: '{"name":"\\ud800"}' }],
    ["is 5,000 levels deep", 400, { body: `${'{"name":'.repeat(5_000)}1${"}".repeat(5_000)}` }],
    ["says whose it is", 400, { body: json({ ...good, workspaceId: randomUUID() }) }],
    ["says what role it has", 400, { body: json({ ...good, role: "owner" }) }],
    ["has an operator for a name", 400, { body: json({ name: { not: "" } }) }],
    ["is too large", 413, { body: json({ name: "x".repeat(1_000_001) }) }],
    ["has no type", 415, { body: json(good), headers: { "content-type": "" } }],
    ["is text", 415, { body: json(good), headers: { "content-type": "text/plain" } }],
    [
      "is a form of another site",
      415,
      { body: "name=a", headers: { "content-type": form, origin: "https://evil.example" } },
    ],
  ])("that %s is refused by %i, and nothing is stored", async (_what, status, sent) => {
    const answer = await nothingStored(() =>
      call(make, { ...sent, headers: { "idempotency-key": randomUUID(), ...sent.headers } }),
    );
    expect({ status: answer.status, detail: answer.body.detail }).toMatchObject({ status });
  });

  it("with unknown fields is told their names", async () => {
    const { body } = await call(make, { body: json({ ...good, role: "owner", workspaceId: "x" }) });
    expect(body.detail).toContain("role");
    expect(body.detail).toContain("workspaceId");
  });

  it("is refused where none is taken, but for an empty object", async () => {
    const remove = operation("deleteUpload");
    expect((await call(remove, { body: '{"a":1}' })).status).toBe(400);
    expect((await call(remove, { body: "{}" })).status).toBe(404);
  });
});

/** Every way to put `value` where the example has a string. */
function withEachString(example: unknown, value: unknown): unknown[] {
  if (typeof example === "string") return [value];
  if (Array.isArray(example)) {
    return example.flatMap((item, i) =>
      withEachString(item, value).map((changed) => example.map((other, j) => (i === j ? changed : other))),
    );
  }
  if (example === null || typeof example !== "object") return [];
  return Object.entries(example).flatMap(([name, inner]) =>
    withEachString(inner, value).map((changed) => ({ ...example, [name]: changed })),
  );
}

describe("in every operation", () => {
  const withBody = OPERATIONS.filter(({ body, example }) => body && example.body !== undefined);
  it.each(withBody.map((each) => [each.id, each] as const))(
    "%s takes no database operator for any string, and no field that it does not know",
    async (_id, each) => {
      for (const operator of [{ not: "" }, { contains: "" }, ["a"], { $ne: null }]) {
        for (const body of withEachString(each.example.body, operator)) {
          const answer = await nothingStored(() => call(each, { body: json(body) }));
          expect({ body, status: answer.status }).toEqual({ body, status: 400 });
        }
      }
      const extra = { ...(each.example.body as object), workspaceId: randomUUID(), role: "owner" };
      const answer = await nothingStored(() => call(each, { body: json(extra) }));
      expect({ status: answer.status, detail: answer.body.detail }).toEqual({
        status: 400,
        detail: expect.stringContaining("workspaceId"),
      });
    },
  );

  it.each(OPERATIONS.map((each) => [each.id, each] as const))(
    "%s refuses a parameter that it does not know, and ids that are none",
    async (_id, each) => {
      expect((await call(each, { query: "workspaceId=1" })).status).toBe(400);
      expect((await call(each, { query: "role=owner&role=owner" })).status).toBe(400);
      if (!isAtProject(each)) return;
      for (const id of ["__proto__", "' OR 1=1", "\0", "pasta", randomUUID(), ours.projectId.toUpperCase()]) {
        expect({ id, status: (await call(each, {}, id)).status }).toEqual({ id, status: 404 });
      }
    },
  );

  const lists = OPERATIONS.filter(({ query }) => query && "cursor" in query.shape);
  it.each(lists.map((each) => [each.id, each] as const))(
    "%s refuses sizes and cursors that are none",
    async (_id, each) => {
      for (const limit of ["0", "-1", "101", "1e9", "1000000000", "1.5", "abc", "", " 5", "0x10", "५"]) {
        const answer = await call(each, { query: `limit=${encodeURIComponent(limit)}` });
        expect({ limit, status: answer.status }).toEqual({ limit, status: 400 });
      }
      const cursorOf = (value: unknown) => Buffer.from(json(value)).toString("base64url");
      const cursors = [
        "x",
        "%00",
        "null",
        cursorOf(null),
        cursorOf([each.id]),
        cursorOf([each.id, null]),
        cursorOf([each.id, { not: "" }]),
        cursorOf([each.id, "a"]),
        cursorOf(["listSomething", 1]),
        `${cursorOf([each.id, 1])}=`,
        "A".repeat(501),
      ];
      for (const cursor of cursors) {
        const answer = await call(each, { query: `cursor=${cursor}` });
        expect({ cursor, status: answer.status }).toEqual({ cursor, status: 400 });
      }
      expect((await call(each, { query: "limit=5&limit=6" })).status).toBe(400);
    },
  );

  it.each([[0], [-1], [1.5], [1e9], ["24"], [null]])("a run takes no horizon of %s", async (horizonSteps) => {
    const run = operation("createRun");
    const body = { ...(run.example.body as object), horizonSteps };
    const answer = await nothingStored(() => call(run, { body: json(body) }));
    expect(answer.status).toBe(400);
    expect(Object.keys(answer.body.fields)).toEqual(["horizonSteps"]);
  });
});

describe("pages", () => {
  it("hold each project once while others are made", async () => {
    const project = await createTestProject();
    const headers = { authorization: `Bearer ${(await newKey(project)).key}` };
    const makeOne = async (n: number) =>
      (await call(make, { headers, body: json({ name: `Project ${n}` }) })).body.id as string;
    const before = [project.projectId];
    for (let n = 1; n <= 5; n += 1) before.unshift(await makeOne(n));
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const { body }: { body: { items: { id: string }[]; nextCursor: string | null } } = await call(list, {
        headers,
        query: `limit=2${cursor ? `&cursor=${cursor}` : ""}`,
      });
      seen.push(...body.items.map(({ id }) => id));
      cursor = body.nextCursor;
      await makeOne(seen.length + 100);
    } while (cursor);
    expect(seen).toEqual(before);
  });
});

describe("an Idempotency-Key", () => {
  const send = (idempotencyKey: string, name = "Once", more: Record<string, string> = {}) =>
    call(make, { body: json({ name }), headers: { "idempotency-key": idempotencyKey, ...more } });

  it("gives the first answer again, whole, and does nothing", async () => {
    const once = randomUUID();
    const first = await send(once);
    expect(first).toMatchObject({ status: 201 });
    expect(first.headers.get("idempotency-replayed")).toBeNull();
    const again = await nothingStored(() => send(once));
    expect({ status: again.status, body: again.body }).toEqual({ status: 201, body: first.body });
    expect(again.headers.get("location")).toBe(first.headers.get("location"));
    expect(again.headers.get("idempotency-replayed")).toBe("true");
  });

  it("with another body is refused, and does nothing", async () => {
    const once = randomUUID();
    await send(once);
    const other = await nothingStored(() => send(once, "Other"));
    expect(other).toMatchObject({ status: 422, body: { code: "idempotency_key_reused" } });
  });

  it("belongs to its API key", async () => {
    const once = randomUUID();
    const first = await send(once);
    const authorization = `Bearer ${(await newKey()).key}`;
    const other = await send(once, "Once", { authorization });
    expect(other.status).toBe(201);
    expect(other.body.id).not.toBe(first.body.id);
  });

  it("that 20 requests carry at once makes one project", async () => {
    const once = randomUUID();
    const before = await db().project.count();
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(once)));
    expect(await db().project.count()).toBe(before + 1);
    for (const { status, headers, body } of answers) {
      expect([201, 409]).toContain(status);
      if (status === 409) {
        expect(body.code).toBe("still_running");
        expect(headers.get("retry-after")).toBe("1");
      }
    }
    expect((await send(once)).headers.get("idempotency-replayed")).toBe("true");
  });

  it("whose first request died is free again after a little, and an old one after a day", async () => {
    const once = randomUUID();
    await send(once);
    const age = (seconds: number, status: number | null) =>
      db().idempotentRequest.updateMany({
        where: { key: once },
        data: { status, createdAt: new Date(Date.now() - seconds * 1000) },
      });
    await age(5, null);
    expect(await send(once)).toMatchObject({ status: 409, body: { code: "still_running" } });
    await age(30, null);
    const after = await send(once);
    expect(after.status).toBe(201);
    expect(after.headers.get("idempotency-replayed")).toBeNull();
    await age(23 * 3600, 201);
    expect((await send(once)).headers.get("idempotency-replayed")).toBe("true");
    await age(25 * 3600, 201);
    expect((await send(once, "Another day")).status).toBe(201);
    await age(25 * 3600, 201);
    expect(await dropOldAnswers()).toBeGreaterThan(0);
    expect(await db().idempotentRequest.count({ where: { key: once } })).toBe(0);
  });

  it("keeps what was refused by the service, but no failure of ours, and no input that was not read", async () => {
    let calls = 0;
    const failing = (error: () => Error) =>
      defineOperation({
        id: "fail",
        method: "POST",
        path: "/projects",
        tag: "Projects",
        summary: "Fail",
        right: "read",
        body: z.strictObject({ a: z.int() }),
        response: z.object({}),
        example: { body: { a: 1 }, answer: {} },
        handle: async () => {
          calls += 1;
          throw error();
        },
      });
    const post = (each: Operation, once: string, body: unknown = { a: 1 }) =>
      call(each, { body: json(body), headers: { "idempotency-key": once } });
    const [conflict, broken, unread] = [randomUUID(), randomUUID(), randomUUID()];
    const refusing = failing(() => new AppError("conflict"));
    expect((await post(refusing, conflict)).status).toBe(409);
    expect((await post(refusing, conflict)).headers.get("idempotency-replayed")).toBe("true");
    expect(calls).toBe(1);
    const breaking = failing(() => new Error("planted"));
    expect((await post(breaking, broken)).status).toBe(500);
    expect((await post(breaking, broken)).status).toBe(500);
    expect(calls).toBe(3);
    expect((await post(refusing, unread, { a: "no" })).status).toBe(400);
    expect((await post(refusing, unread)).headers.get("idempotency-replayed")).toBeNull();
    expect(calls).toBe(4);
  });

  it.each([[""], ["a b"], ["ä"], ["x".repeat(256)]])("of %.12s is refused", async (once) => {
    expect((await send(once)).status).toBe(400);
  });
});

it("an address that is none is answered in words, not by a page", async () => {
  const response = await nothing();
  expect(response.status).toBe(404);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  expect(await response.json()).toMatchObject({ code: "not_found" });
});
