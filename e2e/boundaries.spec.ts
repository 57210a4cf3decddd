import { createHash, randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { type APIRequestContext, type BrowserContext, expect, test } from "@playwright/test";
import { demoRunIsFinished } from "./support/demo-run.ts";
import { contextOf, DEMO, strangerContext } from "./support/people.ts";

const APP = new URL("../app/", import.meta.url);
const PROJECT = "(workspace)/w/[workspace]/p/[project]";

type Method = "GET" | "POST";
interface Row {
  method: Method;
  /** Below the project, or below the workspace when it starts with "^". `VERSION` stands for a real one of the demo. */
  path: string;
  body?: unknown;
  /** Of a body that is a string; JSON otherwise. */
  type?: string;
  /** What the stakeholder, who only reads, is answered. */
  stakeholder: 200 | 204 | 403;
}

const BINARY = "application/octet-stream";
const upload = { uploadId: "00000000-0000-4000-8000-000000000001" };
/** What a browser that trains holds. */
const held = { workerId: "worker-of-a-page", taskId: "00000000-0000-4000-8000-000000000002", attempt: 1 };
const recipe = {
  delimiter: ",",
  decimalMark: "point",
  timeFormat: "iso",
  columns: [
    { name: "ds", role: "time" },
    { name: "y", role: "target" },
  ],
};

/** Everybody comments. Its key says it once, however often this runs. */
const remark = {
  deed: "begin",
  block: "live_monitoring",
  text: "Who looks at these numbers on a holiday?",
  clientKey: "00000000-0000-4000-8000-000000000003",
};

/** Every route that belongs to a workspace. One that is missing here fails the test. */
const ROUTES: Record<string, Row[]> = {
  "(workspace)/w/[workspace]/find": [{ method: "GET", path: "^/find", stakeholder: 200 }],
  "(workspace)/w/[workspace]/for-you/unread": [
    { method: "GET", path: "^/for-you/unread", stakeholder: 200 },
    { method: "POST", path: "^/for-you/unread", stakeholder: 200 },
  ],
  [`${PROJECT}/canvas/comments`]: [
    { method: "GET", path: "/canvas/comments?state=open", stakeholder: 200 },
    { method: "POST", path: "/canvas/comments", body: remark, stakeholder: 200 },
  ],
  [`${PROJECT}/canvas/evidence`]: [{ method: "GET", path: "/canvas/evidence", stakeholder: 200 }],
  [`${PROJECT}/canvas/agreements`]: [{ method: "GET", path: "/canvas/agreements", stakeholder: 200 }],
  [`${PROJECT}/roi/workbook`]: [{ method: "GET", path: "/roi/workbook", stakeholder: 200 }],
  [`${PROJECT}/opportunities/export`]: [
    { method: "GET", path: "/opportunities/export?format=csv", stakeholder: 200 },
  ],
  [`${PROJECT}/canvas/export`]: [{ method: "GET", path: "/canvas/export?format=md", stakeholder: 200 }],
  [`${PROJECT}/canvas/fill`]: [
    { method: "GET", path: "/canvas/fill", stakeholder: 403 },
    {
      method: "POST",
      path: "/canvas/fill",
      body: { from: { kind: "template", key: "retail_demand" } },
      stakeholder: 403,
    },
  ],
  [`${PROJECT}/canvas/presence`]: [
    {
      method: "POST",
      path: "/canvas/presence",
      body: { tab: "a-tab-of-a-test", block: null, field: null, isLeaving: true },
      stakeholder: 204,
    },
  ],
  [`${PROJECT}/canvas/share`]: [{ method: "GET", path: "/canvas/share", stakeholder: 403 }],
  [`${PROJECT}/canvas/updates`]: [
    { method: "GET", path: "/canvas/updates?since=0", stakeholder: 200 },
    { method: "POST", path: "/canvas/updates", body: "bytes", type: BINARY, stakeholder: 403 },
  ],
  [`${PROJECT}/data/[version]/labels/proposals`]: [
    { method: "GET", path: "/data/VERSION/labels/proposals", stakeholder: 200 },
  ],
  [`${PROJECT}/data/[version]/profile`]: [{ method: "GET", path: "/data/VERSION/profile", stakeholder: 200 }],
  [`${PROJECT}/data/[version]/raw`]: [{ method: "GET", path: "/data/VERSION/raw", stakeholder: 200 }],
  [`${PROJECT}/data/[version]/series`]: [
    { method: "GET", path: "/data/VERSION/series?series=0", stakeholder: 200 },
  ],
  [`${PROJECT}/data/[version]/summary`]: [{ method: "GET", path: "/data/VERSION/summary", stakeholder: 200 }],
  [`${PROJECT}/data/connections`]: [
    { method: "GET", path: "/data/connections", stakeholder: 403 },
    {
      method: "POST",
      path: "/data/connections",
      body: { remove: "00000000-0000-4000-8000-000000000004" },
      stakeholder: 403,
    },
  ],
  [`${PROJECT}/data/datasets/[dataset]/contract`]: [
    { method: "GET", path: "/data/datasets/DATASET/contract?format=yaml", stakeholder: 200 },
  ],
  [`${PROJECT}/data/[version]/wrangle/build`]: [
    { method: "POST", path: "/data/VERSION/wrangle/build", body: { steps: [] }, stakeholder: 403 },
  ],
  [`${PROJECT}/data/[version]/wrangle/preview`]: [
    { method: "POST", path: "/data/VERSION/wrangle/preview", body: { steps: [] }, stakeholder: 403 },
  ],
  [`${PROJECT}/data/[version]/wrangle/recipe`]: [
    { method: "GET", path: "/data/VERSION/wrangle/recipe", stakeholder: 200 },
    {
      method: "POST",
      path: "/data/VERSION/wrangle/recipe",
      body: { steps: [], revision: 0 },
      stakeholder: 403,
    },
  ],
  [`${PROJECT}/data/example`]: [{ method: "GET", path: "/data/example", stakeholder: 200 }],
  [`${PROJECT}/data/understandings`]: [
    { method: "POST", path: "/data/understandings", body: { ...upload, recipe: null }, stakeholder: 403 },
  ],
  [`${PROJECT}/data/uploads`]: [
    { method: "POST", path: "/data/uploads?name=a.csv", body: "ds,y\n", stakeholder: 403 },
  ],
  [`${PROJECT}/data/versions`]: [
    { method: "POST", path: "/data/versions", body: { ...upload, name: "A", recipe }, stakeholder: 403 },
  ],
  [`${PROJECT}/events`]: [{ method: "GET", path: "/events", stakeholder: 200 }],
  [`${PROJECT}/runs/[run]/browser/beat`]: [
    {
      method: "POST",
      path: "/runs/1/browser/beat",
      body: { ...held, progress: 0.5, message: "", loss: null },
      stakeholder: 403,
    },
  ],
  [`${PROJECT}/runs/[run]/browser/claim`]: [
    {
      method: "POST",
      path: "/runs/1/browser/claim",
      body: { workerId: held.workerId, waitMs: 0 },
      stakeholder: 403,
    },
  ],
  [`${PROJECT}/runs/[run]/browser/fail`]: [
    {
      method: "POST",
      path: "/runs/1/browser/fail",
      body: { ...held, code: null, detail: "" },
      stakeholder: 403,
    },
  ],
  [`${PROJECT}/runs/[run]/browser/panel`]: [
    { method: "GET", path: "/runs/1/browser/panel?fold=0", stakeholder: 403 },
  ],
  [`${PROJECT}/runs/[run]/browser/release`]: [
    { method: "POST", path: "/runs/1/browser/release", body: held, stakeholder: 403 },
  ],
  [`${PROJECT}/runs/[run]/browser/result`]: [
    {
      method: "POST",
      path: `/runs/1/browser/result?task=${held.taskId}&attempt=1&worker=${held.workerId}`,
      body: "bytes",
      type: BINARY,
      stakeholder: 403,
    },
  ],
  [`${PROJECT}/runs/[run]/explain`]: [
    { method: "GET", path: "/runs/1/explain?series=0&model=network", stakeholder: 200 },
    {
      method: "POST",
      path: "/runs/1/explain",
      body: { series: 0, changes: [{ name: "promo", values: [1] }] },
      stakeholder: 403,
    },
  ],
  [`${PROJECT}/runs/[run]/forecast.csv`]: [{ method: "GET", path: "/runs/1/forecast.csv", stakeholder: 200 }],
  [`${PROJECT}/runs/[run]/live`]: [{ method: "GET", path: "/runs/1/live", stakeholder: 200 }],
  [`${PROJECT}/runs/[run]/series`]: [
    { method: "GET", path: "/runs/1/series?series=0&model=network&scope=test", stakeholder: 200 },
  ],
  [`${PROJECT}/stops`]: [{ method: "GET", path: "/stops", stakeholder: 200 }],
};

/** Routes that carry no workspace, each with the reason why. */
const OPEN = new Map([
  ["api/auth/[...nextauth]", "next-auth's own"],
  ["(shared)/s/[token]/pdf", "for whoever has the link: tested with it in plan.spec.ts"],
  ["(auth)/sign-out", "ends one's own session"],
  ["(auth)/sign-in/provider", "sends whoever wants to sign in to the identity provider"],
  ["healthz", "says that the process lives"],
  ["readyz", "says that the database is there"],
]);

function filesNamed(name: string): string[] {
  const all = readdirSync(APP, { recursive: true, encoding: "utf8" });
  return all.filter((file) => file.endsWith(`/${name}`)).map((file) => file.slice(0, -name.length - 1));
}

const cells = Object.values(ROUTES).flat();

let versionId: string;
let datasetId: string;
let viewer: BrowserContext;
let science: BrowserContext;
let stranger: BrowserContext & { workspace: string };

test.beforeAll(async ({ browser }) => {
  test.setTimeout(300_000);
  viewer = await contextOf(browser, "viewer");
  await demoRunIsFinished(viewer);
  science = await contextOf(browser, "science");
  stranger = await strangerContext(browser);
  const page = await science.newPage();
  await page.goto(`${DEMO}/data`);
  const href = await page.locator(`a[href*="/data/0"]`).first().getAttribute("href");
  versionId = href?.match(/\/data\/([0-9a-f-]{36})/)?.[1] ?? "";
  expect(versionId, "the demo has a version of its data").not.toBe("");
  const dataset = await page.locator('a[href*="/data/datasets/"]').first().getAttribute("href");
  datasetId = dataset?.split("/").at(-1) ?? "";
  await page.close();
});

test.afterAll(async () => {
  await Promise.all([viewer.close(), science.close(), stranger.close()]);
});

function addressOf(row: Row, project = DEMO): string {
  const path = row.path.replace("VERSION", versionId).replace("DATASET", datasetId);
  return path.startsWith("^") ? project.replace(/\/p\/.*/, "") + path.slice(1) : project + path;
}

/** The status alone: a stream is left as soon as its head is there. */
async function statusOf(context: BrowserContext | null, row: Row, address: string): Promise<number> {
  const baseURL = test.info().project.use.baseURL ?? "";
  const cookies = context ? await context.cookies() : [];
  const leave = new AbortController();
  const isText = typeof row.body === "string";
  const response = await fetch(new URL(address, baseURL), {
    method: row.method,
    redirect: "manual",
    signal: leave.signal,
    headers: {
      cookie: cookies.map((cookie) => `${cookie.name}=${cookie.value}`).join("; "),
      ...(row.body === undefined
        ? {}
        : { "content-type": row.type ?? (isText ? "text/csv" : "application/json") }),
    },
    ...(row.body === undefined ? {} : { body: isText ? String(row.body) : JSON.stringify(row.body) }),
  });
  leave.abort();
  return response.status;
}

/** The interface for machines takes keys, not sessions: its own table tests every cell (app/api/v1/contract.db.test.ts). */
const FOR_MACHINES = "api/v1/";

test("every route of a workspace stands in the table, with each of its methods", () => {
  for (const file of filesNamed("route.ts")) {
    if (OPEN.has(file) || file.startsWith(FOR_MACHINES)) continue;
    const source = readFileSync(new URL(`${file}/route.ts`, APP), "utf8");
    const methods = [...source.matchAll(/export (?:const|async function) (GET|POST|PUT|PATCH|DELETE)\b/g)];
    expect({ file, methods: methods.map((match) => match[1]).sort() }).toEqual({
      file,
      methods: (ROUTES[file] ?? []).map((row) => row.method).sort(),
    });
  }
});

for (const row of cells) {
  const name = `${row.method} ${row.path}`;
  test(`${name}: nothing for a foreign tenant, nobody without a session, the role's right otherwise`, async () => {
    expect(await statusOf(stranger, row, addressOf(row)), "a foreign tenant").toBe(404);
    expect(await statusOf(null, row, addressOf(row)), "nobody").toBe(401);
    expect(await statusOf(viewer, row, addressOf(row)), "the stakeholder").toBe(row.stakeholder);
  });
}

test("ids of the demo are nothing in a stranger's own project", async () => {
  const page = await stranger.newPage();
  await page.goto(`/w/${stranger.workspace}/new`);
  await page.getByLabel("Name").fill("Own project");
  await page.getByRole("button", { name: /Create|Make/ }).click();
  await page.waitForURL(/\/p\/[^/]+$/);
  const own = new URL(page.url()).pathname;
  await page.close();
  for (const path of [
    "/data/VERSION/raw",
    "/data/VERSION/profile",
    "/data/VERSION/labels/proposals",
    "/data/VERSION/series?series=0",
    "/data/VERSION/summary",
    "/data/VERSION/wrangle/recipe",
    "/runs/1/live",
  ]) {
    const row: Row = { method: "GET", path, stakeholder: 200 };
    expect({ path, status: await statusOf(stranger, row, addressOf(row, own)) }).toEqual({
      path,
      status: 404,
    });
  }
});

test("every page of a project is nothing to a foreign tenant, and asks others to sign in", async () => {
  const pages = filesNamed("page.tsx").filter((file) => file.startsWith("(workspace)/"));
  expect(pages.length).toBeGreaterThan(10);
  for (const page of pages) {
    const address = page
      .replace("(workspace)", "")
      .replace("[workspace]", "demo")
      .replace("[project]", "pasta")
      .replace("[version]", versionId)
      .replace("[dataset]", datasetId)
      .replace("[run]", "1");
    const row: Row = { method: "GET", path: "", stakeholder: 200 };
    const foreign = await statusOf(stranger, row, address);
    // The list of one's own workspaces is everybody's.
    if (address !== "/w") expect({ address, foreign }).toEqual({ address, foreign: 404 });
    const nobody = await fetch(new URL(address, test.info().project.use.baseURL), { redirect: "manual" });
    expect({ address, to: nobody.headers.get("location") ?? String(nobody.status) }).toEqual({
      address,
      to: expect.stringContaining("/sign-in"),
    });
  }
});

async function postJson(request: APIRequestContext, path: string, data: string, type = "application/json") {
  const response = await request.post(DEMO + path, { data, headers: { "content-type": type } });
  return { status: response.status(), problem: await response.json() };
}

test("a body that is not what it should be is answered in words, and never by a 500", async () => {
  const deep = `${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}`;
  const bodies = {
    "an operator where a string belongs": '{"uploadId":{"not":""},"recipe":null}',
    "an unknown field": `{"uploadId":"${randomUUID()}","recipe":null,"workspaceId":"x"}`,
    "a hostile key": '{"__proto__":{"role":"owner"}}',
    "5,000 levels": deep,
    "half a body": '{"uploadId":',
    "a wrong type": '{"uploadId":7,"recipe":[]}',
    nothing: "",
  };
  for (const path of ["/data/understandings", "/data/versions"]) {
    for (const [what, body] of Object.entries(bodies)) {
      const { status, problem } = await postJson(science.request, path, body);
      expect({ path, what, status }).toEqual({ path, what, status: 400 });
      expect(problem.code).toBe("invalid_input");
    }
    expect((await postJson(science.request, path, "a=1", "application/x-www-form-urlencoded")).status).toBe(
      415,
    );
  }
});

test("a change of the canvas that is no change is refused in words", async () => {
  const send = (data: Buffer, key: string, type = BINARY) =>
    science.request.post(`${DEMO}/canvas/updates`, {
      data,
      headers: { "content-type": type, ...(key ? { "idempotency-key": key } : {}) },
    });
  const garbage = Buffer.from([255, 254, 0, 17, 99, 200, 3]);
  expect((await send(garbage, randomUUID())).status()).toBe(400);
  expect((await send(Buffer.alloc(0), randomUUID())).status()).toBe(400);
  expect((await send(garbage, "")).status()).toBe(400);
  expect((await send(garbage, randomUUID(), "text/plain")).status()).toBe(415);
  expect((await send(Buffer.alloc(3_000_000), randomUUID())).status()).toBe(413);
});

test("addresses that name nothing are nothing, whatever stands in them", async () => {
  for (const path of [
    "/runs/1e9/live",
    "/runs/-1/live",
    "/runs/NaN/live",
    "/runs/%00/live",
    "/runs/99999999999/live",
  ]) {
    const response = await science.request.get(DEMO + path);
    expect({ path, status: response.status() }).toEqual({ path, status: 404 });
  }
  for (const path of ["/data/__proto__/raw", "/data/%27%20OR%201=1/raw", `/data/${randomUUID()}/summary`]) {
    const response = await science.request.get(DEMO + path);
    expect({ path, status: response.status() }).toEqual({ path, status: 404 });
  }
});

test("a state-changing request from another site is refused", async () => {
  const response = await science.request.post(`${DEMO}/data/uploads?name=a.csv`, {
    data: "ds,y\n",
    headers: { origin: "https://evil.example", "content-type": "text/csv" },
  });
  expect(response.status()).toBe(403);
});

for (const [name, megabytes] of [
  ["10.1 MB", 10.1],
  ["100 MB", 100],
] as const) {
  test(`an upload of ${name} arrives whole`, async () => {
    const cookies = await science.cookies();
    const line = Buffer.from("item-1,2024-01-01,12345\n".repeat(4096));
    const total = Math.ceil(megabytes * 1024 * 1024);
    const hash = createHash("sha256");
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent >= total) return controller.close();
        const piece = line.subarray(0, Math.min(line.length, total - sent));
        sent += piece.length;
        hash.update(piece);
        controller.enqueue(new Uint8Array(piece));
      },
    });
    const response = await fetch(
      new URL(`${DEMO}/data/uploads?name=large.csv`, test.info().project.use.baseURL),
      {
        method: "POST",
        body,
        duplex: "half",
        headers: {
          cookie: cookies.map((cookie) => `${cookie.name}=${cookie.value}`).join("; "),
          "content-type": "text/csv",
          "x-file-size": String(total),
        },
      } as RequestInit,
    );
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({ sizeBytes: total, digest: hash.digest("hex") });
  });
}

test("an upload that ends early stores nothing and says so", async () => {
  const response = await science.request.post(`${DEMO}/data/uploads?name=cut.csv`, {
    data: "ds,y\n2024-01-01,1\n",
    headers: { "content-type": "text/csv", "x-file-size": "1000000" },
  });
  expect(response.status()).toBe(400);
  expect((await response.json()).detail).toMatch(/bytes/);
});
