import { describe, expect, it } from "vitest";
import { apartInWords, comparisonInWords, groupsOf, leaderInWords } from "./groups.ts";
import type { Comparison, ModelRow } from "./view.ts";

const comparison = (change: Partial<Comparison> = {}): Comparison => ({
  id: "a",
  dataDigest: "digest",
  data: "Pasta sales, version 2",
  dataVersionId: "v2",
  horizonSteps: 28,
  seasonLength: 7,
  testCutoffs: [1, 2],
  leftOutDigest: null,
  hasCalendar: true,
  words: { horizon: "28 days", season: "7 days", cutoffs: ["8 Oct 2018", "5 Nov 2018"] },
  ...change,
});

const row = (change: Partial<ModelRow> = {}): ModelRow => ({
  runId: "r",
  runNumber: 3,
  place: "server",
  replayOf: null,
  question: "",
  askedBy: null,
  finishedAt: 0,
  model: "theta",
  name: "Theta",
  isBaseline: false,
  comparison: comparison(),
  selectionFolds: 2,
  testFolds: 2,
  count: 10,
  mase: 0.8,
  wape: 0.5,
  smape: 60,
  bias: 0,
  coverage80: 0.8,
  cost: null,
  seconds: 1,
  seed: 1,
  runtime: {},
  ...change,
});

describe("what may be compared", () => {
  it("cuts the rows where the comparison changes, and says why the later ones stand apart", () => {
    const other = comparison({
      id: "b",
      horizonSteps: 14,
      words: { ...comparison().words, horizon: "14 days" },
    });
    const rows = [row(), row({ runNumber: 2 }), row({ comparison: other })];
    const groups = groupsOf(rows, { first: comparison(), after: null });
    expect(groups.map((group) => [group.comparison.id, group.rows.length, group.isContinued])).toEqual([
      ["a", 2, false],
      ["b", 1, false],
    ]);
    expect(groups.map((group) => group.apart)).toEqual([
      "",
      "Not comparable with the first: 14 days ahead rather than 28 days.",
    ]);
  });

  it("knows a page that begins in the middle, and the first comparison of an earlier page", () => {
    const [group] = groupsOf([row()], { first: comparison({ id: "z", seasonLength: 1 }), after: "a" });
    expect(group).toMatchObject({ isContinued: true, apart: expect.stringContaining("a season of") });
    expect(groupsOf([], { first: null, after: null })).toEqual([]);
  });

  it.each([
    [{ dataDigest: "x", data: "Pasta sales, version 1" }, "other data (Pasta sales, version 1 rather than"],
    [{ dataDigest: "x" }, "other data of the same name"],
    [
      { seasonLength: 1, words: { ...comparison().words, season: "1 day" } },
      "a season of 1 day rather than 7 days",
    ],
    [{ testCutoffs: [1] }, "1 test fold rather than 2 test folds"],
    [{ testCutoffs: [3, 4] }, "scored on other test periods"],
    [{ leftOutDigest: "ab" }, "other periods are left out, by labels of stock-outs and closures"],
  ])("says %j in words", (change, words) => {
    expect(apartInWords(comparison(change), comparison())).toContain(words);
  });

  it("names what its rows have in common", () => {
    expect(comparisonInWords(comparison())).toBe(
      "28 days ahead, season 7 days, 2 test folds after 8 Oct 2018 and 5 Nov 2018",
    );
  });
});

describe("the first sentence", () => {
  const say = (rows: ModelRow[]) => leaderInWords(groupsOf(rows, { first: comparison(), after: null })[0]);
  const baseline = row({ model: "seasonal_naive", isBaseline: true, mase: 1.0214 });

  it("names who leads, with the baseline", () => {
    expect(say([row({ mase: 0.71234 }), baseline])).toBe(
      "Theta of run 3 leads on Pasta sales, version 2: MASE 0.712, seasonal naive 1.021.",
    );
    expect(say([row()])).toContain("MASE 0.800.");
    expect(say([baseline, row({ mase: 2 })])).toContain("No method beats that baseline.");
    expect(say([row({ mase: null })])).toContain("No row has a MASE");
    expect(say([])).toBe("");
  });
});
