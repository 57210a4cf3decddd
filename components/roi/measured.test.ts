import { describe, expect, it } from "vitest";
import { computeRoi, EMPTY_ROI } from "#lib/features/roi/index.ts";
import { measuredOf, measuredRows } from "./measured.ts";

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
