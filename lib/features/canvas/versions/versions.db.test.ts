import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { requestRun } from "#lib/features/runs/server.ts";
import { importTestVersion, testRequest } from "#lib/features/runs/testing.ts";
import { closeSender } from "#lib/jobs/boss.ts";
import { db } from "#lib/platform/db.ts";
import { createTestDatabase, type TestDatabase } from "#lib/platform/testing/database.ts";
import { createTestProject, type TestProject } from "#lib/platform/testing/fixtures.ts";
import {
  applyCanvasUpdate,
  getCanvasPage,
  getCanvasUpdates,
  getDifference,
  getSnapshot,
  getSnapshots,
  nameSnapshot,
  restoreSnapshot,
  writeCanvas,
} from "../server.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await closeSender();
  await database.drop();
});

const decide = (actor: TestProject["owner"], decision: string) =>
  writeCanvas(actor, { decisions: { fields: { decision } } });
const all = { before: null, limit: 100 };

describe("a version", () => {
  it("keeps the whole canvas under a name, and the same content once", async () => {
    const { owner, stakeholder, projectId } = await createTestProject();
    await decide(owner, "Order");
    expect(await nameSnapshot(owner, { name: " Before the review " })).toEqual({ number: 1 });
    expect(await nameSnapshot(owner, { name: "The same" })).toEqual({ number: 2 });
    const list = await getSnapshots(stakeholder, all);
    expect(list.map(({ number, name, reason, takenBy }) => [number, name, reason, takenBy])).toEqual([
      [2, "The same", "named", owner.userName],
      [1, "Before the review", "named", owner.userName],
    ]);
    const { workspaceId } = owner;
    expect(await db().canvasContent.count({ where: { workspaceId } })).toBe(1);
    const kept = await getSnapshot(stakeholder, 1);
    expect(kept.blocks).toEqual((await getCanvasPage(owner)).blocks);
    const audit = await db().auditEvent.findMany({ where: { projectId, action: "canvas.snapshot_named" } });
    expect(audit.map((entry) => entry.ref).sort()).toEqual(["1", "2"]);
    expect(await db().event.count({ where: { projectId, kind: "canvas.snapshot_taken" } })).toBe(2);
  });

  it("is taken by whoever edits the plan only, by their role of this moment, and is nothing elsewhere", async () => {
    const ours = await createTestProject();
    const theirs = await createTestProject();
    await decide(theirs.owner, "Secret");
    await nameSnapshot(theirs.owner, { name: "Theirs" });
    await expect(nameSnapshot(ours.stakeholder, { name: "x" })).rejects.toMatchObject({ code: "forbidden" });
    await expect(restoreSnapshot(theirs.stakeholder, 1)).rejects.toMatchObject({ code: "forbidden" });
    const intruder = { ...ours.owner, projectId: theirs.projectId };
    expect(await getSnapshots(intruder, all)).toEqual([]);
    for (const attempt of [
      () => nameSnapshot(intruder, { name: "x" }),
      () => restoreSnapshot(intruder, 1),
      () => getSnapshot(intruder, 1),
      () => getDifference(intruder, { from: "1", to: "now" }),
      () => getSnapshot(ours.owner, 1),
      () => restoreSnapshot(ours.owner, 1),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: "not_found" });
    }
    expect(await db().canvasSnapshot.count({ where: { projectId: theirs.projectId } })).toBe(1);
  });

  it.each([[""], [" "], ["x".repeat(81)], ["a\0b"], ["a\u202eb"], [{ not: "" }]])(
    "takes no name %j",
    async (name) => {
      const { owner } = await createTestProject();
      await expect(nameSnapshot(owner, { name })).rejects.toMatchObject({ code: "invalid_input" });
    },
  );

  it.each([["0"], ["-1"], ["1e99"], ["x"], [""], [{ gt: 0 }]])("has no number %j", async (from) => {
    const { owner } = await createTestProject();
    await expect(getDifference(owner, { from, to: "now" })).rejects.toMatchObject({ code: "invalid_input" });
  });
});

