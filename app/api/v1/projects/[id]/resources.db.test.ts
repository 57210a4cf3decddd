import { type ChildProcess, spawn } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { getCanvasPage } from "#lib/features/canvas/server.ts";
import { revokeApiKey } from "#lib/features/workspaces/server.ts";
import { closeSender } from "#lib/jobs/boss.ts";
import { db } from "#lib/platform/db.ts";
import { closeEventHub } from "#lib/platform/events/hub.ts";
import { createTestDatabase, type TestDatabase } from "#lib/platform/testing/database.ts";
import { createTestProject, type TestProject } from "#lib/platform/testing/fixtures.ts";
import { type Answer, type ApiClient, apiClient } from "../../_serve/testing/client.ts";

let database: TestDatabase;
let ours: TestProject;
let theirs: TestProject;
let owner: ApiClient;
let product: ApiClient;
let science: ApiClient;
let reader: ApiClient;
let stranger: ApiClient;
let base: string;

beforeAll(async () => {
  database = await createTestDatabase();
  [ours, theirs] = [await createTestProject(), await createTestProject()];
  owner = await apiClient(ours.owner, "owner");
  product = await apiClient(ours.owner, "product_owner");
  science = await apiClient(ours.owner, "data_scientist");
  reader = await apiClient(ours.owner, "stakeholder");
  stranger = await apiClient(theirs.owner, "owner");
  base = `/projects/${ours.projectId}`;
});
afterAll(async () => {
  await Promise.all([closeSender(), closeEventHub()]);
  await database.drop();
});

