import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "#lib/platform/db.ts";
import { createTestDatabase, type TestDatabase } from "#lib/platform/testing/database.ts";
import { createTestProject } from "#lib/platform/testing/fixtures.ts";
import {
  createCanvasLink,
  listCanvasLinks,
  readSharedCanvas,
  revokeCanvasLink,
  sharedPdf,
  sharedPoster,
  writeCanvas,
} from "../server.ts";

let database: TestDatabase;
beforeAll(async () => {
  process.env.APP_SECRET ??= "a secret for this test only";
  process.env.DATABASE_URL ??= process.env.TEST_DATABASE_URL;
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const NOW = new Date("2026-11-26T09:00:00Z");
const after = (days: number) => new Date(NOW.getTime() + days * 86_400_000);
const tokenOf = (link: string) => link.split("/s/")[1] ?? "";
let places = 0;
const somewhere = (now = NOW) => ({ address: `203.0.113.${++places}`, now });

describe("a link that reads a canvas", () => {
  it("opens that canvas and names nobody", async () => {
    const { owner, data_scientist: scientist } = await createTestProject();
    await writeCanvas(owner, {
      decisions: { fields: { decision: "Order" }, notes: ["A note"], ownerId: scientist.userId },
    });
    const made = await createCanvasLink(owner, { label: "The board", expiresInDays: 30 }, NOW);
    const shared = await readSharedCanvas(tokenOf(made.link), somewhere());
    if (shared.state !== "open") return expect.fail("it is closed");
    const poster = sharedPoster(shared.canvas);
    expect(poster).toHaveLength(10);
    expect(JSON.stringify(poster)).toContain("A note");
    for (const secret of [scientist.userName, owner.userName, owner.workspaceSlug]) {
      expect(JSON.stringify(poster)).not.toContain(secret);
    }
    expect(shared.canvas.projectName).toBe(owner.projectName);
    const pdf = await sharedPdf(shared.canvas, { now: NOW.getTime(), claims: [] });
    expect(Buffer.from(pdf.subarray(0, 5)).toString("latin1")).toBe("%PDF-");
    const [row] = await listCanvasLinks(owner, NOW);
    expect(row).toMatchObject({ label: "The board", createdBy: owner.userName, openedAt: NOW.getTime() });
    const stored = await db().canvasLink.findUniqueOrThrow({ where: { id: made.id } });
    expect(JSON.stringify(stored)).not.toContain(tokenOf(made.link));
  });

  it("is closed when it has expired, was revoked, or never was, without saying which", async () => {
    const { owner, projectId } = await createTestProject();
    const make = () => createCanvasLink(owner, { label: "x", expiresInDays: 1 }, NOW);
    const [expired, revoked] = [await make(), await make()];
    await revokeCanvasLink(owner, { id: revoked.id }, NOW);
    await revokeCanvasLink(owner, { id: revoked.id }, NOW);
    const open = (token: unknown, now?: Date) => readSharedCanvas(token, somewhere(now));
    expect(await open(tokenOf(expired.link))).toMatchObject({ state: "open" });
    for (const [token, now] of [
      [tokenOf(expired.link), after(1)],
      [tokenOf(revoked.link), NOW],
      ["a".repeat(43), NOW],
      ["", NOW],
      [{ not: "" }, NOW],
    ] as const) {
      expect(await open(token, now)).toEqual({ state: "closed" });
    }
    const audit = await db().auditEvent.findMany({ where: { projectId }, orderBy: { at: "asc" } });
    expect(audit.map((entry) => entry.action).sort()).toEqual([
      "canvas_link.created",
      "canvas_link.created",
      "canvas_link.revoked",
    ]);
  });

  it("is made, listed and revoked by those who may edit, in their own project only", async () => {
    const ours = await createTestProject();
    const theirs = await createTestProject();
    const wish = { label: "x", expiresInDays: 7 };
    const { id } = await createCanvasLink(ours.data_scientist, wish, NOW);
    const { stakeholder } = ours;
    for (const attempt of [
      createCanvasLink(stakeholder, wish, NOW),
      listCanvasLinks(stakeholder, NOW),
      revokeCanvasLink(stakeholder, { id }, NOW),
    ]) {
      await expect(attempt).rejects.toMatchObject({ code: "forbidden" });
    }
    await expect(revokeCanvasLink(theirs.owner, { id }, NOW)).rejects.toMatchObject({ code: "not_found" });
    expect(await listCanvasLinks(theirs.owner, NOW)).toEqual([]);
    expect(await listCanvasLinks(ours.owner, NOW)).toHaveLength(1);
    for (const input of [
      { ...wish, expiresInDays: 0 },
      { ...wish, label: " " },
      { ...wish, projectId: "x" },
      null,
    ]) {
      await expect(createCanvasLink(ours.owner, input, NOW)).rejects.toMatchObject({ code: "invalid_input" });
    }
  });

  it("makes somebody who tries too often wait", async () => {
    const place = somewhere();
    for (let i = 0; i < 300; i++) await readSharedCanvas("guess", place);
    expect(await readSharedCanvas("guess", place)).toMatchObject({ state: "busy" });
    expect(await readSharedCanvas("guess", somewhere())).toEqual({ state: "closed" });
  });
});
