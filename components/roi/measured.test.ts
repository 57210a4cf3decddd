import { describe, expect, it } from "vitest";
import { computeRoi, EMPTY_ROI } from "#lib/features/roi/index.ts";
import { measuredOf, measuredRows, measuredSavingOf } from "./measured.ts";

type Detail = Parameters<typeof measuredOf>[0]["detail"];

const step = (from: "seasonal_naive" | "theta", to: "theta" | "network") =>
  ({
    from,
    to,
    lower: 500,
    upper: 1500,
    yearlyUpkeep: to === "network" ? 300 : 0,
  }) as Detail["steps"][number];

const DETAIL: Detail = {
  steps: [step("seasonal_naive", "theta"), step("theta", "network")],
  decisive: step("theta", "network"),
  recommended: "network",
  yearlyFactor: 6,
  testPeriods: "56 days",
  costs: [
    { model: "seasonal_naive", short: 600, over: 400, unitsShort: 1200, unitsOver: 2000 },
    { model: "theta", short: 500, over: 400, unitsShort: 1000, unitsOver: 2000 },
    { model: "network", short: 400, over: 350, unitsShort: 800, unitsOver: 1750 },
  ],
};

describe("what a verdict measured", () => {
  it("is today's method against the recommended one, also over several steps", () => {
    const measured = measuredOf({ runNumber: 7, sentence: "Use ML.", detail: DETAIL });
    // (600 + 400) · 6 = 6,000 a year; the network (400 + 350) · 6 = 4,500.
    expect(measured).toMatchObject({
      run: 7,
      from: "seasonal naive",
      to: "the network",
      costFrom: 6000,
      saving: 1500,
      share: 0.25,
      upkeep: 300,
      unitsShort: 7200,
      // No step goes from one to the other directly, so no interval is claimed.
      interval: { low: null, high: null },
    });
  });
  it("is the refused method where the verdict stays with today's", () => {
    const detail = {
      ...DETAIL,
      recommended: "seasonal_naive",
      decisive: step("seasonal_naive", "theta"),
    } as const;
    expect(measuredOf({ runNumber: 1, sentence: "", detail })).toMatchObject({
      to: "Theta",
      share: 0.1,
      interval: { low: 500, high: 1500 },
    });
  });
  it("is nothing without a comparison", () => {
    expect(
      measuredOf({ runNumber: 1, sentence: "", detail: { ...DETAIL, steps: [], decisive: null } }),
    ).toBeNull();
  });
});

it("sets each assumption beside its measurement, and never makes up what was not measured", () => {
  const inputs = {
    ...EMPTY_ROI,
    basis: "money" as const,
    errorCost: 6500,
    savingPercent: 30,
    buildCost: 1000,
    runningCost: 0,
    upkeepCost: 300,
  };
  const result = computeRoi(inputs, null)!;
  const measured = measuredOf({ runNumber: 7, sentence: "", detail: DETAIL })!;
  const rows = measuredRows({ measured, inputs, result, currency: "EUR" });
  const shown = rows.map((row) => [row.input, row.assumed, row.measured, row.difference, row.tone]);
  expect(shown.slice(0, 5)).toEqual([
    ["Saving on today's cost", "30 %", "25.0 %", "−5.0 points", "bad"],
    ["Cost of today's errors, a year", "€6,500", "€6,000", "−€500", null],
    ["Units short, a year", "–", "7,200", "–", null],
    ["Units over, a year", "–", "12,000", "–", null],
    ["Other benefits, a year", "€0", "not measured", "–", null],
  ]);
});

describe("the saving that may stand in a case", () => {
  const prices = { under: 0.5, over: 0.2 };
  const whole = {
    ...DETAIL,
    prices,
    quantile: 5 / 7,
    yearlyFrom: "calendar" as const,
    costs: DETAIL.costs.map((row) => ({
      ...row,
      byFold: { seasonal_naive: [400, 600], theta: [450, 450], network: [300, 450] }[row.model as string],
    })) as Detail["costs"],
  };
  it("is seasonal naive's cost against the recommended method's, fold by fold too", () => {
    const saving = measuredSavingOf({ id: "v", runNumber: 7, sentence: "Use ML.", detail: whole });
    // 1 − 750 / 1,000; by fold 1 − 300 / 400 and 1 − 450 / 600; units times 6.
    expect(saving).toEqual({
      verdictId: "v",
      run: 7,
      method: "the network",
      testPeriods: "56 days",
      quantile: 5 / 7,
      prices,
      yearly: { unitsShort: 7200, unitsOver: 12_000 },
      share: 0.25,
      foldShares: [0.25, 0.25],
      sentence: "Use ML.",
    });
  });
  it("may be a loss where the verdict stays with seasonal naive, and is not scaled without a calendar", () => {
    const costs = whole.costs
      .filter((row) => row.model !== "network")
      .map((row) => ({ ...row, over: row.model === "theta" ? 600 : 400 }));
    const detail = { ...whole, costs, recommended: "seasonal_naive" as const, yearlyFrom: "none" as const };
    const saving = measuredSavingOf({ id: "v", runNumber: 1, sentence: "", detail });
    expect(saving?.share).toBeCloseTo(-0.1, 12);
    expect(saving?.yearly).toBeNull();
  });
  it("is nothing without a cost of seasonal naive", () => {
    expect(
      measuredSavingOf({ id: "v", runNumber: 1, sentence: "", detail: { ...whole, costs: [] } }),
    ).toBeNull();
  });
});