const sha256 = (bytes: string | Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** Four series of 120 days with a weekly season. */
function salesCsv(name = "item"): string {
  const rows = ["unique_id,ds,y"];
  for (let s = 0; s < 4; s += 1) {
    for (let day = 0; day < 120; day += 1) {
      const ds = new Date(Date.UTC(2024, 0, 1) + day * 86_400_000).toISOString().slice(0, 10);
      rows.push(
        `${name}-${s},${ds},${(10 + s + 4 * Math.sin((2 * Math.PI * day) / 7) + (day % 3)).toFixed(2)}`,
      );
    }
  }
  return `${rows.join("\n")}\n`;
}

async function uploadWhole(client: ApiClient, text: string): Promise<string> {
  const { status, body } = await client.send("POST", `${base}/uploads?name=sales.csv`, {
    body: text,
    headers: { "content-type": "text/csv" },
  });
  expect(status).toBe(201);
  return body.id;
}

async function makeVersion(client: ApiClient, name: string): Promise<Answer["body"]> {
  const uploadId = await uploadWhole(client, salesCsv(name));
  const understood = await client.send("POST", `${base}/datasets/understandings`, {
    json: { uploadId, recipe: null },
  });
  expect(understood).toMatchObject({ status: 200, body: { inspection: { questions: [] } } });
  const made = await client.send("POST", `${base}/datasets`, {
    json: { uploadId, name, recipe: understood.body.inspection.proposal },
  });
  expect(made.status).toBe(201);
  return made.body;
}

describe("uploads", () => {
  const open = (json: object) => science.send("POST", `${base}/uploads`, { json });
  const patch = (
    id: string,
    offset: number | string,
    body: string | Uint8Array | ReadableStream<Uint8Array>,
  ) =>
    science.send("PATCH", `${base}/uploads/${id}`, {
      body,
      headers: { "content-type": "application/offset+octet-stream", "upload-offset": String(offset) },
    });

  it("one in two pieces, asked after between them, is the file", async () => {
    const text = salesCsv("resumed");
    const opened = await open({ fileName: "sales.csv", sizeBytes: text.length, sha256: sha256(text) });
    expect(opened).toMatchObject({ status: 201, body: { offset: 0, status: "receiving", sha256: null } });
    const { id } = opened.body;
    expect(opened.headers.get("location")).toBe(`/api/v1${base}/uploads/${id}`);
    expect(await patch(id, 0, text.slice(0, 1_000))).toMatchObject({ status: 200, body: { offset: 1_000 } });
    const head = await science.open("HEAD", `${base}/uploads/${id}`);
    expect([head.status, head.headers.get("upload-offset"), head.headers.get("upload-length")]).toEqual([
      200,
      "1000",
      String(text.length),
    ]);
    const done = await patch(id, 1_000, text.slice(1_000));
    expect(done).toMatchObject({
      status: 200,
      body: { status: "received", offset: text.length, sha256: sha256(text), expiresAt: null },
    });
    expect(await patch(id, text.length, "")).toMatchObject({ status: 200, body: { status: "received" } });
    expect(await science.send("DELETE", `${base}/uploads/${id}`)).toMatchObject({ status: 409 });
  });

  it("a cut body keeps its whole pieces, and a wrong offset is told the true one", async () => {
    const bytes = new Uint8Array(3_000_000).fill(65);
    const { body } = await open({ fileName: "a.csv", sizeBytes: bytes.byteLength });
    let sent = 0;
    const cut = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent >= 2_900_000) return controller.error(new Error("the line is cut"));
        controller.enqueue(bytes.subarray(sent, sent + 100_000));
        sent += 100_000;
      },
    });
    expect((await patch(body.id, 0, cut)).status).toBe(400);
    const offset = 2 * 1_048_576;
    expect(await science.send("GET", `${base}/uploads/${body.id}`)).toMatchObject({ body: { offset } });
    expect(await patch(body.id, 0, bytes)).toMatchObject({ status: 409, body: { code: "conflict", offset } });
    expect(await patch(body.id, offset, bytes.subarray(offset))).toMatchObject({
      status: 200,
      body: { status: "received", sha256: sha256(bytes) },
    });
  });

  it("a file at once whose line was cut is sent again under the same Idempotency-Key", async () => {
    const text = salesCsv("again");
    const headers = { "content-type": "text/csv", "idempotency-key": randomUUID() };
    const send = (body: string | ReadableStream<Uint8Array>) =>
      science.send("POST", `${base}/uploads?name=again.csv`, { body, headers });
    let isBegun = false;
    const cut = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (isBegun) return controller.error(new Error("aborted"));
        isBegun = true;
        controller.enqueue(new TextEncoder().encode(text.slice(0, 500)));
      },
    });
    expect(await send(cut)).toMatchObject({
      status: 400,
      body: { detail: "The body broke off before its end." },
    });
    const whole = await send(text);
    expect(whole).toMatchObject({ status: 201, body: { sha256: sha256(text) } });
    expect(await send(text)).toMatchObject({ status: 201, body: { id: whole.body.id } });
  });

  it("one that is not what it was said to be is refused in words", async () => {
    const { body } = await open({ fileName: "a.csv", sizeBytes: 5, sha256: sha256("other") });
    const refused = await patch(body.id, 0, "hello");
    expect(refused).toMatchObject({ status: 422, body: { code: "data_refused" } });
    expect(refused.headers.get("content-type")).toBe("application/problem+json");
    expect(refused.body.detail).toContain(sha256("other"));
    expect(await science.send("GET", `${base}/uploads/${body.id}`)).toMatchObject({
      body: { status: "failed" },
    });
    expect((await science.send("DELETE", `${base}/uploads/${body.id}`)).status).toBe(204);
    expect((await science.send("GET", `${base}/uploads/${body.id}`)).status).toBe(404);
  });

  it.each([
    ["no bytes", { fileName: "a.csv", sizeBytes: 0 }, 400],
    ["2 GB and a byte", { fileName: "a.csv", sizeBytes: 2 * 1024 ** 3 + 1 }, 413],
    ["a text for a size", { fileName: "a.csv", sizeBytes: "10" }, 400],
    ["an operator for a name", { fileName: { not: "" }, sizeBytes: 10 }, 400],
    ["a workspace of its own", { fileName: "a.csv", sizeBytes: 10, workspaceId: randomUUID() }, 400],
  ])("%s is refused", async (_what, json, status) => {
    const before = await db().upload.count();
    expect((await open(json)).status).toBe(status);
    expect(await db().upload.count()).toBe(before);
  });

  it.each(["", "-1", "1.5", "x", "1e3", " 1"])("an Upload-Offset of %j is refused", async (offset) => {
    const { body } = await open({ fileName: "a.csv", sizeBytes: 10 });
    // Fetch itself trims what is around a header's value.
    const status = offset === " 1" ? 409 : 400;
    expect((await patch(body.id, offset, "x")).status).toBe(status);
  });

  it("a file at once needs a name, a type and a byte; more than was declared is refused", async () => {
    const send = (query: string, body: string, headers: Record<string, string> = {}) =>
      science.send("POST", `${base}/uploads${query}`, {
        body,
        headers: { "content-type": "text/csv", ...headers },
      });
    expect((await send("", "ds,y\n")).status).toBe(400);
    expect((await send("?name=..%2Fetc", "ds,y\n")).status).toBe(400);
    expect((await send("?name=a.csv", "")).status).toBe(422);
    expect((await send("?name=a.csv", "ds,y\n", { "content-type": "text/html" })).status).toBe(415);
    expect((await send("?name=a.csv&role=owner", "ds,y\n")).status).toBe(400);
    expect((await send("?name=a.csv", "ds,y\n", { "content-length": "500" })).status).toBe(400);
    expect(await send("?name=a.csv", "ds,y\n")).toMatchObject({
      status: 201,
      body: { status: "received", fileName: "a.csv", sizeBytes: 5, sha256: sha256("ds,y\n") },
    });
  });
});

