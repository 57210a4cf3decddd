import { describe, expect, it } from "vitest";
import type { Panel } from "#lib/forecast/index.ts";
import { buildSplit } from "./build.ts";

const WISH = { horizonSteps: 7, seasonLength: 7, selectionFolds: 2, testFolds: 1, gapSteps: 2 };

/** Two series of sixty days, the second from day 20 on; the grid goes on for five days of inputs alone. */
function panel(): Panel {
  const values = Float64Array.from([
    ...Array.from({ length: 65 }, (_, t) => (t < 60 ? 2 : Number.NaN)),
    ...Array.from({ length: 45 }, (_, t) => (t < 40 ? 3 : Number.NaN)),
  ]);
  return {
    ids: ["a", "b"],
    offsets: Int32Array.from([0, 65, 110]),
    starts: Int32Array.from([0, 20]),
    values,
    times: Float64Array.from({ length: 65 }, (_, t) => t),
    frequency: { unit: "int", multiple: 1 },
    covariates: [],
    todayForecast: null,
  };
}

describe("a split over the data", () => {
  it("rolls the origin on by a horizon, the untouched folds last, and nothing seen stands after a cutoff", () => {
    const { folds, total, times, firstKnown, lastKnown } = buildSplit(panel(), WISH);
    expect(folds.map(({ name, role, seen, first, last }) => [name, role, seen, first, last])).toEqual([
      ["Fold 1", "selection", 36, 39, 45],
      ["Fold 2", "selection", 43, 46, 52],
      ["Fold 3", "test", 50, 53, 59],
      ["Future", "future", 59, 62, 68],
    ]);
    for (const { seen, first } of folds) expect(first - seen).toBe(WISH.gapSteps + 1);
    // 37 periods of the one series and 17 of the other; two series on seven days.
    expect([folds[0]?.learntFrom, folds[0]?.measuredBy, folds[3]?.measuredBy]).toEqual([54, 14, 0]);
    expect([times.length, firstKnown, lastKnown]).toEqual([69, 0, 59]);
    expect([total[0], total[20], total[60], total[68]]).toEqual([2, 5, null, null]);
  });

  it("says what would fit where the data are too short", () => {
    expect(() => buildSplit(panel(), { ...WISH, horizonSteps: 30 })).toThrow(/What would fit/);
  });
});
