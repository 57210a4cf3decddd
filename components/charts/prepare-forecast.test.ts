import { describe, expect, it } from "vitest";
import {
  describeReading,
  type ForecastChartInput,
  type ForecastSegment,
  prepareForecastChart,
} from "./prepare-forecast.ts";

function segment(cutoff: number, median: (number | null)[], isFuture = false): ForecastSegment {
  const shift = (by: number) => median.map((value) => (value === null ? null : Math.max(0, value + by)));
  return {
    name: isFuture ? "from now" : `cutoff ${cutoff}`,
    cutoff,
    isFuture,
    low95: shift(-6),
    low80: shift(-4),
    low50: shift(-2),
    median,
    high50: shift(2),
    high80: shift(4),
    high95: shift(6),
    baseline: median.map(() => 20),
  };
}

/** Ten known periods (one missing), two cutoffs of two steps, two periods of future. */
const INPUT: ForecastChartInput = {
  seriesName: "B1_12",
  modelName: "Network",
  baselineName: "Seasonal naive",
  unit: "units a day",
  actualName: "sold",
  start: 100,
  labels: Array.from({ length: 12 }, (_, i) => ({ short: `d${i}`, long: `day ${i}` })),
  actuals: [10, 11, null, 12, 10, 9, 12, 11, 14, 10, null, null],
  lastKnown: 109,
  segments: [segment(105, [10, 10]), segment(107, [12, 12]), segment(109, [11, 11], true)],
  ticks: { name: "promotion", positions: [101, 110] },
};

describe("the fan chart", () => {
  const view = prepareForecastChart(INPUT);

  it("draws a missing value as a gap and a mark, never as zero", () => {
    const row = view.rows.find((one) => one.x === 102);
    expect(row?.history).toBeNull();
    expect(view.missing).toEqual([102]);
  });

  it("does not take the future for missing", () => {
    expect(view.missing).not.toContain(110);
    expect(view.readings.at(-1)).toMatchObject({ actual: null, median: 11, isFuture: true });
  });

  it("ends the line of history at the first cutoff and shows dots after it", () => {
    expect(view.rows.filter((row) => row.history !== null).map((row) => row.x)).toEqual([
      100, 101, 103, 104, 105,
    ]);
    expect(view.rows.filter((row) => row.actual !== null).map((row) => row.x)).toEqual([106, 107, 108, 109]);
  });

  it("lets no line run from one forecast into the next", () => {
    const between = view.rows.filter((row) => !Number.isInteger(row.x));
    expect(between.map((row) => row.x)).toEqual([105.5, 107.5, 109.5]);
    expect(between.every((row) => row.median === null && row.band95 === null)).toBe(true);
  });

  it("shows the later cutoff where two overlap", () => {
    const overlapping = prepareForecastChart({
      ...INPUT,
      segments: [segment(105, [1, 1, 1, 1]), segment(107, [9, 9])],
    });
    const medians = overlapping.readings.filter((r) => r.median !== null).map((r) => [r.position, r.median]);
    expect(medians).toEqual([
      [106, 1],
      [107, 1],
      [108, 9],
      [109, 9],
    ]);
  });

  it("starts at zero when nothing is below it", () => {
    expect(view.yTicks[0]).toBe(0);
    expect(view.yTicks.at(-1)).toBeGreaterThanOrEqual(20);
  });

  it("says its finding in numbers", () => {
    // |12−10|, |11−10|, |14−12|, |10−12| → 7/4; baseline |12−20|+9+6+10 → 33/4; all four inside ±4.
    expect(view.finding).toBe(
      "B1_12: units a day. After 2 cutoffs, Network was off by 1.75 on average, Seasonal naive by 8.25; " +
        "the 80 % band held 100 % of 4 values.",
    );
  });

  it("reads one period aloud", () => {
    const format = (value: number) => value.toFixed(0);
    const say = (position: number) =>
      describeReading(view.readings.find((r) => r.position === position)!, INPUT, format);
    expect(say(102)).toBe("day 2: no value");
    expect(say(106)).toBe("day 6: sold 12, forecast 10 (80 %: 6 to 14), seasonal naive 20");
    expect(say(110)).toBe("day 10: forecast 11 (80 %: 7 to 15), seasonal naive 20, promotion");
  });

  it("survives a series without any forecast", () => {
    const none = prepareForecastChart({ ...INPUT, segments: [] });
    expect(none.ends).toEqual([]);
    expect(none.finding).toContain("No period has a forecast");
  });
});