describe("datasets", () => {
  it("are made from an upload by the proposed recipe, listed, and read with what was understood", async () => {
    const version = await makeVersion(science, "Sales");
    expect(version).toMatchObject({
      name: "Sales",
      number: 1,
      createdBy: science.name,
      profile: { rows: 480, series: 4, frequency: "D" },
      raw: [{ fileName: "sales.csv", sha256: sha256(salesCsv("Sales")) }],
    });
    expect(version.checks.length).toBeGreaterThan(3);
    const again = await science.send("POST", `${base}/datasets`, {
      json: {
        uploadId: await uploadWhole(science, salesCsv("Sales")),
        name: "Sales",
        recipe: version.recipe,
      },
    });
    expect(again).toMatchObject({ status: 200, body: { id: version.id } });

    const list = await reader.send("GET", `${base}/datasets?limit=1`);
    expect(list).toMatchObject({
      status: 200,
      body: { items: [{ name: "Sales", versions: 1 }], nextCursor: null },
    });
    await makeVersion(science, "Other");
    const first = await reader.send("GET", `${base}/datasets?limit=1`);
    expect(first.body.items[0].name).toBe("Other");
    const second = await reader.send("GET", `${base}/datasets?limit=1&cursor=${first.body.nextCursor}`);
    expect(second.body).toMatchObject({ items: [{ id: version.datasetId }], nextCursor: null });

    const path = `${base}/datasets/${version.datasetId}`;
    expect(await reader.send("GET", path)).toMatchObject({ body: { latest: { id: version.id } } });
    expect(await reader.send("GET", `${path}/versions`)).toMatchObject({ body: { items: [{ number: 1 }] } });
    for (const address of ["1", version.id]) {
      expect(await reader.send("GET", `${path}/versions/${address}`)).toMatchObject({
        body: { id: version.id },
      });
    }
    for (const address of ["2", "0", "-1", "x", randomUUID()]) {
      expect((await reader.send("GET", `${path}/versions/${address}`)).status).toBe(404);
    }
  });

  it("of data that are not clean are refused with row, column and every problem", async () => {
    const uploadId = await uploadWhole(science, "id,ds,y\na,2024-01-01,1\na,2024-01-02,x\na,2024-01-03,y\n");
    const recipe = {
      delimiter: ",",
      decimalMark: "point",
      timeFormat: "iso",
      columns: [
        { name: "id", role: "series" },
        { name: "ds", role: "time" },
        { name: "y", role: "target" },
      ],
    };
    const refused = await science.send("POST", `${base}/datasets`, {
      json: { uploadId, name: "Bad", recipe },
    });
    expect(refused).toMatchObject({
      status: 422,
      body: {
        code: "data_refused",
        row: 3,
        column: "y",
        problemCount: 2,
        problems: [
          { row: 3, column: "y" },
          { row: 4, column: "y" },
        ],
      },
    });
    const preview = await science.send("POST", `${base}/datasets/understandings`, {
      json: { uploadId, recipe },
    });
    expect(preview).toMatchObject({ status: 200, body: { inspection: null, preview: { problemCount: 2 } } });
  });
});

