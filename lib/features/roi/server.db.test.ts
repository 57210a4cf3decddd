import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeCanvas } from "#lib/features/canvas/server.ts";
import { db } from "#lib/platform/db.ts";
import { createTestDatabase, type TestDatabase } from "#lib/platform/testing/database.ts";
import { createTestProject } from "#lib/platform/testing/fixtures.ts";
import { EMPTY_ROI } from "./inputs.ts";
import type { MeasuredSaving } from "./measured.ts";
import {
  changeRoiCase,
  createRoiCase,
  deleteRoiCase,
  findRoiResult,
  findRoiTerms,
  getRoiCase,
  getRoiStop,
  linkMeasured,
  listRoiCases,
  npvOfYearlySaving,
  riskOfCase,
  saveRoiCase,
} from "./server.ts";

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

describe("several cases", () => {
  it("a pessimistic and an optimistic one stand on either side of the expected", async () => {
    const { owner } = await createTestProject();
    await writeCanvas(owner, { offline_evaluation: { fields: { costUnder: 0.5, costOver: 0.2 } } });
    await saveRoiCase(owner, COMPLETE);
    for (const kind of ["pessimistic", "optimistic", "own"]) await createRoiCase(owner, { kind });
    const cases = await listRoiCases(owner);
    expect(cases.map(({ name }) => name)).toEqual(["Expected", "Pessimistic", "Optimistic", "Own case"]);
    const [expected, worse, better, own] = cases.map(({ inputs }) => inputs);
    expect(worse!.savingPercent!).toBeLessThan(expected!.savingPercent!);
    expect(better!.savingPercent!).toBeGreaterThan(expected!.savingPercent!);
    expect(worse!.buildCost!).toBeGreaterThan(expected!.buildCost!);
    expect(own).toEqual(expected);
  });

  it("the one that is chosen is what stop, result and verdict read; it cannot be deleted", async () => {
    const { owner, stakeholder } = await createTestProject();
    await writeCanvas(owner, { offline_evaluation: { fields: { costUnder: 0.5, costOver: 0.2 } } });
    await saveRoiCase(owner, COMPLETE);
    const before = await findRoiResult(owner);
    const { id } = await createRoiCase(owner, { kind: "pessimistic" });
    const { id: twin } = await createRoiCase(owner, { kind: "pessimistic" });
    expect((await getRoiCase(owner, twin)).name).toBe("Pessimistic 2");
    expect((await findRoiResult(owner))?.npv).toBe(before?.npv);
    expect(await code(changeRoiCase(stakeholder, id, { isBase: true }))).toBe("forbidden");
    await changeRoiCase(owner, id, { isBase: true });
    expect((await findRoiResult(owner))!.npv).toBeLessThan(before!.npv);
    expect((await findRoiTerms(owner))?.upkeepAYear).toBe(900);
    expect(await code(deleteRoiCase(owner, id))).toBe("conflict");
    await deleteRoiCase(owner, twin);
    expect((await listRoiCases(owner)).map(({ name }) => name)).toEqual(["Pessimistic", "Expected"]);
  });

  it("a foreign case is not found, a taken name and a ninth case are refused", async () => {
    const [mine, theirs] = [await createTestProject(), await createTestProject()];
    const { id } = await createRoiCase(theirs.owner, { kind: "own" });
    expect(await code(getRoiCase(mine.owner, id))).toBe("not_found");
    expect(await code(changeRoiCase(mine.owner, id, { isBase: true }))).toBe("not_found");
    expect(await code(deleteRoiCase(mine.owner, id))).toBe("not_found");
    expect(await code(linkMeasured(mine.owner, id, null))).toBe("not_found");
    expect(await code(createRoiCase(theirs.owner, { kind: "own", name: "Expected" }))).toBe("conflict");
    for (let i = 0; i < 6; i++) await createRoiCase(theirs.owner, { kind: "own" });
    expect(await code(createRoiCase(theirs.owner, { kind: "own" }))).toBe("conflict");
  });

  it("ranges are kept by input, refused in words when absurd, and taken back by null", async () => {
    const { owner } = await createTestProject();
    const range = { shape: "normal", low: 10, high: 40 };
    await changeRoiCase(owner, null, { ranges: { savingPercent: range, adoptionPercent: range } });
    await changeRoiCase(owner, null, { ranges: { adoptionPercent: null } });
    expect((await getRoiCase(owner)).ranges).toEqual({ savingPercent: range });
    for (const bad of [
      { savingPercent: { ...range, low: 50 } },
      { savingPercent: { ...range, high: 101 } },
      { buildCost: { ...range, low: -1 } },
      { nothing: range },
      { savingPercent: { ...range, shape: "beta" } },
    ]) {
      expect(await code(changeRoiCase(owner, null, { ranges: bad }))).toBe("invalid_input");
    }
  });
});

