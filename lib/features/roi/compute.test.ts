import { describe, expect, it } from "vitest";
import { npv } from "./cash.ts";
import { computeRoi, npvOfSaving, npvOfStep } from "./compute.ts";
import { EMPTY_ROI, missingInputs, type RoiInputs } from "./inputs.ts";
import { RoiInputsSchema, RoiPatchSchema } from "./schema.ts";

const COSTS = { under: 0.5, over: 0.2 };
const CASE: RoiInputs = {
  ...EMPTY_ROI,
  unitsAYear: 200_000,
  wapePercent: 60,
  shortSharePercent: 25,
  savingPercent: 30,
  adoptionPercent: 80,
  otherBenefits: 1200,
  buildCost: 6000,
  dataCost: 1000,
  runningCost: 1200,
  upkeepCost: 600,
  years: 1,
  discountPercent: 12,
  rampMonths: 4,
};

describe("a case worked by hand", () => {
  const result = computeRoi(CASE, COSTS)!;

  it("today: 0.6 · 200,000 = 120,000 units in error, 30,000 short at 0.50 and 90,000 over at 0.20", () => {
    expect(result.unitsShort).toBe(30_000);
    expect(result.unitsOver).toBe(90_000);
    expect(result.costOfTodayAYear).toBe(33_000);
  });
  it("benefit: 33,000 · 30 % · 80 % = 7,920 and 1,200 besides", () => {
    expect(result.savingAYear).toBeCloseTo(7920, 9);
    expect(result.benefitAYear).toBeCloseTo(9120, 9);
    expect(result.costAYear).toBe(1800);
  });
  it("flows: month 0 −7,000; 760 a month after a ramp of a quarter a month; 150 of cost", () => {
    const nets = result.flows.map((flow) => Number(flow.net.toFixed(9)));
    expect(nets).toEqual([-7000, 40, 230, 420, 610, 610, 610, 610, 610, 610, 610, 610, 610]);
    // 40 + 230 + 420 + 9 · 610 − 7,000
    expect(result.flows.at(-1)?.cumulative).toBeCloseTo(-820, 9);
    expect(result.paybackMonths).toBeNull();
  });
  it("NPV: month by month at 1.12^(1/12) − 1", () => {
    const byHand = result.flows.reduce((sum, flow) => sum + flow.net / 1.12 ** (flow.month / 12), 0);
    expect(result.npv).toBeCloseTo(byHand, 8);
  });
  it("break-even: at that saving the NPV is 0", () => {
    const at = computeRoi({ ...CASE, savingPercent: (result.breakEvenSaving ?? 0) * 100 }, COSTS);
    expect(at?.npv).toBeCloseTo(0, 8);
    expect(result.breakEvenSaving).toBeGreaterThan(0.3);
  });
  it("IRR a year: discounting at it leaves 0", () => {
    const rate = result.irr.rate ?? Number.NaN;
    const monthly = (1 + rate) ** (1 / 12) - 1;
    expect(
      npv(
        monthly,
        result.flows.map((flow) => flow.net),
      ),
    ).toBeCloseTo(0, 6);
    expect(rate).toBeLessThan(0);
  });
});

it("units and money as the basis give the same as the WAPE they come from", () => {
  const wape = computeRoi(CASE, COSTS)!;
  const units = computeRoi({ ...CASE, basis: "units", unitsShort: 30_000, unitsOver: 90_000 }, COSTS)!;
  const money = computeRoi({ ...CASE, basis: "money", errorCost: 33_000 }, null)!;
  expect(units.npv).toBe(wape.npv);
  expect(money.npv).toBe(wape.npv);
  expect(money.unitsShort).toBeNull();
});

it("without a ramp the benefit is whole from the first month", () => {
  expect(computeRoi({ ...CASE, rampMonths: 0 }, COSTS)?.flows[1]?.benefit).toBeCloseTo(760, 9);
});

