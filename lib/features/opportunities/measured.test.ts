import { expect, it } from "vitest";
import type { MeasuredSaving } from "#lib/features/roi/index.ts";
import { besideOf, type Measurement, measuredShareOf } from "./measured.ts";
import { rankedWith } from "./testing/task.ts";

const saving: MeasuredSaving = {
  verdictId: "v",
  run: 3,
  method: "theta",
  testPeriods: "56 days",
  quantile: 0.75,
  prices: { under: 3, over: 1 },
  yearly: { unitsShort: 1000, unitsOver: 2000 },
  share: 0.3,
  foldShares: [],
  sentence: "",
};
const found: Measurement = { run: 3, method: "theta", wape: 0.12, naiveWape: 0.2, saving };
// 4,000 × 20 % = 800 of errors, 100 h × 30 % × 40 = 1,200 of labour: 2,000 estimated, score 16.
const task = rankedWith({ errorCostAYear: 4000, hoursAYear: 100 }, 40);

it("puts what a run saved in place of what was assumed", () => {
  // 0.3 × (1000 × 3 + 2000 × 1) = 1,500; (1,200 + 1,500) / 2,000 × 16 = 21.6
  expect(besideOf(task, found, "value_feasibility")).toMatchObject({
    run: 3,
    assumedShare: 0.2,
    measuredShare: 0.3,
    isMoney: true,
    estimatedAvoided: 800,
    measuredAvoided: 1500,
    estimatedTotal: 2000,
    measuredTotal: 2700,
    estimatedScore: 16,
    measuredScore: 21.6,
  });
});

it("goes by units in error where the run knew no prices", () => {
  const plain = { ...found, saving: null };
  expect(measuredShareOf(plain)?.share).toBeCloseTo(0.4, 12);
  // 0.4 × 4,000 = 1,600; (1,200 + 1,600) / 2,000 × 16 = 22.4
  expect(besideOf(task, plain, "value_feasibility")).toMatchObject({ isMoney: false, measuredScore: 22.4 });
  expect(measuredShareOf({ ...plain, naiveWape: 0 })).toBeNull();
  expect(measuredShareOf({ ...plain, wape: null })).toBeNull();
});

it("keeps to the ends of a score, and to nothing where nothing is known", () => {
  const score = (share: number) =>
    besideOf(rankedWith(), { ...found, saving: { ...saving, share } }, "value_feasibility")?.measuredScore;
  // Without money by the shares alone: 0.1 / 0.2 × 16.
  expect([score(0.1), score(-0.5), score(0.9)]).toEqual([8, 0, 25]);
  const rice = rankedWith({
    riceReach: 1000,
    riceImpact: 1,
    riceConfidencePercent: 100,
    riceEffortMonths: 1,
  });
  expect(besideOf({ ...rice, score: 1000 }, found, "rice")?.measuredScore).toBe(1500);
  expect(besideOf({ ...task, score: null }, found, "value_feasibility")?.measuredScore).toBeNull();
  expect(
    besideOf(rankedWith({ errorsAvoidedPercent: 0 }), found, "value_feasibility")?.measuredScore,
  ).toBeNull();
  expect(besideOf(task, null, "value_feasibility")).toBeNull();
});
