import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeCanvas } from "#lib/features/canvas/server.ts";
import { createTestDatabase, type TestDatabase } from "#lib/platform/testing/database.ts";
import { createTestProject, type TestProject } from "#lib/platform/testing/fixtures.ts";
import { type ApiClient, apiClient } from "../../_serve/testing/client.ts";

let database: TestDatabase;
let ours: TestProject;
let machine: ApiClient;
let base: string;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await createTestProject();
  machine = await apiClient(ours.owner, "data_scientist");
  base = `/projects/${ours.projectId}`;
});
afterAll(async () => {
  await database.drop();
});

describe("opportunities for machines", () => {
  it("are added, paged in their order, chosen and deleted", async () => {
    const add = (json: object) => machine.send("POST", `${base}/opportunities`, { json });
    const first = await add({ name: "Order stock", value: 5, feasibility: 4 });
    expect(first.status).toBe(201);
    expect(first.headers.get("location")).toBe(`/api/v1${base}/opportunities/${first.body.id}`);
    expect(first.body).toMatchObject({ kind: "forecast", rank: 1, score: 20, isChosen: false, note: "" });
    await add({ name: "Plan staff", value: 3, feasibility: 3 });
    await add({ name: "Mark down", kind: "none" });

    const names: string[] = [];
    let cursor: string | null = null;
    do {
      const query: string = cursor === null ? "" : `&cursor=${cursor}`;
      const { status, body } = await machine.send("GET", `${base}/opportunities?limit=1${query}`);
      expect(status).toBe(200);
      names.push(...body.items.map((item: { name: string }) => item.name));
      cursor = body.nextCursor;
    } while (cursor !== null);
    expect(names).toEqual(["Order stock", "Plan staff", "Mark down"]);

    const address = `${base}/opportunities/${first.body.id}`;
    const chosen = await machine.send("PATCH", address, { json: { isChosen: true, dataReadiness: 2 } });
    expect(chosen.body).toMatchObject({ isChosen: true, score: 10, value: 5 });
    expect(chosen.body.reason).toContain("feasibility 4 counts as 2");
    expect((await machine.send("DELETE", address)).status).toBe(204);
    expect((await machine.send("GET", address)).status).toBe(404);
    expect((await machine.send("DELETE", address)).status).toBe(404);
  });

  it("are made once for one idempotency key", async () => {
    const headers = { "idempotency-key": randomUUID() };
    const json = { name: "Once" };
    const once = await machine.send("POST", `${base}/opportunities`, { json, headers });
    const again = await machine.send("POST", `${base}/opportunities`, { json, headers });
    expect([once.status, again.status]).toEqual([201, 201]);
    expect(again.body).toEqual(once.body);
  });

  it.each([
    ["a name that is taken", { name: "Plan staff" }, 409, "conflict"],
    ["an operator where a text belongs", { name: { not: "" } }, 400, "invalid_input"],
    ["an extra field", { name: "X", workspaceId: "x", role: "owner" }, 400, "invalid_input"],
    ["a grade of 6", { name: "X", value: 6 }, 400, "invalid_input"],
    ["a choice at once", { name: "X", isChosen: true }, 400, "invalid_input"],
    ["nothing", {}, 400, "invalid_input"],
  ])("refuse %s", async (_what, json, status, code) => {
    const answer = await machine.send("POST", `${base}/opportunities`, { json });
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code });
  });
});

describe("the leaderboard for machines", () => {
  it("is empty before a run has finished, and refuses what it cannot read", async () => {
    const { status, body } = await machine.send("GET", `${base}/models`);
    expect({ status, body }).toEqual({ status: 200, body: { items: [], nextCursor: null } });
    for (const query of ["place=moon", "model=magic", "limit=1e9", "cursor=garbage", "workspaceId=x"]) {
      const answer = await machine.send("GET", `${base}/models?${query}`);
      expect({ query, status: answer.status }).toEqual({ query, status: 400 });
    }
    expect((await machine.send("GET", `${base}/models/1/theta`)).status).toBe(404);
    expect((await machine.send("GET", `${base}/models/${randomUUID()}/theta`)).status).toBe(404);
  });
});

describe("the canvas's export for machines", () => {
  it.each([
    ["md", "text/markdown; charset=utf-8", "## Decisions"],
    ["json", "application/json; charset=utf-8", "forecanvas.canvas"],
    ["pdf", "application/pdf", "%PDF-1.7"],
  ])("comes as %s", async (format, type, words) => {
    await writeCanvas(ours.owner, { decisions: { notes: ["Buyers override"] } });
    const { status, headers, body } = await machine.send("GET", `${base}/canvas/export?format=${format}`);
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe(type);
    expect(headers.get("content-disposition")).toBe(
      `attachment; filename="${ours.owner.projectSlug}-canvas.${format}"`,
    );
    expect(typeof body === "string" ? body : JSON.stringify(body)).toContain(words);
  });

  it("refuses a format that is none", async () => {
    for (const query of ["", "?format=docx", "?format=pdf&format=md", "?format=md&x=1"]) {
      const { status } = await machine.send("GET", `${base}/canvas/export${query}`);
      expect({ query, status }).toEqual({ query, status: 400 });
    }
  });
});
