import { describe, expect, it } from "vitest";
import { createRng, type Fold, type Panel } from "#lib/forecast/index.ts";
import type { Covariate } from "#lib/forecast/types.ts";
import {
  checkDuplicates,
  checkKnownAhead,
  checkLeaks,
  checkScaledBeforehand,
  checkTargetInInputs,
} from "./leaks.ts";

const DAYS = 60;
const FOLDS: Fold[] = [
  { fold: 0, role: "selection", cutoffIndex: 45 },
  { fold: 1, role: "test", cutoffIndex: 52 },
  { fold: -1, role: "future", cutoffIndex: 59 },
];

function panelOf(series: readonly ((t: number) => number)[], covariates: Partial<Covariate>[] = []): Panel {
  const values = Float64Array.from(series.flatMap((at) => Array.from({ length: DAYS }, (_, t) => at(t))));
  return {
    ids: series.map((_, s) => `item-${s}`),
    offsets: Int32Array.from({ length: series.length + 1 }, (_, s) => s * DAYS),
    starts: new Int32Array(series.length),
    values,
    times: Float64Array.from({ length: DAYS }, (_, t) => t),
    frequency: { unit: "int", multiple: 1 },
    covariates: covariates.map((covariate) => ({
      ...{
        name: "price",
        availability: "known_ahead",
        kind: "numeric",
        categories: [],
        values,
        ...covariate,
      },
    })),
    todayForecast: null,
  };
}
const wave = (t: number) => 20 + 5 * Math.sin(t);
const of = (panel: Panel, make: (value: number, row: number) => number) => panel.values.map(make);

describe("leakage checks of a split", () => {
  it("pass plain data, each with what was looked at", () => {
    const panel = panelOf([wave, (t) => 3 * t]);
    const checks = checkLeaks(panel, FOLDS, 7);
    expect(checks.map(({ state, wayOut }) => [state, wayOut])).toEqual(Array(4).fill(["passed", null]));
  });

  it("find series that are copies, whatever they are called, and none that are alike by chance", () => {
    const twin = checkDuplicates(panelOf([wave, (t) => 3 * t, wave]));
    expect(twin).toMatchObject({ state: "warning", detail: expect.stringContaining("item-0 = item-2") });
    expect(twin.wayOut).toMatch(/Filter the copies/);
    const almost = (t: number) => (t === 30 ? 99 : wave(t));
    expect(checkDuplicates(panelOf([wave, almost, () => 0, () => 0])).state).toBe("passed");
    // Missing alike is equal, a value beside a gap is not.
    const gap = (t: number) => (t === 12 ? Number.NaN : wave(t));
    expect(checkDuplicates(panelOf([gap, gap])).state).toBe("warning");
    expect(checkDuplicates(panelOf([gap, wave])).state).toBe("passed");
  });

  it("find inputs that nobody had at the cutoff though they are declared known ahead", () => {
    const panel = panelOf([wave]);
    const late = of(panel, (_, row) => (row > 52 ? Number.NaN : row % 3));
    expect(checkKnownAhead(panelOf([wave], [{ values: late }]), FOLDS, 7)).toMatchObject({
      state: "warning",
      detail: expect.stringContaining('"price" in 50 %'),
    });
    const past = { values: late, availability: "past_only" as const };
    expect(checkKnownAhead(panelOf([wave], [past]), FOLDS, 7).state).toBe("passed");
  });

  it("find the target among the inputs, also turned round and scaled", () => {
    const panel = panelOf([wave, (t) => 3 * t]);
    const inputs = (values: Float64Array) => checkTargetInInputs(panelOf([wave, (t) => 3 * t], [{ values }]));
    expect(inputs(of(panel, (value) => 100 - 2 * value)).state).toBe("warning");
    const rng = createRng(3);
    expect(inputs(of(panel, (value) => value + 6 * rng())).state).toBe("passed");
    expect(inputs(of(panel, () => 4)).state).toBe("passed");
  });

  it("find columns that were scaled over everything, and leave counts, prices and flags alone", () => {
    const panel = panelOf([wave]);
    const mean = panel.values.reduce((sum, value) => sum + value, 0) / DAYS;
    const deviation = Math.sqrt(panel.values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / DAYS);
    const scaled = panelOf([(t) => (wave(t) - mean) / deviation]);
    expect(checkScaledBeforehand(scaled).detail).toMatch(/^the target \(mean 0, standard deviation 1\)/);
    const [low, high] = [Math.min(...panel.values), Math.max(...panel.values)];
    const fraction = of(panel, (value) => (value - low) / (high - low));
    expect(checkScaledBeforehand(panelOf([wave], [{ values: fraction }])).detail).toMatch(
      /"price" \(from exactly 0/,
    );
    const flag = of(panel, (_, row) => Number(row % 9 === 0));
    expect(checkScaledBeforehand(panelOf([wave], [{ values: flag }])).state).toBe("passed");
  });
});