describe("before a run", () => {
  it("the plan is kept as it was, once however often the run is asked for; an empty canvas is not", async () => {
    const { owner, data_scientist } = await createTestProject();
    const versionId = await importTestVersion(owner);
    await requestRun(data_scientist, testRequest(versionId));
    expect(await getSnapshots(owner, all)).toEqual([]);
    await decide(owner, "Order");
    const wish = testRequest(versionId, { clientKey: randomUUID() });
    const [run] = await Promise.all([requestRun(data_scientist, wish), requestRun(data_scientist, wish)]);
    await decide(owner, "Order more");
    const list = await getSnapshots(owner, all);
    expect(list).toMatchObject([
      {
        number: 1,
        reason: "before_run",
        name: "Before run 2",
        ref: run.id,
        takenBy: data_scientist.userName,
      },
    ]);
    const { blocks } = await getDifference(owner, { from: "1", to: "now" });
    expect(blocks).toEqual([
      {
        key: "decisions",
        title: "Decisions",
        changes: [
          {
            path: "decision",
            label: "Decision",
            kind: "changed",
            stretches: [
              { kind: "same", text: "Order" },
              { kind: "added", text: " more" },
            ],
          },
        ],
      },
    ]);
  });
});

describe("going back to a version", () => {
  it("is a change that an open editor merges, keeps what stood there, and another's note with its name", async () => {
    const { owner, product_owner, projectId } = await createTestProject();
    await writeCanvas(product_owner, {
      decisions: { fields: { decision: "Order quantity" }, notes: ["Mine."], agreed: true },
    });
    await nameSnapshot(owner, { name: "Good" });
    // A browser has the canvas open, and types after the restore without having seen it.
    const open = new Y.Doc();
    Y.applyUpdate(open, (await getCanvasUpdates(owner, { since: "0" }))?.bytes ?? new Uint8Array());
    await writeCanvas(owner, { decisions: { fields: { decision: "Staff" } } });
    const note = (doc: Y.Doc) => doc.getArray<Y.Map<unknown>>("decisions/notes");
    const change = new Y.Doc();
    Y.applyUpdate(change, (await getCanvasUpdates(owner, { since: "0" }))?.bytes ?? new Uint8Array());
    const vector = Y.encodeStateVector(change);
    note(change).delete(0, 1);
    await applyCanvasUpdate(owner, { clientId: randomUUID(), bytes: Y.encodeStateAsUpdate(change, vector) });

    expect(await restoreSnapshot(owner, 1)).toEqual({ number: 3 });
    const list = await getSnapshots(owner, all);
    expect(list.map(({ number, reason, ref }) => [number, reason, ref])).toEqual([
      [3, "restored", "1"],
      [2, "before_restore", "1"],
      [1, "named", null],
    ]);
    const page = await getCanvasPage(owner);
    expect(page.blocks[2]).toMatchObject({
      key: "decisions",
      status: "agreed",
      fields: { decision: "Order quantity" },
      notes: [{ text: "Mine.", authorId: product_owner.userId }],
    });
    expect((await getSnapshot(owner, 2)).blocks[2]?.fields).toEqual({ decision: "Staff" });

    const before = Y.encodeStateVector(open);
    open.getText("decisions/fallback").insert(0, "Naive");
    await applyCanvasUpdate(owner, { clientId: randomUUID(), bytes: Y.encodeStateAsUpdate(open, before) });
    expect((await getCanvasPage(owner)).blocks[2]?.fields).toEqual({
      decision: "Order quantity",
      fallback: "Naive",
    });
    const kinds = (await db().event.findMany({ where: { projectId } })).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === "canvas.updated").length).toBe(5);
    expect(await db().auditEvent.count({ where: { projectId, action: "canvas.restored" } })).toBe(1);
  });

  it("writes nothing when the canvas says the same already, and nothing at all when it fails", async () => {
    const { owner, projectId } = await createTestProject();
    await decide(owner, "Order");
    await nameSnapshot(owner, { name: "Same" });
    expect(await restoreSnapshot(owner, 1)).toEqual({ number: 1 });
    await expect(restoreSnapshot(owner, 2)).rejects.toMatchObject({ code: "not_found" });
    expect(await db().canvasSnapshot.count({ where: { projectId } })).toBe(1);
    expect(await db().canvasUpdate.count({ where: { projectId } })).toBe(1);
  });
});