describe("the canvas's hidden costs", () => {
  it("stand in place of the case's own once they are taken over, and stay in step", async () => {
    const { owner } = await createTestProject();
    await saveRoiCase(owner, COMPLETE);
    const cost = (amount: number, per: string) => ({ label: "Assumed", amount, per });
    await writeCanvas(owner, {
      building_models: { hiddenCosts: [cost(9000, "once"), cost(700, "year")] },
      collecting_data: { hiddenCosts: [cost(1800, "once")] },
    });
    expect((await getRoiCase(owner)).inputs.buildCost).toBe(6000);
    await changeRoiCase(owner, null, { followsCanvas: true });
    expect((await getRoiCase(owner)).inputs).toMatchObject({
      buildCost: 9000,
      retrainingCost: 700,
      labellingCost: 1800,
      upkeepCost: 600,
    });
    expect((await findRoiTerms(owner))?.upkeepAYear).toBe(1300);
    await writeCanvas(owner, { building_models: { hiddenCosts: [cost(9500, "once")] } });
    expect((await getRoiCase(owner)).inputs).toMatchObject({ buildCost: 9500, retrainingCost: 0 });
    await changeRoiCase(owner, null, { followsCanvas: false });
    expect((await getRoiCase(owner)).inputs.buildCost).toBe(6000);
  });
});

it("what a run measured stands in place of what is assumed, until it is taken out", async () => {
  const { owner } = await createTestProject();
  await writeCanvas(owner, { offline_evaluation: { fields: { costUnder: 0.5, costOver: 0.2 } } });
  await saveRoiCase(owner, COMPLETE);
  const measured: MeasuredSaving = {
    verdictId: "verdict",
    run: 3,
    method: "Theta",
    testPeriods: "56 days",
    quantile: 0.71,
    prices: { under: 0.5, over: 0.2 },
    yearly: { unitsShort: 10_000, unitsOver: 20_000 },
    share: 0.1,
    foldShares: [0.05, 0.15],
    sentence: "Do not use ML here.",
  };
  await linkMeasured(owner, null, measured);
  // 10,000 · 0.5 + 20,000 · 0.2, a tenth of it saved.
  expect(await findRoiResult(owner)).toMatchObject({ costOfTodayAYear: 9000, savingAYear: 900 });
  expect((await getRoiCase(owner)).inputs.savingPercent).toBe(30);
  await linkMeasured(owner, null, null);
  expect((await getRoiCase(owner)).measured).toBeNull();
});

it("a case of before the others existed keeps its sums", async () => {
  const { owner, workspaceId, projectId } = await createTestProject();
  const { buildRoles, labourSaved, labellingCost, licenceCost, peopleCost, ...rest } = {
    ...EMPTY_ROI,
    ...COMPLETE,
    basis: "money" as const,
    errorCost: 33_000,
  };
  const { retrainingCost, monitoringCost, growthPercent, startMonth, ...old } = rest;
  await db().roiCase.create({
    data: { workspaceId, projectId, name: "Expected", kind: "expected", isBase: true, inputs: old },
  });
  const found = await getRoiCase(owner);
  expect(found.inputs).toEqual({ ...EMPTY_ROI, ...COMPLETE, basis: "money", errorCost: 33_000 });
  expect((await findRoiResult(owner))?.benefitAYear).toBeCloseTo(9900, 9);
});

describe("how sure a case is", () => {
  const terms = { draws: 2000, seed: 7 };
  it("is the same for the same seed, and says the risk, quantiles and what it hinges on", async () => {
    const { owner, stakeholder } = await createTestProject();
    await writeCanvas(owner, { offline_evaluation: { fields: { costUnder: 0.54, costOver: 0.18 } } });
    await saveRoiCase(owner, COMPLETE);
    const first = await riskOfCase(stakeholder, null, terms);
    expect(await riskOfCase(owner, null, terms)).toEqual(first);
    const { simulation, bars, sentence } = first;
    expect(simulation).toMatchObject(terms);
    expect(simulation.bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(terms.draws);
    const npvs = simulation.quantiles.map(({ npv }) => npv);
    expect(npvs).toEqual(npvs.toSorted((a, b) => a - b));
    expect(simulation.quantiles.find(({ level }) => level === 0.5)?.npv).toBe(simulation.median);
    const below = simulation.bins.filter((bin) => bin.to <= 0).reduce((sum, bin) => sum + bin.count, 0);
    expect(simulation.lossShare).toBeCloseTo(below / terms.draws, 12);
    expect(bars.length).toBeGreaterThan(3);
    expect(sentence).toMatch(/^Pays back in \d+ months?; .+ of a loss; hinges on /);
  });
  it("is refused in words while an input is missing, and unknown to another tenant", async () => {
    const [ours, theirs] = [await createTestProject(), await createTestProject()];
    await saveRoiCase(ours.owner, { basis: "money", errorCost: 1 });
    await expect(riskOfCase(ours.owner, null, terms)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("build cost"),
    });
    const { id } = await createRoiCase(ours.owner, { kind: "own" });
    expect(await code(riskOfCase(theirs.owner, id, terms))).toBe("not_found");
  });
});
