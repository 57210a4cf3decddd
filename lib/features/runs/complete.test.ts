import { describe, expect, it } from "vitest";
import { NewRunSchema, proposalFor } from "./complete.ts";

const version = (periods: number, seasonLength = 7) => ({
  periods,
  recommended: { horizonSteps: 28, seasonLength, selectionFolds: 3, testFolds: 2 },
});

describe("the folds that are proposed", () => {
  // At least max(season + 1, 8) periods to learn from, then a horizon a fold.
  it.each([
    ["all of them where there is room", 148, 28, [3, 2]],
    ["one fewer to choose by where there is not", 147, 28, [2, 2]],
    ["the untouched ones last", 64, 28, [1, 1]],
    ["one of each where even that does not fit; the engine then says so", 63, 28, [1, 1]],
    ["for a short horizon all", 43, 7, [3, 2]],
  ] as const)("are %s", (_what, periods, horizonSteps, [selectionFolds, testFolds]) => {
    expect(proposalFor(version(periods), horizonSteps)).toEqual({
      seasonLength: 7,
      selectionFolds,
      testFolds,
    });
  });

  it("leave room for a whole long season", () => {
    expect(proposalFor(version(424, 365), 12)).toEqual({
      seasonLength: 365,
      selectionFolds: 2,
      testFolds: 2,
    });
  });
});

describe("a new run", () => {
  const asked = { datasetVersionId: "019abc00-0000-7000-8000-000000000013", horizonSteps: 7 };

  it("needs its data and its horizon alone", () => {
    expect(NewRunSchema.parse(asked)).toEqual({
      ...{ ...asked, window: { kind: "expanding" }, gapSteps: 0, refit: "each_fold" },
      ...{ auto: { budgetSeconds: 60 }, holidays: null },
      labels: { mask: ["stockout", "closure", "outlier"], promotions: false },
      sealed: false,
      place: "server",
      question: "",
    });
  });

  it.each([
    ["null", { seasonLength: null }],
    ["a text", { testFolds: "2" }],
    ["half a network", { network: { members: 2 } }],
    ["an unknown field", { role: "owner" }],
    ["a short clientKey", { clientKey: "x" }],
  ])("is refused with %s", (_what, change) => {
    expect(NewRunSchema.safeParse({ ...asked, ...change }).success).toBe(false);
  });
});