const RUN_GARBAGE: [string, Record<string, unknown>][] = [
  ...[0, -1, 1.5, 1e9, "24", null].map((horizon): [string, Record<string, unknown>] => [
    `the horizon ${JSON.stringify(horizon)}`,
    { horizonSteps: horizon },
  ]),
  ["no horizon", { horizonSteps: undefined }],
  ["a role", { role: "owner" }],
  ["a workspace", { workspaceId: randomUUID() }],
  ["an operator for the data", { datasetVersionId: { not: "" } }],
  ["an operator for the question", { question: { contains: "" } }],
  ["an unknown model", { models: ["oracle"] }],
  ["no model", { models: [] }],
  ["a horizon that the data cannot carry", { horizonSteps: 900 }],
];

describe("runs", () => {
  let versionId: string;
  beforeAll(async () => {
    versionId = (await makeVersion(science, "Runs")).id;
  });
  const request = (change: Record<string, unknown> = {}) => ({
    datasetVersionId: versionId,
    horizonSteps: 7,
    models: ["naive", "theta"],
    ...change,
  });

  it.each(RUN_GARBAGE)("with %s is refused with 400, and nothing is stored", async (_what, change) => {
    const before = await db().run.count();
    const answer = await science.send("POST", `${base}/runs`, { json: request(change) });
    expect(answer).toMatchObject({ status: 400, body: { code: "invalid_input" } });
    expect(answer.body.detail).not.toBe("");
    expect(await db().run.count()).toBe(before);
  });

  it("twenty parallel submits with one Idempotency-Key make one run", async () => {
    const before = await db().run.count();
    const headers = { "idempotency-key": randomUUID() };
    const submit = () => science.send("POST", `${base}/runs`, { json: request(), headers });
    const answers = await Promise.all(Array.from({ length: 20 }, submit));
    const last = await submit();
    const made = [...answers, last].filter(({ status }) => status === 201);
    expect(new Set(made.map(({ body }) => body.id)).size).toBe(1);
    // The others were told that the first is still at work; asked again they get its answer.
    expect(answers.every(({ status }) => status === 201 || status === 409)).toBe(true);
    expect(last).toMatchObject({ status: 201, body: { status: "queued", requestedBy: science.name } });
    expect(last.headers.get("idempotency-replayed")).toBe("true");
    expect(await db().run.count()).toBe(before + 1);
    const other = await science.send("POST", `${base}/runs`, { json: request({ seed: 9 }), headers });
    expect(other).toMatchObject({ status: 422, body: { code: "idempotency_key_reused" } });
  });

  it("one clientKey makes one run also without the header", async () => {
    const json = request({ clientKey: randomUUID() });
    const submit = () => science.send("POST", `${base}/runs`, { json });
    const answers = await Promise.all(Array.from({ length: 5 }, submit));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  });

  it("says what was left out as the form would, and can be cancelled by number", async () => {
    const { body } = await science.send("POST", `${base}/runs`, {
      json: { datasetVersionId: versionId, horizonSteps: 14 },
    });
    expect(body).toMatchObject({
      place: "server",
      spec: {
        horizonSteps: 14,
        seasonLength: 7,
        selectionFolds: 3,
        testFolds: 2,
        models: ["naive", "seasonal_naive", "theta", "auto"],
        seed: 1,
      },
    });
    const cancel = () => science.send("POST", `${base}/runs/${body.number}/cancel`);
    expect(await cancel()).toMatchObject({
      status: 200,
      body: { status: "cancelled", cancelledBy: science.name },
    });
    expect(await cancel()).toMatchObject({ status: 200, body: { status: "cancelled" } });
    expect(await reader.send("GET", `${base}/runs/${body.id}/forecast`)).toMatchObject({
      status: 409,
      body: { code: "conflict" },
    });
  });

  it("are listed by pages, newest first, and a cursor of another list is refused", async () => {
    const first = await reader.send("GET", `${base}/runs?limit=2`);
    expect(first.status).toBe(200);
    const [newest, next] = first.body.items;
    expect(newest.number).toBe(next.number + 1);
    const second = await reader.send("GET", `${base}/runs?limit=2&cursor=${first.body.nextCursor}`);
    expect(second.body.items[0].number).toBe(next.number - 1);
    const foreign = await reader.send("GET", `${base}/datasets?limit=1&cursor=${first.body.nextCursor}`);
    expect(foreign).toMatchObject({ status: 400, body: { code: "invalid_input" } });
    for (const limit of ["0", "101", "1000000000", "x", "-1"]) {
      expect((await reader.send("GET", `${base}/runs?limit=${limit}`)).status).toBe(400);
    }
  });

  it("are nothing under an address that names none", async () => {
    for (const run of [randomUUID(), "0", "-1", "1e3", "99999999", "x", "%00", "__proto__"]) {
      expect({ run, status: (await reader.send("GET", `${base}/runs/${run}`)).status }).toEqual({
        run,
        status: 404,
      });
    }
  });
});

