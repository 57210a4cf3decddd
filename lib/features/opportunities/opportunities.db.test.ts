import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db } from "#lib/platform/db.ts";
import { createTestDatabase, type TestDatabase } from "#lib/platform/testing/database.ts";
import { createTestProject, type TestProject } from "#lib/platform/testing/fixtures.ts";
import { changeOpportunity, createOpportunity, deleteOpportunity } from "./change.ts";
import { getOpportunity, listOpportunities } from "./read.ts";

let database: TestDatabase;
let ours: TestProject;
let theirs: TestProject;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.drop();
});
beforeEach(async () => {
  ours = await createTestProject();
  theirs = await createTestProject();
});

const pasta = { name: "Order pasta per item", value: 5, feasibility: 4, dataReadiness: 5, risk: 2 };

describe("opportunities", () => {
  it("are added, ranked, changed and deleted, each with a line in the audit and an event", async () => {
    const editor = ours.product_owner;
    const { id } = await createOpportunity(editor, pasta);
    await createOpportunity(editor, { name: "Plan staff", value: 3, feasibility: 3 });
    expect(
      (await listOpportunities(ours.stakeholder)).map(({ name, rank, score }) => [name, rank, score]),
    ).toEqual([
      ["Order pasta per item", 1, 18],
      ["Plan staff", 2, 9],
    ]);
    await changeOpportunity(editor, id, { value: 1, note: "Prices are fixed.\nSo little is gained." });
    expect(await getOpportunity(ours.stakeholder, id)).toMatchObject({
      rank: 2,
      value: 1,
      feasibility: 4,
      note: "Prices are fixed.\nSo little is gained.",
    });
    await deleteOpportunity(editor, id);
    expect((await listOpportunities(editor)).map((task) => task.name)).toEqual(["Plan staff"]);
    const audit = await db().auditEvent.findMany({
      where: { projectId: ours.projectId },
      orderBy: { id: "asc" },
      select: { action: true, actorId: true },
    });
    expect(audit).toEqual(
      ["created", "created", "changed", "deleted"].map((verb) => ({
        action: `opportunity.${verb}`,
        actorId: editor.userId,
      })),
    );
    const events = await db().event.findMany({
      where: { projectId: ours.projectId },
      select: { kind: true },
    });
    expect(events).toEqual(Array.from({ length: 4 }, () => ({ kind: "opportunities.changed" })));
  });

  it("of which one is chosen, however many people choose at once", async () => {
    const ids: string[] = [];
    for (const name of ["A", "B", "C", "D"]) ids.push((await createOpportunity(ours.owner, { name })).id);
    await Promise.all(ids.map((id) => changeOpportunity(ours.owner, id, { isChosen: true })));
    const tasks = await listOpportunities(ours.owner);
    expect(tasks.filter((task) => task.isChosen)).toHaveLength(1);
    const [first] = ids;
    await changeOpportunity(ours.owner, first, { isChosen: true });
    await changeOpportunity(ours.owner, first, { isChosen: false });
    expect((await listOpportunities(ours.owner)).some((task) => task.isChosen)).toBe(false);
  });

  it("have names of their own within a project", async () => {
    const { id } = await createOpportunity(ours.owner, pasta);
    await expect(createOpportunity(ours.owner, { ...pasta, value: 1 })).rejects.toMatchObject({
      code: "conflict",
      details: { fields: { name: expect.stringContaining("that name") } },
    });
    await createOpportunity(theirs.owner, pasta);
    await changeOpportunity(ours.owner, id, { name: pasta.name, value: 3 });
    const twenty = await Promise.allSettled(
      Array.from({ length: 20 }, () => createOpportunity(ours.owner, { name: "Pressed twenty times" })),
    );
    expect(twenty.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    expect(await listOpportunities(ours.owner)).toHaveLength(2);
  });

  it("take no more than 200", async () => {
    await db().processTask.createMany({
      data: Array.from({ length: 200 }, (_, i) => ({
        workspaceId: ours.workspaceId,
        projectId: ours.projectId,
        name: `Task ${i}`,
        createdById: ours.owner.userId,
      })),
    });
    await expect(createOpportunity(ours.owner, { name: "One more" })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  it("are nothing to another workspace, and to no role that may only read", async () => {
    const { id } = await createOpportunity(ours.owner, pasta);
    for (const foreign of [id, randomUUID(), "1' OR '1'='1", "", null, { not: "" }]) {
      await expect(getOpportunity(theirs.owner, foreign)).rejects.toMatchObject({ code: "not_found" });
      await expect(changeOpportunity(theirs.owner, foreign, { value: 1 })).rejects.toMatchObject({
        code: "not_found",
      });
      await expect(deleteOpportunity(theirs.owner, foreign)).rejects.toMatchObject({ code: "not_found" });
    }
    await expect(createOpportunity(ours.stakeholder, pasta)).rejects.toMatchObject({ code: "forbidden" });
    await expect(changeOpportunity(ours.stakeholder, id, { value: 1 })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(deleteOpportunity(ours.stakeholder, id)).rejects.toMatchObject({ code: "forbidden" });
    expect(await getOpportunity(ours.owner, id)).toMatchObject(pasta);
  });

  it.each([
    ["no name", { value: 3 }],
    ["an empty name", { ...pasta, name: "  " }],
    ["a name of two lines", { ...pasta, name: "a\nb" }],
    ["a name with a zero byte", { ...pasta, name: "a\u0000b" }],
    ["a name that is too long", { ...pasta, name: "x".repeat(121) }],
    ["half a surrogate pair in the note", { ...pasta, note: "\ud800" }],
    ["a grade of 6", { ...pasta, value: 6 }],
    ["a grade of 0", { ...pasta, risk: 0 }],
    ["a grade of 2.5", { ...pasta, feasibility: 2.5 }],
    ["a grade as text", { ...pasta, value: "3" }],
    ["hours below 0", { ...pasta, hoursAYear: -1 }],
    ["endless hours", { ...pasta, hoursAYear: Number.POSITIVE_INFINITY }],
    ["an unknown kind", { ...pasta, kind: "magic" }],
    ["an operator where a text belongs", { ...pasta, name: { not: "" } }],
    ["a field of elsewhere", { ...pasta, workspaceId: randomUUID() }],
    ["nothing", undefined],
  ])("refuse %s, and store nothing", async (_what, input) => {
    await expect(createOpportunity(ours.owner, input)).rejects.toMatchObject({ code: "invalid_input" });
    expect(await listOpportunities(ours.owner)).toEqual([]);
  });

  it("refuse a change that says nothing or too much", async () => {
    const { id } = await createOpportunity(ours.owner, pasta);
    for (const patch of [{}, { id }, { value: 9 }, { isChosen: "yes" }, null]) {
      await expect(changeOpportunity(ours.owner, id, patch)).rejects.toMatchObject({ code: "invalid_input" });
    }
    expect(await getOpportunity(ours.owner, id)).toMatchObject(pasta);
  });
});
