import { expect, it } from "vitest";
import { EMPTY_ROI } from "#lib/features/roi/index.ts";
import { casesFinding, monthInWords, prepareCases } from "./prepare-cases.ts";

const whole = {
  ...EMPTY_ROI,
  basis: "money" as const,
  errorCost: 24_000,
  savingPercent: 50,
  rampMonths: 0,
  buildCost: 6000,
  runningCost: 0,
  upkeepCost: 0,
};
const CASES = [
  { id: "a", name: "Expected", isOpen: true, inputs: { ...whole, years: 1 }, unitCosts: null },
  {
    id: "b",
    name: "Pessimistic",
    isOpen: false,
    inputs: { ...whole, savingPercent: 25, years: 2 },
    unitCosts: null,
  },
  { id: "c", name: "Half typed", isOpen: false, inputs: EMPTY_ROI, unitCosts: null },
];
const money = (value: number) => `€${value}`;

it("draws every whole case on one axis, the open one on top, and names what is left out", () => {
  const view = prepareCases(CASES);
  expect(view.lines.map(({ name }) => name)).toEqual(["Pessimistic", "Expected"]);
  expect(view.unfinished).toEqual(["Half typed"]);
  expect(view.lastMonth).toBe(24);
  expect(view.xTicks).toEqual([0, 6, 12, 18, 24]);
  // −6000 + 12 · 24,000 · 50 % / 12, and −6000 + 24 · 24,000 · 25 % / 12.
  expect(view.lines.map(({ sums }) => sums.at(-1))).toEqual([6000, 6000]);
  expect(monthInWords(view, 6, money)).toBe("Month 6: Expected €0, Pessimistic €-3000");
  expect(monthInWords(view, 18, money)).toBe("Month 18: Expected €6000 (ended), Pessimistic €3000");
  expect(monthInWords(view, 0, money)).toContain("Start: Expected €-6000");
  expect(casesFinding(view, money)).toContain(
    "Pessimistic €6000 after 24 months; Expected €6000 after 12 months",
  );
});

it("has an axis of a year when no case is whole", () => {
  expect(prepareCases([])).toEqual({ lines: [], lastMonth: 12, xTicks: [0, 3, 6, 9, 12], unfinished: [] });
});