describe("a run to its end", () => {
  let worker: ChildProcess;
  let run: Answer["body"];
  const COSTS = { fields: { costUnder: 3, costOver: 1 } };

  beforeAll(async () => {
    await db().run.updateMany({ data: { status: "cancelled" }, where: { status: "queued" } });
    const entry = fileURLToPath(new URL("../../../../../lib/processes/worker.ts", import.meta.url));
    worker = spawn(process.execPath, ["--conditions=react-server", entry], {
      env: {
        ...process.env,
        DATABASE_URL: database.url,
        APP_SECRET: "a secret for tests only",
        WORKER_THREADS: "1",
      },
      stdio: ["ignore", "ignore", process.env.WORKER_LOG ? "inherit" : "ignore"],
    });
  });
  afterAll(async () => {
    if (worker.exitCode !== null) throw new Error("The worker ended by itself; run with WORKER_LOG=1.");
    const exited = new Promise((resolve) => worker.once("exit", resolve));
    worker.kill("SIGKILL");
    await exited;
  });

  it("is followed by its events from the request to the verdict", async () => {
    await product.send("PATCH", `${base}/canvas/blocks/offline_evaluation`, { json: COSTS });
    const version = await makeVersion(science, "To the end");
    const made = await science.send("POST", `${base}/runs`, {
      json: {
        datasetVersionId: version.id,
        horizonSteps: 7,
        models: ["naive", "theta"],
        selectionFolds: 2,
        testFolds: 1,
      },
    });
    const leave = new AbortController();
    const path = `${base}/runs/${made.body.id}/events`;
    const from = await db().event.findFirstOrThrow({ where: { ref: made.body.id, kind: "run.created" } });
    const stream = await science.open("GET", path, {
      headers: { "last-event-id": String(from.seq - 1n) },
      signal: leave.signal,
    });
    expect(stream.headers.get("content-type")).toContain("text/event-stream");
    const kinds: string[] = [];
    for await (const text of (stream.body as ReadableStream<Uint8Array>).pipeThrough(
      new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>,
    )) {
      for (const [, data] of text.matchAll(/^data: (.*)$/gm)) {
        const event = JSON.parse(data as string);
        if (event.kind === undefined) continue;
        expect(event.ref).toBe(made.body.id);
        kinds.push(event.kind);
      }
      if (kinds.includes("verdict.computed")) break;
    }
    leave.abort();
    expect(kinds[0]).toBe("run.created");
    expect(kinds.filter((kind) => kind === "run.status_changed")).toHaveLength(2);
    run = (await reader.send("GET", `${base}/runs/${made.body.id}`)).body;
    expect(run).toMatchObject({ status: "succeeded", progress: 1, secondsLeft: null });
    expect(run.leaderboard.map((line: { model: string }) => line.model).sort()).toEqual([
      "naive",
      "seasonal_naive",
      "theta",
    ]);
    for (const line of run.leaderboard) expect(line.pairs).toBe(28);
    expect(run.verdict.sentence).not.toBe("");
  });

  it("gives its forecast as CSV and as JSON, the same numbers", async () => {
    const path = `${base}/runs/${run.number}/forecast`;
    const csv = await reader.send("GET", path);
    expect(csv.status).toBe(200);
    const [header, ...lines] = csv.body.trimEnd().split("\n");
    expect(header).toBe("unique_id,ds,yhat,yhat-lo-80,yhat-hi-80,yhat-lo-95,yhat-hi-95");
    expect(lines).toHaveLength(28);
    expect(lines[0]).toMatch(/^To the end-0,2024-04-30,/);
    const accept = { headers: { accept: "application/json" } };
    const json = await reader.send("GET", path, accept);
    expect(json.body.model).toBe(run.selection.ranking[0].model);
    expect(json.body.items.map((item: Record<string, unknown>) => Object.values(item).join(","))).toEqual(
      lines,
    );
    const naive = await reader.send("GET", `${path}?model=naive&format=json`);
    expect(naive.body.model).toBe("naive");
    const { yhat, "yhat-lo-80": low, "yhat-hi-80": high } = naive.body.items[0];
    expect(low).toBeLessThanOrEqual(yhat);
    expect(high).toBeGreaterThanOrEqual(yhat);
    expect((await reader.send("GET", `${path}?model=network`)).status).toBe(404);
    expect((await reader.send("GET", `${path}?model=oracle`)).status).toBe(400);
    expect((await reader.send("GET", `${path}?format=xlsx`)).status).toBe(400);
  });

  it("is decided on by a key whose role may, under the key's name", async () => {
    const json = {
      run: run.id,
      kind: "try_again",
      model: null,
      reason: "Another year of data arrives in March.",
      verdictId: run.verdict.id,
    };
    const send = (client: ApiClient, change: object = {}, headers: Record<string, string> = {}) =>
      client.send("POST", `${base}/decisions`, { json: { ...json, ...change }, headers });
    expect((await send(science)).status).toBe(403);
    expect((await send(product, { run: "x" })).status).toBe(404);
    expect((await send(product, { verdictId: randomUUID() })).status).toBe(409);
    expect((await send(product, { verdictId: { not: "" } })).status).toBe(400);
    expect((await send(product, { clientKey: randomUUID() })).status).toBe(400);
    expect(await db().decision.count()).toBe(0);

    const headers = { "idempotency-key": randomUUID() };
    const made = await send(product, {}, headers);
    expect(made).toMatchObject({
      status: 201,
      body: { decidedBy: product.name, run: run.number, isOverride: false, verdict: { id: run.verdict.id } },
    });
    expect((await send(product, {}, headers)).body.id).toBe(made.body.id);
    const against = run.verdict.kind === "baseline_suffices" ? "theta" : "naive";
    const adopt = { kind: against === "theta" ? "adopt_model" : "adopt_baseline", model: against };
    const unsigned = await send(owner, adopt);
    if (unsigned.status !== 201) {
      expect(unsigned).toMatchObject({ status: 400, body: { fields: { signature: expect.any(String) } } });
      expect(await send(owner, { ...adopt, signature: owner.name })).toMatchObject({
        status: 201,
        body: { isOverride: true, decidedBy: owner.name },
      });
    }
    const page = await reader.send("GET", `${base}/decisions?limit=1`);
    const rest = await reader.send("GET", `${base}/decisions?limit=1&cursor=${page.body.nextCursor}`);
    expect(rest.body.items[0].id).toBe(made.body.id);
  });

  it("ends a stream when its key is revoked", async () => {
    const machine = await apiClient(ours.owner, "data_scientist", "To be revoked");
    const stream = await machine.open("GET", `${base}/runs/${run.id}/events`);
    const reading = (stream.body as ReadableStream<Uint8Array>).getReader();
    expect(new TextDecoder().decode((await reading.read()).value)).toContain("event: hello");
    const { id } = await db().apiKey.findFirstOrThrow({ where: { name: "To be revoked" } });
    await revokeApiKey(ours.owner, { id });
    expect((await reading.read()).done).toBe(true);
    expect((await machine.send("GET", `${base}/runs`)).status).toBe(401);
  }, 20_000);

  it("leaves no stream open for a HEAD request, whose body nobody reads", async () => {
    const head = await reader.open("HEAD", `${base}/runs/${run.id}/events`);
    expect([head.status, head.headers.get("content-type"), head.body]).toEqual([
      200,
      "text/event-stream; charset=utf-8",
      null,
    ]);
  });

  it.each(["x", "-1", "1.5", "9".repeat(19)])("refuses to follow from the event %j", async (last) => {
    const headers = { "last-event-id": last };
    expect((await reader.send("GET", `${base}/runs/${run.id}/events`, { headers })).status).toBe(400);
  });
});

