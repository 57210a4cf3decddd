import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeCanvas } from "#lib/features/canvas/server.ts";
import { createTestDatabase, type TestDatabase } from "#lib/platform/testing/database.ts";
import { createTestProject, type TestProject } from "#lib/platform/testing/fixtures.ts";
import { type ApiClient, apiClient } from "../../../../_serve/testing/client.ts";

let database: TestDatabase;
let ours: TestProject;
let machine: ApiClient;
let base: string;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await createTestProject();
  machine = await apiClient(ours.owner, "data_scientist");
  base = `/projects/${ours.projectId}/canvas`;
});
afterAll(async () => {
  await database.drop();
});

const decide = (decision: string) => writeCanvas(ours.owner, { decisions: { fields: { decision } } });

describe("versions of the canvas for machines", () => {
  it("are kept, paged, read, compared and restored", async () => {
    await decide("Order");
    const kept = await machine.send("POST", `${base}/versions`, { json: { name: "First" } });
    expect(kept.status).toBe(201);
    expect(kept.headers.get("location")).toBe(`/api/v1${base}/versions/1`);
    await decide("Order more");
    await machine.send("POST", `${base}/versions`, { json: { name: "Second" } });

    const page = await machine.send("GET", `${base}/versions?limit=1`);
    expect(page.body.items).toMatchObject([{ number: 2, name: "Second", reason: "named" }]);
    const rest = await machine.send("GET", `${base}/versions?limit=1&cursor=${page.body.nextCursor}`);
    expect(rest.body).toMatchObject({ items: [{ number: 1, name: "First" }], nextCursor: null });

    const one = await machine.send("GET", `${base}/versions/1`);
    expect(one.body.blocks[2]).toMatchObject({ key: "decisions", fields: { decision: "Order" } });
    const changes = [{ label: "Decision", stretches: [{ text: "Order" }, { kind: "added", text: " more" }] }];
    for (const query of ["?to=2", ""]) {
      const { body } = await machine.send("GET", `${base}/versions/1/difference${query}`);
      expect(body.blocks).toMatchObject([{ key: "decisions", changes }]);
    }
    const restored = await machine.send("POST", `${base}/versions/1/restore`);
    expect(restored.body).toMatchObject({ number: 4, reason: "restored", ref: "1" });
    const block = await machine.send("GET", `${base}/blocks/decisions`);
    expect(block.body.fields).toEqual({ decision: "Order" });
  });

  it("are nothing where there is none, and refuse what they cannot read", async () => {
    for (const path of ["/versions/99", "/versions/0", "/versions/x", "/versions/99/difference"]) {
      expect({ path, status: (await machine.send("GET", base + path)).status }).toEqual({
        path,
        status: 404,
      });
    }
    expect((await machine.send("POST", `${base}/versions/99/restore`)).status).toBe(404);
    expect((await machine.send("GET", `${base}/versions/1/difference?to=now`)).status).toBe(400);
    for (const json of [{}, { name: "" }, { name: { not: "" } }, { name: "x", number: 7 }]) {
      expect((await machine.send("POST", `${base}/versions`, { json })).status).toBe(400);
    }
  });
});

describe("agreements for machines", () => {
  it("say who agreed and when, and what changed since", async () => {
    await machine.send("PATCH", `${base}/blocks/decisions`, { json: { agreed: true } });
    const read = async () => (await machine.send("GET", `${base}/agreements`)).body.items[2];
    expect(await read()).toMatchObject({ block: "decisions", status: "agreed", changes: [] });
    expect((await read()).agreedAt).toMatch(/^\d{4}-\d\d-\d\dT/);
    await decide("Order at night");
    expect(await read()).toMatchObject({
      status: "draft",
      agreeAgain: true,
      changes: [{ label: "Decision" }],
    });
  });
});
