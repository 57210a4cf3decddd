import { readdirSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { may } from "#lib/features/workspaces/index.ts";
import { makeApiKey } from "#lib/features/workspaces/server.ts";
import { closeSender } from "#lib/jobs/boss.ts";
import { closeEventHub } from "#lib/platform/events/hub.ts";
import type { Role } from "#lib/platform/prisma/enums.ts";
import { createTestDatabase, type TestDatabase } from "#lib/platform/testing/database.ts";
import { createTestProject, type TestProject } from "#lib/platform/testing/fixtures.ts";
import { isAtProject, type Operation } from "./_serve/operation.ts";
import { judgeOf } from "./_serve/testing/fits.ts";
import { createWorld, inWorld, PREPARE, type World } from "./_serve/testing/world.ts";
import { OPERATIONS } from "./operations.ts";

// Route × method × role × foreign tenant × no key, read from the files: what is not declared fails here.

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;
const ROLES = ["owner", "product_owner", "data_scientist", "stakeholder"] as const satisfies readonly Role[];
const API = fileURLToPath(new URL("./", import.meta.url));

/** Routes that are no operation, each with the reason why. */
const OPEN = new Map([
  ["/openapi.json", "describes the interface and tells nothing of anybody"],
  ["/[[...path]]", "answers 404 for every other address"],
]);

type Route = Record<
  string,
  (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>
>;

const filesNamed = (name: string) =>
  readdirSync(API, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(name) && dirname(file) !== ".")
    .map((file) => `/${dirname(file)}`);
const pathOf = (folder: string) => folder.replaceAll("[", "{").replaceAll("]", "}");
const folderOf = (path: string) => path.replaceAll("{", "[").replaceAll("}", "]");
const importAt = (folder: string, name: string) => import(`${API}${folder.slice(1)}/${name}`);

const { complaints } = judgeOf(OPERATIONS);
let database: TestDatabase;
let world: World;
let theirs: TestProject;
const keys = new Map<Role | "foreign", string>();

beforeAll(async () => {
  database = await createTestDatabase();
  world = await createWorld(database);
  theirs = await createTestProject();
  for (const role of ROLES) keys.set(role, await keyOf(world.project, role));
  keys.set("foreign", await keyOf(theirs, "owner"));
}, 120_000);
afterAll(async () => {
  await Promise.all([closeSender(), closeEventHub()]);
  await database.drop();
});

async function keyOf(project: TestProject, role: Role): Promise<string> {
  const { key } = await makeApiKey(project.owner, { name: `Key ${role}`, role, expiresInDays: null });
  return key;
}

interface Answered {
  response: Response;
  text: string;
}

let places = 0;

/** Failed sign-ins are limited by where they come from: each of these is somewhere else (RFC 5737). */
function fromElsewhere(): { "x-forwarded-for": string } {
  places += 1;
  return { "x-forwarded-for": `203.0.113.${places % 250}` };
}

/** Sends the operation's example, with the ids of our world, to the route handler. */
async function send(
  operation: Operation,
  options: { key: string | null; projectId?: string },
): Promise<Answered> {
  const ids = { ...world.ids, ...(await PREPARE[operation.id]?.(world)) };
  const { example, rawBody } = operation;
  const given = inWorld({ ...example, answer: undefined }, ids);
  const params = { id: options.projectId ?? ids.project ?? "", ...given.params };
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: keyof typeof params) => params[name] ?? "");
  const body = given.body === undefined ? rawBody?.example : JSON.stringify(given.body);
  const type = given.body === undefined ? rawBody?.types[0] : "application/json";
  const query = new URLSearchParams(given.query).toString();
  const leave = new AbortController();
  const request = new Request(`http://localhost/api/v1${path}${query && `?${query}`}`, {
    method: operation.method,
    headers: {
      ...fromElsewhere(),
      ...(options.key === null ? {} : { authorization: `Bearer ${options.key}` }),
      ...(body === undefined ? {} : { "content-type": type ?? "" }),
      ...given.headers,
    },
    ...(body === undefined ? {} : { body }),
    signal: leave.signal,
  });
  const route: Route = await importAt(folderOf(operation.path), "route.ts");
  const response = await route[operation.method]?.(request, { params: Promise.resolve(params) });
  if (!response) throw new Error("The route has no such method.");
  const isStream = response.headers.get("content-type")?.startsWith("text/event-stream") === true;
  const text = isStream ? "" : await response.text();
  if (isStream) await response.body?.cancel();
  leave.abort();
  await database.pool.query(`DELETE FROM "RateLimit"`);
  return { response, text };
}

