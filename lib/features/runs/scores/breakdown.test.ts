import { describe, expect, it } from "vitest";
import { createRng } from "#lib/forecast/index.ts";
import { panelOf } from "#lib/forecast/testing/panels.ts";
import type { Fold, FoldForecast, ModelKey, Panel } from "#lib/forecast/types.ts";
import { breakDown, PART_MEASURES } from "./breakdown.ts";
import { BreakdownSchema } from "./schema.ts";

const spec = { horizonSteps: 3, seasonLength: 2 };
const folds: Fold[] = [
  { fold: 0, role: "selection", cutoffIndex: 20 },
  { fold: 1, role: "test", cutoffIndex: 23 },
  { fold: 2, role: "test", cutoffIndex: 26 },
];

function panelWith(series: number): Panel {
  const rng = createRng(2);
  return panelOf(
    Object.fromEntries(
      Array.from({ length: series }, (_, s) => [`S${s}`, Array.from({ length: 30 }, () => 10 + 5 * rng())]),
    ),
  );
}

/** Forecasts that are off by so much, above the truth. */
function forecastsOf(
  panel: Panel,
  model: ModelKey,
  off: (series: number, step: number) => number,
): FoldForecast[] {
  return folds.map(({ fold, cutoffIndex }) => ({
    ...{ model, fold, cutoffIndex, horizonSteps: 3, notes: [] },
    seriesIndexes: Int32Array.from(panel.ids, (_, s) => s),
    quantiles: Float32Array.from({ length: panel.ids.length * 3 * 21 }, (_, i) => {
      const s = Math.floor(i / 63);
      const step = (Math.floor(i / 21) % 3) + 1;
      return (panel.values[s * 30 + cutoffIndex + step] as number) + off(s, step);
    }),
  }));
}

const breakdownOf = (series: number, off: (series: number, step: number) => number) => {
  const panel = panelWith(series);
  const forecasts = [
    ...forecastsOf(panel, "seasonal_naive", (s) => 2 + 0.1 * (s % 3)),
    ...forecastsOf(panel, "theta", off),
  ];
  return breakDown({ panel, spec, folds, forecasts, seed: 1 });
};

describe("a run's scores in detail", () => {
  it("tell errors of each step apart, and survive JSON", () => {
    const breakdown = breakdownOf(10, (_, step) => step);
    expect(BreakdownSchema.parse(JSON.parse(JSON.stringify(breakdown)))).toEqual(breakdown);
    const mae = PART_MEASURES.indexOf("mae");
    const own = breakdown.byStep.filter(({ model, scope }) => model === "theta" && scope === "test");
    // Off by the step itself: 1, 2 and 3.
    expect(own.map(({ part }) => part)).toEqual([1, 2, 3]);
    own.forEach(({ values }, i) => {
      expect(values[mae]).toBeCloseTo(i + 1, 4);
    });
    expect(breakdown.bySegment.length).toBeGreaterThan(0);
  });

  it("say over series how sure a difference is", () => {
    const [better] = breakdownOf(10, () => 1).significance;
    expect(better).toMatchObject({ model: "theta", over: "series", units: 10, pValue: null });
    expect(better?.difference).toBeLessThan(0);
    expect(better?.upper).toBeLessThan(0);
    // Now better, now worse by as much: an interval around zero.
    const [open] = breakdownOf(10, (s) => 2 + 0.1 * (s % 3) + (s % 2 === 0 ? 1 : -1)).significance;
    expect((open?.lower ?? 0) * (open?.upper ?? 0)).toBeLessThan(0);
  });

  it("test over time where there are few series", () => {
    const [line] = breakdownOf(2, (s, step) => 1 + 0.3 * step + 0.1 * s).significance;
    expect(line).toMatchObject({ over: "time", units: 6, lower: null, upper: null });
    expect(line?.pValue).toBeGreaterThanOrEqual(0);
    expect(line?.pValue).toBeLessThanOrEqual(1);
  });
});