describe("the plan and its money", () => {
  it("a block is written, agreed, and keeps what does not fit as a draft", async () => {
    const path = `${base}/canvas/blocks/data_sources`;
    const rows = [{ name: "Till sales", kind: "internal_database", grain: "item, day" }];
    const changed = await product.send("PATCH", path, {
      json: {
        fields: { sources: rows },
        hiddenCosts: [{ label: "Licence", amount: 500, per: "year" }],
        notes: ["Stock-outs are not recorded."],
        ownerId: ours.owner.userId,
        agreed: true,
      },
    });
    expect(changed).toMatchObject({
      status: 200,
      body: {
        status: "agreed",
        owner: { id: ours.owner.userId, name: ours.owner.userName },
        fields: { sources: [{ name: "Till sales", grain: "item, day" }], hiddenCosts: [{ amount: 500 }] },
        notes: [{ text: "Stock-outs are not recorded.", author: product.name }],
        drafts: {},
      },
    });
    // A person who opens the page reads who wrote the note.
    expect(Object.values((await getCanvasPage(ours.owner)).names)).toContain(product.name);
    const drafted = await product.send("PATCH", `${base}/canvas/blocks/offline_evaluation`, {
      json: { fields: { folds: "many" } },
    });
    expect(drafted.body).toMatchObject({ status: "draft", drafts: { folds: { value: "many" } } });
    const whole = await reader.send("GET", `${base}/canvas`);
    expect(whole.body.blocks).toHaveLength(10);
    expect(whole.body.blocks.find((block: { key: string }) => block.key === "data_sources")).toEqual(
      changed.body,
    );
  });

  it.each([
    ["an unknown field", { fields: { wish: "x" } }],
    ["a text for a list", { fields: { sources: "x" } }],
    ["an unknown column", { fields: { sources: [{ nome: "x" }] } }],
    ["an unknown column of costs", { hiddenCosts: [{ price: 1 }] }],
    ["an operator for a field", { fields: { sources: { not: "" } } }],
    ["an owner who is nobody", { ownerId: randomUUID() }],
    ["an end of the agreement by hand", { agreed: false }],
    ["a role", { role: "owner" }],
    ["nothing", {}],
  ])("a block refuses %s", async (_what, json) => {
    const before = await db().canvasUpdate.count();
    expect((await product.send("PATCH", `${base}/canvas/blocks/data_sources`, { json })).status).toBe(400);
    expect(await db().canvasUpdate.count()).toBe(before);
  });

  it("a block that is none is nothing", async () => {
    for (const block of ["x", "__proto__", "dataSources"]) {
      expect((await reader.send("GET", `${base}/canvas/blocks/${block}`)).status).toBe(404);
    }
  });

  it("the base case is changed, replaced and computed", async () => {
    const empty = await reader.send("GET", `${base}/roi`);
    expect(empty.body).toMatchObject({
      items: [{ case: "base", result: null, savedAt: null }],
      nextCursor: null,
    });
    const patch = (json: object) => product.send("PATCH", `${base}/roi/base`, { json });
    const { inputs } = (await patch({ basis: "money", errorCost: 10_000, savingPercent: 50 })).body;
    const whole = { ...inputs, buildCost: 1_000, runningCost: 100, upkeepCost: 100 };
    const put = await product.send("PUT", `${base}/roi/base`, { json: whole });
    expect(put).toMatchObject({ status: 200, body: { missing: [], inputs: whole } });
    expect(put.body.result.savingAYear).toBe(5_000);
    expect(put.body.result.npv).toBeGreaterThan(0);
    expect((await reader.send("GET", `${base}/roi/base`)).body).toEqual(put.body);
    for (const json of [
      {},
      { buildCost: -1 },
      { buildCost: "1" },
      { years: 1.5 },
      { workspaceId: "x" },
      { basis: { not: "" } },
    ]) {
      expect((await patch(json)).status).toBe(400);
    }
    const { years: _, ...short } = whole;
    expect((await product.send("PUT", `${base}/roi/base`, { json: short })).status).toBe(400);
    expect((await reader.send("GET", `${base}/roi?cursor=x`)).status).toBe(400);
  });
});

