import { describe, expect, it } from "vitest";
import { scoreForecasts } from "./scores.ts";
import { breakDownScores, segmentsOf } from "./scores-breakdown.ts";
import { panelOf } from "./testing/panels.ts";
import { type Fold, type FoldForecast, type ModelKey, QUANTILE_LEVELS } from "./types.ts";

/** Every level of a step the same number. */
function flat(model: ModelKey, fold: Fold, points: readonly (readonly number[])[]): FoldForecast {
  return {
    model,
    fold: fold.fold,
    cutoffIndex: fold.cutoffIndex,
    horizonSteps: points[0]?.length ?? 0,
    seriesIndexes: Int32Array.from(points, (_, s) => s),
    quantiles: Float32Array.from(points.flat().flatMap((point) => QUANTILE_LEVELS.map(() => point))),
    notes: [],
  };
}

const fold: Fold = { fold: 0, role: "test", cutoffIndex: 3 };
// Histories 1 2 3 4 (scale 1) and 10 10 10 10 (no scale); actuals 6 8 and 10 12.
const panel = panelOf(
  { a: [1, 2, 3, 4, 6, 8], b: [10, 10, 10, 10, 10, 12] },
  {
    covariates: [
      {
        name: "brand",
        availability: "static",
        kind: "categorical",
        values: Float64Array.of(0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1),
        categories: ["X", "Y"],
      },
    ],
  },
);
const input = {
  panel,
  spec: { seasonLength: 1, horizonSteps: 2 },
  folds: [fold],
  forecasts: [
    flat("theta", fold, [
      [5, 5],
      [11, 11],
    ]),
  ],
};

describe("scores of a run", () => {
  const test = scoreForecasts(input).rows.find((row) => row.scope.kind === "test");

  it("follow their formulas, worked by hand", () => {
    // Errors 1, 3 and 1, 1. Only series a has a scale: MASE 2, RMSSE √((1 + 9)/2).
    expect(test?.mae).toBeCloseTo(1.5, 12);
    expect(test?.mase).toBeCloseTo(2, 12);
    expect(test?.rmsse).toBeCloseTo(Math.sqrt(5), 12);
    // No interval at all: 2/0.05 for each unit outside, 40 · (1 + 3)/2 on series a.
    expect(test?.msis).toBeCloseTo(80, 6);
    // A forecast of one point has its absolute error as CRPS.
    expect(test?.crps).toBeCloseTo(1.5, 6);
  });

  it("have OWA against Naive2 on the same steps", () => {
    // Naive2 repeats 4 and 10: |error|/(…)·200 of 4→6, 4→8, 10→10, 10→12, and MASE (2 + 4)/2 of series a.
    const naive = (200 * (2 / 10 + 4 / 12 + 0 + 2 / 22)) / 4;
    const own = (200 * (1 / 11 + 3 / 13 + 1 / 21 + 1 / 23)) / 4;
    expect(test?.owa).toBeCloseTo((own / naive + 2 / 3) / 2, 10);
  });

  it("are not defined, rather than zero or infinite, where a denominator is zero", () => {
    const flatPanel = panelOf({ a: [0, 0, 0, 0, 0, 0] });
    const row = scoreForecasts({
      ...input,
      panel: flatPanel,
      forecasts: [flat("theta", fold, [[1, 1]])],
    }).rows.find((each) => each.scope.kind === "test");
    expect(row).toMatchObject({ n: 2, mae: 1, smape: 200 });
    for (const name of ["wape", "mase", "rmsse", "owa", "bias", "scaledPinball", "msis"] as const)
      expect(row?.[name]).toBeNaN();
  });
});

describe("breakDownScores", () => {
  const segments = segmentsOf(panel, fold.cutoffIndex);
  const broken = breakDownScores({ ...input, segments });

  it("adds up to the whole", () => {
    const whole = scoreForecasts(input).rows.find((row) => row.scope.kind === "test");
    const tests = broken.byHorizon.filter((row) => row.scope === "test");
    expect(tests.reduce((sum, row) => sum + row.n * row.mae, 0) / (whole?.n ?? 0)).toBeCloseTo(
      whole?.mae ?? 0,
      12,
    );
  });

  it("shows how errors grow with the horizon", () => {
    const tests = broken.byHorizon.filter((row) => row.scope === "test");
    expect(tests.map(({ step, n, mae, mase }) => [step, n, mae, mase])).toEqual([
      [1, 2, 1, 1],
      [2, 2, 2, 3],
    ]);
  });

  it("scores each series, and each segment that the panel shows", () => {
    const series = broken.bySeries.filter((row) => row.scope === "test");
    expect(series.map((row) => [row.series, row.mae])).toEqual([
      [0, 2],
      [1, 1],
    ]);
    expect(segments.map(({ name }) => name)).toEqual(["brand X", "brand Y", "smooth demand"]);
    const bySegment = broken.bySegment.filter((row) => row.scope === "test");
    expect(bySegment.map((row) => [row.segment, row.mae])).toEqual([
      ["brand X", 2],
      ["brand Y", 1],
      ["smooth demand", 1.5],
    ]);
    expect(series[1]?.mase).toBeNaN();
  });

  it("has rows without a number for folds that were not asked for", () => {
    expect(broken.byHorizon.filter((row) => row.scope === "selection").every((row) => row.n === 0)).toBe(
      true,
    );
  });
});
