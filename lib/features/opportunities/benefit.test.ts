import { expect, it } from "vitest";
import { benefitOf, COMMON_ASSUMPTIONS, hoursOf } from "./benefit.ts";
import { taskWith } from "./testing/task.ts";

const assumed = { ...COMMON_ASSUMPTIONS, hourlyCost: 40 };

it("counts hours a year from minutes and times, or as typed", () => {
  // 20 min × 22 a month × 12 ÷ 60
  expect(hoursOf({ minutesEach: 20, timesAMonth: 22, hoursAYear: 5 })).toBe(88);
  expect(hoursOf({ minutesEach: 20, timesAMonth: null, hoursAYear: 5 })).toBe(5);
  expect(hoursOf({ minutesEach: 0, timesAMonth: 22, hoursAYear: 5 })).toBe(0);
  expect(hoursOf({ minutesEach: null, timesAMonth: null, hoursAYear: null })).toBeNull();
});

it("adds labour saved and errors avoided, and says what it assumes", () => {
  const task = taskWith({
    minutesEach: 20,
    timesAMonth: 22,
    errorCostAYear: 48_000,
    predictionRole: "replace",
  });
  // 88 h × 90 % × 40 = 3,168; 48,000 × 20 % = 9,600
  expect(benefitOf(task, assumed, "EUR")).toMatchObject({
    hoursAYear: 88,
    labourSaved: 3168,
    errorsAvoided: 9600,
    total: 12_768,
    words: [
      "88 h a year × 90 % of the time saved × €40 an hour = €3,168 of labour",
      "€48,000 of errors a year × 20 % avoided = €9,600",
    ],
  });
  // Help saves 30 %, and nobody having said counts as help.
  expect(benefitOf({ ...task, predictionRole: "help" }, assumed, "EUR").labourSaved).toBe(1056);
  expect(benefitOf({ ...task, predictionRole: null }, assumed, "EUR").labourSaved).toBe(1056);
  const own = benefitOf({ ...task, timeSavedPercent: 50, errorsAvoidedPercent: 0 }, assumed, "EUR");
  expect(own).toMatchObject({ labourSaved: 1760, errorsAvoided: 0, total: 1760 });
});

it("keeps what is unknown apart from zero", () => {
  expect(benefitOf(taskWith(), assumed, "EUR")).toMatchObject({ total: null, words: [] });
  const unpriced = benefitOf(taskWith({ hoursAYear: 100 }), COMMON_ASSUMPTIONS, "EUR");
  expect(unpriced).toMatchObject({ hoursSaved: 30, labourSaved: null, total: null });
  expect(unpriced.words).toEqual([
    "100 h a year × 30 % of the time saved = 30 h; say what an hour costs to have it in money",
  ]);
  const helpless = taskWith({ kind: "none", hoursAYear: 100, errorCostAYear: 10 });
  expect(benefitOf(helpless, assumed, "EUR")).toMatchObject({ hoursAYear: 100, total: null, words: [] });
});
