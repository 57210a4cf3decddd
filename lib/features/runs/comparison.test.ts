import { describe, expect, it } from "vitest";
import { panelOf } from "#lib/forecast/testing/panels.ts";
import { type FoldForecast, QUANTILE_LEVELS } from "#lib/forecast/types.ts";
import { compareForecasts, meanLevels, mergeDifferences } from "./comparison.ts";

const LEVELS = QUANTILE_LEVELS.length;
const panel = panelOf({ a: [100, -300, null], b: [0, 0, 0], c: [null, null, null] });
const base = (change: (quantiles: Float32Array) => void = () => {}): FoldForecast => {
  const quantiles = Float32Array.from({ length: 2 * 2 * LEVELS }, (_, i) => (i < 2 * LEVELS ? 10 : 0));
  change(quantiles);
  return {
    model: "theta",
    fold: 2,
    cutoffIndex: 40,
    horizonSteps: 2,
    seriesIndexes: Int32Array.from([0, 1]),
    quantiles,
    notes: [],
  };
};
const compare = (original: FoldForecast, replay: FoldForecast) =>
  compareForecasts({ original, replay, ids: panel.ids, levels: meanLevels(panel) });

it("measures a series by the mean size of its known values", () => {
  expect([...meanLevels(panel)]).toEqual([200, 0, 0]);
});

describe("two runs' forecasts", () => {
  it("are identical to the bit or not at all", () => {
    expect(compare(base(), base())).toEqual({
      values: 4 * LEVELS,
      identical: true,
      largest: 0,
      above: 0,
      worst: null,
      missingInOriginal: 0,
      missingInReplay: 0,
    });
    const minusZero = compare(
      base(),
      base((q) => q.fill(-0, 2 * LEVELS)),
    );
    expect(minusZero).toMatchObject({ identical: false, largest: 0, above: 0 });
  });

  it("differ relative to the largest of both numbers and the series' mean, and say where", () => {
    // 0.5 of the series' mean of 200; 1 of 0 and 3.
    const replay = base((q) => {
      q[LEVELS + 3] = 10.5;
      q[3 * LEVELS + 1] = 3;
    });
    expect(compare(base(), replay)).toMatchObject({
      identical: false,
      largest: 1,
      above: 2,
      worst: {
        model: "theta",
        fold: 2,
        series: 1,
        seriesName: "b",
        step: 2,
        level: 0.05,
        original: 0,
        replay: 3,
      },
    });
    const near = compare(
      base(),
      base((q) => q.fill(10.01, 0, 1)),
    );
    expect(near.largest).toBeCloseTo(0.01 / 200, 6);
    expect(near.above).toBe(0);
  });

  it("count what only one of them has", () => {
    const missing = base((q) => q.fill(Number.NaN, 0, 5));
    expect(compare(missing, base())).toMatchObject({
      missingInOriginal: 5,
      missingInReplay: 0,
      identical: false,
    });
    expect(compare(base(), missing)).toMatchObject({
      missingInOriginal: 0,
      missingInReplay: 5,
      identical: false,
    });
    expect(compare(missing, missing)).toMatchObject({ values: 4 * LEVELS - 5, identical: true });
  });

  it("cannot be compared when they are about different things", () => {
    expect(() => compare(base(), { ...base(), cutoffIndex: 41 })).toThrow("did not forecast the same thing");
  });

  it("add up over folds and models, with the worst of all", () => {
    const small = compare(
      base(),
      base((q) => q.fill(10.5, 0, 1)),
    );
    const large = compare(
      base(),
      base((q) => q.fill(99, 0, 2)),
    );
    const sum = mergeDifferences([compare(base(), base()), small, large, small]);
    expect(sum).toMatchObject({ values: 16 * LEVELS, identical: false, above: 4, largest: large.largest });
    expect(sum.worst).toEqual(large.worst);
    expect(mergeDifferences([]).identical).toBe(true);
  });
});
