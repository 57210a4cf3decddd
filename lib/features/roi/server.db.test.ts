import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeCanvas } from "#lib/features/canvas/server.ts";
import { db } from "#lib/platform/db.ts";
import { createTestDatabase, type TestDatabase } from "#lib/platform/testing/database.ts";
import { createTestProject } from "#lib/platform/testing/fixtures.ts";
import { EMPTY_ROI } from "./inputs.ts";
import { getRoiCase, getRoiStop, npvOfYearlySaving, saveRoiCase } from "./server.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const code = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error: { code?: string }) => error.code ?? String(error),
  );

const COMPLETE = {
  unitsAYear: 200_000,
  wapePercent: 60,
  savingPercent: 30,
  buildCost: 6000,
  runningCost: 1200,
  upkeepCost: 600,
};

describe("who may save", () => {
  it.each([
    ["owner", "done"],
    ["product_owner", "done"],
    ["data_scientist", "done"],
    ["stakeholder", "forbidden"],
  ] as const)("%s: %s", async (role, expected) => {
    const project = await createTestProject();
    expect(await code(saveRoiCase(project[role], { buildCost: 5 }))).toBe(expected);
    const scope = { workspaceId: project.workspaceId };
    const written = expected === "done" ? 1 : 0;
    expect(await db().auditEvent.count({ where: { ...scope, action: "roi.updated" } })).toBe(written);
    expect(await db().event.count({ where: { projectId: project.projectId, kind: "roi.updated" } })).toBe(
      written,
    );
    expect(await db().roiCase.count({ where: scope })).toBe(written);
  });

  it("a foreign tenant's project is not found, and its case is not read", async () => {
    const [mine, theirs] = [await createTestProject(), await createTestProject()];
    await saveRoiCase(theirs.owner, { buildCost: 777 });
    const intruder = { ...mine.owner, projectId: theirs.projectId };
    expect(await code(saveRoiCase(intruder, { buildCost: 1 }))).toBe("not_found");
    expect(await code(getRoiCase(intruder))).toBe("not_found");
    expect((await getRoiCase(theirs.owner)).inputs.buildCost).toBe(777);
  });
});

it("keeps the other fields, also when two people save at the same moment", async () => {
  const { owner, product_owner } = await createTestProject();
  await Promise.all([
    saveRoiCase(owner, { buildCost: 6000 }),
    saveRoiCase(product_owner, { runningCost: 1200 }),
    saveRoiCase(owner, { years: 5 }),
    saveRoiCase(product_owner, { savingPercent: 12.5 }),
  ]);
  const { inputs } = await getRoiCase(owner);
  expect(inputs).toEqual({ ...EMPTY_ROI, buildCost: 6000, runningCost: 1200, years: 5, savingPercent: 12.5 });
});

it("refused input names the field and stores nothing", async () => {
  const { owner } = await createTestProject();
  const refused = await saveRoiCase(owner, { buildCost: -1, upkeepCost: Number.NaN }).catch((error) => error);
  expect(refused.details.fields).toEqual({
    buildCost: "This cannot be below 0.",
    upkeepCost: "Give the upkeep as a number.",
  });
  expect((await getRoiCase(owner)).savedAt).toBeNull();
});

it("reads the unit costs from the canvas, and says what is missing until the case is whole", async () => {
  const { owner } = await createTestProject();
  expect(await getRoiStop(owner)).toMatchObject({ state: "empty" });
  await saveRoiCase(owner, COMPLETE);
  expect(await getRoiStop(owner)).toMatchObject({
    state: "needs_you",
    headline: "ROI lacks 1 input",
    detail: "First: unit costs (in the canvas).",
  });
  // The costs of the case alone suffice for a measured saving.
  expect(await npvOfYearlySaving(owner, 10_000, { yearlyUpkeep: 600 })).toBeGreaterThan(0);
  await writeCanvas(owner, { offline_evaluation: { fields: { costUnder: 0.5, costOver: 0.2 } } });
  expect((await getRoiCase(owner)).unitCosts).toEqual({ under: 0.5, over: 0.2 });
  expect(await getRoiStop(owner)).toMatchObject({ state: "done" });
});