/** The rows of every table but those that a request always touches. */
async function fingerprint(): Promise<string> {
  const { rows } = await database.pool.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'
     AND tablename NOT IN ('ApiKey', 'RateLimit') ORDER BY 1`,
  );
  const counts: string[] = [];
  for (const { name } of rows) {
    const { rows: found } = await database.pool.query(
      `SELECT count(*)::int AS n, max(xmin::text::bigint)::text AS last FROM "${name}"`,
    );
    counts.push(`${name} ${JSON.stringify(found[0])}`);
  }
  return counts.join("\n");
}

describe("the files", () => {
  const folders = filesNamed("route.ts").filter((folder) => !OPEN.has(folder));

  it("hold a route for every operation, and no other", () => {
    const declared = [...new Set(OPERATIONS.map(({ path }) => folderOf(path)))].sort();
    expect(folders.sort()).toEqual(declared);
  });

  it("hold no operation that is missing in the list", async () => {
    for (const folder of filesNamed("operations.ts")) {
      const { operations }: { operations: Operation[] } = await importAt(folder, "operations.ts");
      for (const operation of operations) {
        expect({ id: operation.id, path: operation.path }).toEqual({
          id: operation.id,
          path: pathOf(folder),
        });
        expect({ id: operation.id, isListed: OPERATIONS.includes(operation) }).toMatchObject({
          isListed: true,
        });
      }
    }
  });

  it("give each operation an id of its own", () => {
    const ids = OPERATIONS.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
  });

  it.each(folders)("%s answers each method, by 405 where it is not declared", async (folder) => {
    const route: Route = await importAt(folder, "route.ts");
    const operations = OPERATIONS.filter(({ path }) => path === pathOf(folder));
    const declared = new Set<string>(operations.map(({ method }) => method));
    if (declared.has("GET")) declared.add("HEAD");
    expect(Object.keys(route).sort()).toEqual([...METHODS].sort());
    for (const method of METHODS) {
      const request = new Request("http://localhost/api/v1/x", { method, headers: fromElsewhere() });
      const response = await route[method]?.(request, { params: Promise.resolve({}) });
      const allow = METHODS.filter((name) => declared.has(name)).join(", ");
      expect({ method, status: response?.status, allow: response?.headers.get("allow") }).toEqual(
        declared.has(method) ? { method, status: 401, allow: null } : { method, status: 405, allow },
      );
      expect(response?.headers.get("content-type")).toBe("application/problem+json");
    }
  });
});

describe.each(OPERATIONS.map((operation) => [operation.id, operation] as const))("%s", (_id, operation) => {
  it("is nothing without a key", async () => {
    const before = await fingerprintAfterPreparing();
    for (const key of [null, `fc_00000000_${"0".repeat(48)}`]) {
      const { response, text } = await send(operation, { key });
      expect({ status: response.status, text }).toMatchObject({ status: 401 });
      expect(response.headers.get("www-authenticate")).toMatch(/^Bearer realm=/);
      expect(complaints(operation, response, text)).toEqual([]);
    }
    expect(await fingerprintAfterPreparing()).toEqual(before);
  });

  it("is nothing to a foreign tenant", async () => {
    const key = keys.get("foreign") ?? "";
    const { response, text } = await send(operation, { key });
    if (isAtProject(operation)) {
      expect(response.status, text).toBe(404);
    } else {
      expect(text).not.toContain(world.project.projectId);
    }
    expect(complaints(operation, response, text)).toEqual([]);
  });

  it("finds nothing of ours in a foreign tenant's own project", async () => {
    const given = JSON.stringify([operation.example.params ?? null, operation.example.body ?? null]);
    if (!isAtProject(operation) || !given.includes("019abc00-")) return;
    const { response, text } = await send(operation, {
      key: keys.get("foreign") ?? "",
      projectId: theirs.projectId,
    });
    expect(response.status, text).toBeGreaterThanOrEqual(400);
    expect(response.status, text).toBeLessThan(500);
    if (operation.example.params && JSON.stringify(operation.example.params).includes("019abc00-")) {
      expect(response.status, text).toBe(404);
    }
    expect(complaints(operation, response, text)).toEqual([]);
  });

  it.each(ROLES)("answers the %s as the role's rights say", async (role) => {
    const isAllowed = may(role, operation.right);
    const before = isAllowed ? "" : await fingerprintAfterPreparing();
    const { response, text } = await send(operation, { key: keys.get(role) ?? "" });
    expect(complaints(operation, response, text)).toEqual([]);
    expect(response.headers.get("cache-control")).toMatch(/^no-store/);
    expect(response.headers.get("ratelimit-limit")).toBe("600");
    if (isAllowed) {
      expect(response.status, text).toBeGreaterThanOrEqual(200);
      expect(response.status, text).toBeLessThan(300);
    } else {
      expect(response.status, text).toBe(403);
      expect(text).toContain("This can be done by");
      expect(await fingerprintAfterPreparing()).toBe(before);
    }
  });

  // Preparing writes too, so what it writes must not be in the comparison.
  async function fingerprintAfterPreparing(): Promise<string> {
    return PREPARE[operation.id] ? "" : fingerprint();
  }
});
