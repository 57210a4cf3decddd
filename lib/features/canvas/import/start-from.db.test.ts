import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createProject } from "#lib/features/workspaces/server.ts";
import { db } from "#lib/platform/db.ts";
import { createTestDatabase, type TestDatabase } from "#lib/platform/testing/database.ts";
import { createTestProject } from "#lib/platform/testing/fixtures.ts";
import { applyCanvasUpdate, exportCanvas, fillCanvas, getCanvas, writeCanvas } from "../server.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const TEMPLATE = { from: { kind: "template", key: "energy_load" } };

describe("a canvas that starts from something", () => {
  it("is filled by a template, audited, and taken back by an ordinary change", async () => {
    const { product_owner: actor, projectId } = await createTestProject();
    const before = await getCanvas(actor);
    const { filled, kept, undo, otherCurrency } = await fillCanvas(actor, TEMPLATE);
    expect({ filled: filled.length, kept, otherCurrency }).toEqual({
      filled: 10,
      kept: [],
      otherCurrency: null,
    });
    expect((await getCanvas(actor)).every((block) => block.status === "draft")).toBe(true);
    const audit = await db().auditEvent.findFirstOrThrow({ where: { projectId, action: "canvas.filled" } });
    expect(audit.detail).toEqual({ from: "the template “Energy load”", blocks: 10 });
    await applyCanvasUpdate(actor, { clientId: "undo-of-test", bytes: Buffer.from(undo ?? "", "base64") });
    expect(await getCanvas(actor)).toEqual(before);
  });

  it("keeps what somebody typed, unless it is named", async () => {
    const { owner } = await createTestProject();
    await writeCanvas(owner, { decisions: { fields: { decision: "Typed with care" } } });
    const first = await fillCanvas(owner, TEMPLATE);
    expect(first.kept).toEqual(["decisions"]);
    const decision = async () =>
      (await getCanvas(owner)).find((block) => block.key === "decisions")?.fields.decision;
    expect(await decision()).toBe("Typed with care");
    const second = await fillCanvas(owner, { ...TEMPLATE, replace: ["decisions"] });
    expect(second.filled).toEqual(["decisions"]);
    expect(await decision()).toBe("Quantity to buy per hour of tomorrow");
  });

  it("starts from another project of the workspace, and never from a foreign one", async () => {
    const ours = await createTestProject({ currency: "USD" });
    const theirs = await createTestProject();
    await writeCanvas(ours.owner, { decisions: { fields: { decision: "Ours" }, notes: ["A note"] } });
    await writeCanvas(theirs.owner, { decisions: { fields: { decision: "Secret" } } });
    const made = await createProject(ours.owner, { name: "Second" });
    const second = { ...ours.data_scientist, projectId: made.id, currency: made.currency };
    const from = (projectId: string) => ({ from: { kind: "project", projectId } });
    const { filled, otherCurrency } = await fillCanvas(second, from(ours.projectId));
    expect({ filled, otherCurrency }).toEqual({ filled: ["decisions"], otherCurrency: "USD" });
    const block = (await getCanvas(second)).find(({ key }) => key === "decisions");
    expect(block?.fields.decision).toBe("Ours");
    // Nobody speaks in another person's name.
    expect(block?.notes.map((note) => note.authorId)).toEqual([ours.data_scientist.userId]);
    await expect(fillCanvas(second, from(theirs.projectId))).rejects.toMatchObject({ code: "not_found" });
    await expect(fillCanvas(second, from(second.projectId))).rejects.toMatchObject({ code: "invalid_input" });
  });

  it("reads its own file again, and changes nothing for one that is not", async () => {
    const { owner, stakeholder, projectId } = await createTestProject();
    await fillCanvas(owner, { from: { kind: "template", key: "spare_parts" } });
    const file = async (actor: typeof owner) =>
      new TextDecoder().decode((await exportCanvas(actor, { format: "json" }, { now: 0, claims: [] })).bytes);
    const text = await file(owner);
    const made = await createProject(owner, { name: "Copy" });
    const copy = { ...owner, projectId: made.id, projectName: owner.projectName };
    await fillCanvas(copy, { from: { kind: "file", file: text }, agreements: true });
    expect(await file(copy)).toBe(text);
    const seq = () =>
      db().project.findUniqueOrThrow({ where: { id: projectId }, select: { canvasSeq: true } });
    const before = await seq();
    const cut = { from: { kind: "file", file: text.slice(0, 500) } };
    await expect(fillCanvas(owner, cut)).rejects.toThrow("Nothing was changed.");
    await expect(fillCanvas(stakeholder, TEMPLATE)).rejects.toMatchObject({ code: "forbidden" });
    expect(await seq()).toEqual(before);
  });
});