it("a break-even is absent where today's errors cost nothing, and negative where labour alone pays", () => {
  expect(computeRoi({ ...CASE, wapePercent: 0 }, COSTS)?.breakEvenSaving).toBeNull();
  expect(computeRoi({ ...CASE, otherBenefits: 50_000 }, COSTS)?.breakEvenSaving).toBeLessThan(0);
});

describe("a measured saving", () => {
  it("equals the assumed case when it is the assumed saving and there is no other benefit", () => {
    const assumed = computeRoi({ ...CASE, otherBenefits: 0 }, COSTS)!;
    const measured = npvOfSaving(CASE, { yearlySaving: 33_000 * 0.3, yearlyUpkeep: 600 });
    expect(measured).toBeCloseTo(assumed.npv, 8);
  });
  it("of a step adds up: leaving today for A and A for B is leaving today for B", () => {
    const toA = npvOfSaving(CASE, { yearlySaving: 9000, yearlyUpkeep: 200 })!;
    const fromAToB = npvOfStep(CASE, { yearlySaving: 3000, yearlyUpkeep: 400 })!;
    const toB = npvOfSaving(CASE, { yearlySaving: 12_000, yearlyUpkeep: 600 })!;
    expect(toA + fromAToB).toBeCloseTo(toB, 8);
  });
  it("needs the costs only, and no assumption about today", () => {
    const bare = { ...CASE, wapePercent: null, savingPercent: null, unitsAYear: null };
    expect(npvOfSaving(bare, { yearlySaving: 1, yearlyUpkeep: 0 })).not.toBeNull();
    expect(npvOfSaving({ ...bare, buildCost: null }, { yearlySaving: 1, yearlyUpkeep: 0 })).toBeNull();
  });
});

describe("what is missing", () => {
  it("is named in the form's order, by the basis chosen", () => {
    expect(missingInputs(EMPTY_ROI, null)).toEqual([
      "unit costs (in the canvas)",
      "units a year",
      "WAPE of today's method",
      "expected saving",
      "build cost",
      "running cost",
      "upkeep",
    ]);
    expect(missingInputs({ ...CASE, basis: "money" }, null)).toEqual(["cost of today's errors"]);
    expect(missingInputs(CASE, COSTS)).toEqual([]);
  });
  it("leaves no result", () => {
    expect(computeRoi(EMPTY_ROI, COSTS)).toBeNull();
    expect(computeRoi(CASE, null)).toBeNull();
  });
});

describe("absurd input", () => {
  it.each([
    ["NaN", { buildCost: Number.NaN }],
    ["Infinity", { buildCost: Number.POSITIVE_INFINITY }],
    ["1e309 is Infinity", { unitsAYear: Number("1e309") }],
    ["negative money", { runningCost: -1 }],
    ["more than everything", { savingPercent: 101 }],
    ["a trillion and one", { upkeepCost: 1e12 + 1 }],
    ["text", { buildCost: "6000" }],
    ["an operator", { buildCost: { not: "" } }],
    ["half a year", { years: 1.5 }],
    ["11 years", { years: 11 }],
    ["null years", { years: null }],
    ["an unknown field", { profit: 1 }],
    ["__proto__", JSON.parse('{"__proto__": {"buildCost": 1}}')],
    ["nothing", {}],
  ])("%s is refused", (_what, patch) => {
    expect(RoiPatchSchema.safeParse(patch).success).toBe(false);
  });
  it("the largest amounts still give finite results", () => {
    const most = { ...CASE, unitsAYear: 1e12, wapePercent: 1000, buildCost: 1e12, years: 10 };
    expect(RoiInputsSchema.safeParse(most).success).toBe(true);
    const result = computeRoi(most, { under: 1e6, over: 1e6 })!;
    expect(Number.isFinite(result.npv)).toBe(true);
    expect(result.irr.rate === null || Number.isFinite(result.irr.rate)).toBe(true);
  });
});