describe("who may", () => {
  const READS = [
    "/canvas",
    "/canvas/blocks/decisions",
    "/roi",
    "/roi/base",
    "/datasets",
    "/runs",
    "/decisions",
  ];

  it("another workspace finds nothing anywhere", async () => {
    for (const path of READS) {
      expect({ path, status: (await stranger.send("GET", base + path)).status }).toEqual({
        path,
        status: 404,
      });
    }
    const elsewhere = `/projects/${theirs.projectId}`;
    const [run, dataset, upload] = await Promise.all([
      db().run.findFirstOrThrow({ where: { projectId: ours.projectId } }),
      db().dataset.findFirstOrThrow({ where: { projectId: ours.projectId } }),
      db().upload.findFirstOrThrow({ where: { projectId: ours.projectId, status: "received" } }),
    ]);
    for (const [method, path, json] of [
      ["GET", `/runs/${run.id}`],
      ["GET", `/runs/${run.id}/events`],
      ["GET", `/runs/${run.id}/forecast`],
      ["POST", `/runs/${run.id}/cancel`],
      ["POST", "/runs", { datasetVersionId: run.datasetVersionId, horizonSteps: 7 }],
      ["GET", `/datasets/${dataset.id}`],
      ["GET", `/datasets/${dataset.id}/versions`],
      ["GET", `/datasets/${dataset.id}/versions/1`],
      ["GET", `/uploads/${upload.id}`],
      ["DELETE", `/uploads/${upload.id}`],
      ["POST", "/datasets/understandings", { uploadId: upload.id, recipe: null }],
      [
        "POST",
        "/decisions",
        { run: run.id, kind: "stop", model: null, reason: "A reason, long enough.", verdictId: null },
      ],
    ] as const) {
      const { status } = await stranger.send(method, elsewhere + path, json ? { json } : {});
      expect({ method, path, status }).toEqual({ method, path, status: 404 });
    }
  });

  it("who only reads may read everything and write nothing", async () => {
    for (const path of READS) expect((await reader.send("GET", base + path)).status).toBe(200);
    for (const [method, path] of [
      ["POST", "/uploads"],
      ["POST", "/datasets"],
      ["POST", "/datasets/understandings"],
      ["POST", "/runs"],
      ["POST", "/runs/1/cancel"],
      ["PUT", "/roi/base"],
      ["PATCH", "/roi/base"],
      ["PATCH", "/canvas/blocks/decisions"],
      ["POST", "/decisions"],
    ] as const) {
      const { status } = await reader.send(method, base + path, { json: {} });
      expect({ method, path, status }).toEqual({ method, path, status: 403 });
    }
  });
});
