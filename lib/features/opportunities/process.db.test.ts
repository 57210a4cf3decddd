import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { getCanvas, writeCanvas } from "#lib/features/canvas/server.ts";
import { getRoiCase, saveRoiCase } from "#lib/features/roi/server.ts";
import { db } from "#lib/platform/db.ts";
import { createTestDatabase, type TestDatabase } from "#lib/platform/testing/database.ts";
import { createTestProject, type TestProject } from "#lib/platform/testing/fixtures.ts";
import { changeOpportunity, createOpportunity, deleteOpportunity } from "./change.ts";
import { chooseOpportunity } from "./choose.ts";
import { changeLink, createLink, deleteLink, getLink } from "./link.ts";
import { getOpportunity, getProcess } from "./read.ts";
import { startProcess } from "./start.ts";
import { STARTER_KEYS } from "./starters/index.ts";
import { changeTerms } from "./terms.ts";

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

async function tasksOf(project: TestProject, names: string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const name of names) ids.push((await createOpportunity(project.owner, { name })).id);
  return ids;
}

const pairs = async (project: TestProject) => {
  const { tasks, links } = await getProcess(project.stakeholder);
  const name = (id: string) => tasks.find((task) => task.id === id)?.name;
  return links.map(({ fromId, toId, label }) => `${name(fromId)} → ${name(toId)}${label && `: ${label}`}`);
};

describe("links between tasks", () => {
  it("are drawn, led elsewhere, named and deleted, each with a line in the audit", async () => {
    const [a, b, c] = await tasksOf(ours, ["A", "B", "C"]);
    const { id, loop } = await createLink(ours.product_owner, { fromId: a, toId: b, label: " sales " });
    expect(loop).toBeNull();
    expect(await pairs(ours)).toEqual(["A → B: sales"]);
    await changeLink(ours.product_owner, id, { toId: c });
    await changeLink(ours.product_owner, id, { label: "" });
    expect(await pairs(ours)).toEqual(["A → C"]);
    await deleteLink(ours.product_owner, id);
    expect(await pairs(ours)).toEqual([]);
    const audit = await db().auditEvent.findMany({
      where: { projectId: ours.projectId, action: { startsWith: "process." } },
      orderBy: { id: "asc" },
      select: { action: true },
    });
    expect(audit.map(({ action }) => action.slice(8))).toEqual([
      "linked",
      "link_changed",
      "link_changed",
      "unlinked",
    ]);
  });

  it("may close a loop, and say which", async () => {
    const [a, b, c] = await tasksOf(ours, ["Forecast", "Order", "Observe"]);
    await createLink(ours.owner, { fromId: a, toId: b });
    const { id } = await createLink(ours.owner, { fromId: b, toId: c });
    const closing = await createLink(ours.owner, { fromId: c, toId: a });
    expect(closing.loop).toEqual(["Forecast", "Order", "Observe", "Forecast"]);
    expect((await changeLink(ours.owner, id, { label: "deliveries" })).loop).toEqual([
      "Observe",
      "Forecast",
      "Order",
      "Observe",
    ]);
  });

  it("go with the task that they lead to, and never stand twice or at one task alone", async () => {
    const [a, b, c] = await tasksOf(ours, ["A", "B", "C"]);
    const { id } = await createLink(ours.owner, { fromId: a, toId: b });
    await createLink(ours.owner, { fromId: b, toId: a });
    await expect(createLink(ours.owner, { fromId: a, toId: b })).rejects.toMatchObject({
      code: "conflict",
      details: { fields: { toId: expect.stringContaining("already") } },
    });
    await expect(createLink(ours.owner, { fromId: a, toId: a })).rejects.toMatchObject({
      code: "invalid_input",
      details: { fields: { toId: expect.stringContaining("to itself") } },
    });
    await expect(changeLink(ours.owner, id, { toId: a })).rejects.toMatchObject({ code: "invalid_input" });
    await createLink(ours.owner, { fromId: a, toId: c });
    await expect(changeLink(ours.owner, id, { toId: c })).rejects.toMatchObject({ code: "conflict" });
    const twenty = await Promise.allSettled(
      Array.from({ length: 20 }, () => createLink(ours.owner, { fromId: c, toId: b })),
    );
    expect(twenty.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    await deleteOpportunity(ours.owner, b);
    expect(await pairs(ours)).toEqual(["A → C"]);
  });

  it("are nothing to another workspace or project, and to no role that may only read", async () => {
    const [a, b] = await tasksOf(ours, ["A", "B"]);
    const [foreign] = await tasksOf(theirs, ["C"]);
    const { id } = await createLink(ours.owner, { fromId: a, toId: b });
    for (const ends of [
      { fromId: a, toId: foreign },
      { fromId: foreign, toId: b },
      { fromId: a, toId: randomUUID() },
    ]) {
      await expect(createLink(ours.owner, ends)).rejects.toMatchObject({ code: "not_found" });
      await expect(changeLink(ours.owner, id, ends)).rejects.toMatchObject({ code: "not_found" });
    }
    for (const strange of [id, randomUUID(), "1' OR '1'='1", null, { not: "" }]) {
      await expect(getLink(theirs.owner, strange)).rejects.toMatchObject({ code: "not_found" });
      await expect(deleteLink(theirs.owner, strange)).rejects.toMatchObject({ code: "not_found" });
      await expect(changeLink(theirs.owner, strange, { label: "x" })).rejects.toMatchObject({
        code: "not_found",
      });
    }
    for (const work of [
      () => createLink(ours.stakeholder, { fromId: b, toId: a }),
      () => changeLink(ours.stakeholder, id, { label: "x" }),
      () => deleteLink(ours.stakeholder, id),
      () => changeTerms(ours.stakeholder, { rankBy: "rice" }),
      () => startProcess(ours.stakeholder, { key: "retail_demand" }),
      () => chooseOpportunity(ours.stakeholder, a),
    ]) {
      await expect(work()).rejects.toMatchObject({ code: "forbidden" });
    }
    expect(await pairs(ours)).toEqual(["A → B"]);
  });

  it.each([
    ["nothing", {}],
    ["an operator", { fromId: { not: "" }, toId: { not: "" } }],
    ["a label of a megabyte", { label: "x".repeat(1_000_000) }],
    ["a label of two lines", { label: "a\nb" }],
    ["a field of elsewhere", { workspaceId: randomUUID() }],
  ])("refuse %s", async (_what, wish) => {
    const [a, b] = await tasksOf(ours, ["A", "B"]);
    const ends = "label" in wish || "workspaceId" in wish ? { fromId: a, toId: b } : {};
    await expect(createLink(ours.owner, { ...ends, ...wish })).rejects.toMatchObject({
      code: "invalid_input",
    });
    expect(await pairs(ours)).toEqual([]);
  });
});

describe("a common process", () => {
  it.each(STARTER_KEYS)("%s comes whole, once, and leaves what is there alone", async (key) => {
    const started = await startProcess(ours.owner, { key });
    expect(started.kept).toEqual([]);
    const first = await getProcess(ours.owner);
    expect(first.tasks).toHaveLength(started.added.length);
    expect(first.links).toHaveLength(started.links);
    await changeOpportunity(ours.owner, first.tasks[0]?.id, { note: "Ours." });
    expect(await startProcess(ours.owner, { key })).toEqual({
      added: [],
      kept: expect.arrayContaining(started.added),
      links: 0,
    });
    const again = await getProcess(ours.owner);
    expect(again.links).toEqual(first.links);
    expect(again.tasks.some((task) => task.note === "Ours.")).toBe(true);
  });

  it("is refused when it is none, or when there is no room for it", async () => {
    await expect(startProcess(ours.owner, { key: "magic" })).rejects.toMatchObject({ code: "invalid_input" });
    await db().processTask.createMany({
      data: Array.from({ length: 198 }, (_, i) => ({
        workspaceId: ours.workspaceId,
        projectId: ours.projectId,
        name: `Task ${i}`,
        createdById: ours.owner.userId,
      })),
    });
    await expect(startProcess(ours.owner, { key: "retail_demand" })).rejects.toMatchObject({
      code: "conflict",
    });
    expect((await getProcess(ours.owner)).tasks).toHaveLength(198);
  });
});

describe("what is judged of a task", () => {
  it("counts by the order and the assumptions that the project has", async () => {
    const rice = { riceReach: 900, riceImpact: 2, riceConfidencePercent: 80, riceEffortMonths: 3 };
    await createOpportunity(ours.owner, { name: "A", value: 5, feasibility: 5, hoursAYear: 100 });
    await createOpportunity(ours.owner, {
      name: "B",
      value: 1,
      feasibility: 1,
      whenNot: ["too_rare"],
      ...rice,
    });
    const order = async () =>
      (await getProcess(ours.stakeholder)).tasks.map(({ name, score }) => [name, score]);
    expect(await order()).toEqual([
      ["A", 25],
      ["B", 0.85],
    ]);
    await changeTerms(ours.product_owner, { rankBy: "rice", hourlyCost: 50 });
    await changeTerms(ours.product_owner, { timeSavedHelpPercent: 10 });
    expect(await order()).toEqual([
      ["B", 408],
      ["A", null],
    ]);
    const { tasks, terms } = await getProcess(ours.owner, { rankBy: "ice" });
    expect(terms).toMatchObject({ rankBy: "ice", hourlyCost: 50, timeSavedReplacePercent: 90 });
    // 100 h × 10 % × 50
    expect(tasks.find(({ name }) => name === "A")?.benefit.labourSaved).toBe(500);
    expect(tasks.find(({ name }) => name === "B")?.whenNotChecked).toBe(true);
  });

  it.each([
    ["minutes below 0", { minutesEach: -1 }],
    ["1e300 times a month", { timesAMonth: 1e300 }],
    ["more hours than people have, together", { minutesEach: 1e5, timesAMonth: 1e6 }],
    ["an answer that the list does not have", { whenNot: ["because"] }],
    ["an impact between the steps", { riceImpact: 1.5 }],
    ["no effort at all, by which RICE divides", { riceEffortMonths: 0 }],
    ["a confidence of 101 %", { riceConfidencePercent: 101 }],
    ["an ICE grade of 11", { iceEase: 11 }],
    ["a role that is none", { predictionRole: "magic" }],
    ["a note of a megabyte", { note: "x".repeat(1_000_000) }],
  ])("refuses %s, new or changed", async (_what, wish) => {
    await expect(createOpportunity(ours.owner, { name: "A", ...wish })).rejects.toMatchObject({
      code: "invalid_input",
    });
    const { id } = await createOpportunity(ours.owner, { name: "B" });
    await expect(changeOpportunity(ours.owner, id, wish)).rejects.toMatchObject({ code: "invalid_input" });
    expect((await getProcess(ours.owner)).tasks.map(({ name }) => name)).toEqual(["B"]);
  });

  it("counts hours with those that were stored before", async () => {
    const { id } = await createOpportunity(ours.owner, { name: "A", minutesEach: 1e5 });
    await expect(changeOpportunity(ours.owner, id, { timesAMonth: 1e6 })).rejects.toMatchObject({
      code: "invalid_input",
      details: { fields: { minutesEach: expect.stringContaining("hours a year") } },
    });
  });

  it.each([
    [{ hourlyCost: -1 }],
    [{ hourlyCost: 1e300 }],
    [{ errorsAvoidedPercent: 120 }],
    [{ rankBy: "luck" }],
    [{}],
    [{ projectId: randomUUID() }],
  ])("assumes nothing absurd: %j", async (wish) => {
    await expect(changeTerms(ours.owner, wish)).rejects.toMatchObject({ code: "invalid_input" });
  });

  it("keeps HTML as the text that it is", async () => {
    const name = `<img src=x onerror="alert(1)">`;
    const { id } = await createOpportunity(ours.owner, { name, note: "<script>alert(1)</script>" });
    expect(await getOpportunity(ours.owner, id)).toMatchObject({ name, note: "<script>alert(1)</script>" });
  });
});

describe("choosing a task", () => {
  const wish = {
    name: "Order pasta",
    todayMethod: "Same weekday last week",
    predictionRole: "replace",
    minutesEach: 20,
    timesAMonth: 22,
    errorCostAYear: 48_000,
    whenNot: ["own_effect"],
  };
  const fieldsOf = async (project: TestProject) =>
    Object.fromEntries((await getCanvas(project.owner)).map(({ key, fields }) => [key, fields]));

  it("fills the empty fields of canvas and ROI, says which, and does it once", async () => {
    await writeCanvas(ours.owner, { decisions: { fields: { decision: "What we decided" } } });
    await changeTerms(ours.owner, { hourlyCost: 40 });
    const { id } = await createOpportunity(ours.owner, wish);
    const { filled, kept } = await chooseOpportunity(ours.product_owner, id);
    expect(filled.map(({ place, label }) => `${place}: ${label}`)).toEqual([
      "canvas: Problem, and why it matters",
      "canvas: Today’s method",
      "canvas: What today’s method costs",
      "canvas: Kind",
      "canvas: Cadence",
      "canvas: Fallback",
      "canvas: Conditions under which ML is not used",
      "roi: Labour saved, a year",
      "roi: Cost of today's errors, a year",
      "roi: Saving on today's cost, %",
    ]);
    expect(kept.map(({ label }) => label)).toEqual(["Decision"]);
    const fields = await fieldsOf(ours);
    // 48,000 + 88 h × 40
    expect(fields.value_proposition).toMatchObject({ today: wish.todayMethod, todayYearlyCost: 51_520 });
    expect(fields.decisions).toMatchObject({ decision: "What we decided", cadence: "22 times a month" });
    expect((await getRoiCase(ours.owner)).inputs).toMatchObject({
      basis: "money",
      labourSaved: 3168,
      errorCost: 48_000,
      savingPercent: 20,
    });
    expect((await getOpportunity(ours.owner, id)).isChosen).toBe(true);

    const updates = await db().canvasUpdate.count({ where: { projectId: ours.projectId } });
    expect((await chooseOpportunity(ours.product_owner, id)).filled).toEqual([]);
    expect(await db().canvasUpdate.count({ where: { projectId: ours.projectId } })).toBe(updates);
    expect(await fieldsOf(ours)).toEqual(fields);
  });

  it("leaves alone what the ROI case counts on already, and what stands in a field as a draft", async () => {
    await saveRoiCase(ours.owner, { unitsAYear: 1000, errorCost: 7, labourSaved: 5 });
    await writeCanvas(ours.owner, { value_proposition: { fields: { todayYearlyCost: "about fifty" } } });
    const { id } = await createOpportunity(ours.owner, wish);
    const { filled, kept } = await chooseOpportunity(ours.owner, id);
    expect(filled.filter(({ place }) => place === "roi").map(({ label }) => label)).toEqual([
      "Saving on today's cost, %",
    ]);
    expect(kept.map(({ label }) => label)).toEqual(["What today’s method costs"]);
    expect((await getRoiCase(ours.owner)).inputs).toMatchObject({
      basis: "wape",
      unitsAYear: 1000,
      errorCost: 7,
      labourSaved: 5,
    });
  });

  it("lets go of the one before, and is nothing to another workspace", async () => {
    const [a, b] = await tasksOf(ours, ["A", "B"]);
    await chooseOpportunity(ours.owner, a);
    await Promise.all([chooseOpportunity(ours.owner, b), chooseOpportunity(ours.owner, b)]);
    expect((await getProcess(ours.owner)).tasks.filter((task) => task.isChosen).map(({ id }) => id)).toEqual([
      b,
    ]);
    await expect(chooseOpportunity(theirs.owner, a)).rejects.toMatchObject({ code: "not_found" });
    expect((await fieldsOf(theirs)).decisions).toEqual({});
  });

  it("shows what was measured of the chosen task alone", async () => {
    const [a, b] = await tasksOf(ours, ["A", "B"]);
    await changeOpportunity(ours.owner, a, { value: 4, feasibility: 4, errorCostAYear: 1000 });
    let asked = 0;
    const measurement = async () => {
      asked += 1;
      return { run: 1, method: "theta", wape: 0.1, naiveWape: 0.2, saving: null };
    };
    await getProcess(ours.owner, { measurement });
    expect(asked).toBe(0);
    await changeOpportunity(ours.owner, a, { isChosen: true });
    const { tasks } = await getProcess(ours.owner, { measurement });
    // Half the error where a fifth was assumed: 16 × 2.5, at most 25.
    expect(tasks.find(({ id }) => id === a)?.beside).toMatchObject({
      measuredShare: 0.5,
      estimatedScore: 16,
      measuredScore: 25,
      measuredAvoided: 500,
    });
    expect(tasks.find(({ id }) => id === b)?.beside).toBeNull();
  });
});
