import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { buildPanel, createRng, forecastFold, type LocalModelKey } from "#lib/forecast/index.ts";
import { forecastNetworkFold } from "#lib/forecast/neural/index.ts";
import { contextOf, specOf } from "#lib/forecast/testing/panels.ts";
import { startTensorflow } from "#lib/forecast/testing/tensorflow.ts";
import type { Fold, Panel } from "#lib/forecast/types.ts";
import { cropPanel } from "./crop.ts";
import { packPanel, unpackPanel } from "./panel-bytes.ts";

const DAY = 86_400_000;
const HORIZON = 7;
const PERIODS = 90;
const CUTOFF = 62;
const FOLD: Fold = { fold: 1, role: "selection", cutoffIndex: CUTOFF };
const SPEC = specOf({ horizonSteps: HORIZON, seasonLength: 7 });

/**
 * Series that start late, end early, start after the cutoff, and have gaps; inputs of every kind, with a category that
 * appears after the cutoff only; amounts to the cent, so that they travel exactly.
 */
function makePanel(): Panel {
  const rng = createRng(5);
  const spans: [number, number][] = [
    [0, PERIODS],
    [20, PERIODS],
    [3, 40],
    [0, CUTOFF + 3],
    [CUTOFF + 2, PERIODS],
    [CUTOFF + HORIZON + 2, PERIODS],
    ...Array.from({ length: 6 }, (): [number, number] => [Math.floor(rng() * 30), PERIODS]),
  ];
  const rows = spans.flatMap(([from, to], s) =>
    Array.from({ length: to - from }, (_, i) => ({ s, t: from + i })).filter(() => rng() > 0.03),
  );
  const numbers = (of: (row: { s: number; t: number }) => number) => Float64Array.from(rows, of);
  const season = (s: number, t: number) => 20 + s + 6 * Math.sin((2 * Math.PI * t) / 7);
  return buildPanel({
    ids: spans.map((_, s) => `item-${s}`),
    seriesOfRow: Int32Array.from(rows, (row) => row.s),
    times: numbers(({ t }) => Date.UTC(2024, 0, 1) + t * DAY),
    // The last periods carry inputs known ahead alone.
    values: numbers(({ s, t }) =>
      t >= PERIODS - 8 ? Number.NaN : Math.round(100 * (season(s, t) + 4 * rng())) / 100,
    ),
    frequency: { unit: "D", multiple: 1 },
    todayForecast: numbers(({ s, t }) => Math.round(season(s, t))),
    covariates: [
      {
        name: "promo",
        availability: "known_ahead",
        kind: "numeric",
        values: numbers(({ s, t }) => Number((s + t) % 9 === 0)),
      },
      {
        name: "event",
        availability: "known_ahead",
        kind: "categorical",
        categories: ["fair", "launch", "none"],
        values: numbers(({ t }) => (t > CUTOFF + HORIZON + 3 ? 1 : t % 11 === 0 ? 0 : 2)),
      },
      {
        name: "weather",
        availability: "past_only",
        kind: "numeric",
        values: numbers(() => Math.round(200 * rng()) / 10),
      },
      {
        name: "size",
        availability: "static",
        kind: "numeric",
        values: numbers(({ s }) => s % 3),
      },
    ],
  });
}

const bytesOf = (panel: Panel) =>
  packPanel({ fold: FOLD, panel: cropPanel(panel, { cutoffIndex: CUTOFF, horizonSteps: HORIZON }) });
const arrived = (panel: Panel) => unpackPanel(bytesOf(panel)).panel;

/** Every row's grid position, in the order of the panel. */
function positionsOf({ offsets, starts, values }: Panel): Int32Array {
  const out = new Int32Array(values.length);
  for (let s = 0; s < starts.length; s += 1) {
    const from = offsets[s] as number;
    for (let row = from; row < (offsets[s + 1] as number); row += 1)
      out[row] = (starts[s] as number) + row - from;
  }
  return out;
}

describe("what a browser is sent of a fold", () => {
  const panel = makePanel();
  const positions = positionsOf(panel);
  const before = bytesOf(panel);

  /** The panel with one number changed, in a column and row. */
  function changed(column: number, row: number, value: number): { panel: Panel; last: number } {
    const set = (values: Float64Array) => {
      const copy = values.slice();
      copy[row] = value;
      return copy;
    };
    if (column === 0) return { panel: { ...panel, values: set(panel.values) }, last: CUTOFF };
    if (column === 1 && panel.todayForecast) {
      return { panel: { ...panel, todayForecast: set(panel.todayForecast) }, last: -1 };
    }
    const covariate = panel.covariates[column - 2];
    if (!covariate) throw new Error("no such column");
    return {
      panel: {
        ...panel,
        covariates: panel.covariates.map((each) =>
          each === covariate ? { ...each, values: set(each.values) } : each,
        ),
      },
      last: covariate.availability === "known_ahead" ? CUTOFF + HORIZON : CUTOFF,
    };
  }

  it("is the same to the byte whatever stands after the cutoff, but for inputs known ahead within the horizon", () => {
    const cell = fc.record({
      column: fc.integer({ min: 0, max: 4 }),
      row: fc.nat({ max: panel.values.length - 1 }),
      value: fc.constantFrom(0, 1, 2, 777, Number.NaN),
    });
    fc.assert(
      fc.property(cell, ({ column, row, value }) => {
        // A category's code stays one of its categories.
        if (column === 3 && value > 2) return;
        const { panel: other, last } = changed(column, row, value);
        const isHidden = (positions[row] as number) > last;
        const isSame = Buffer.compare(Buffer.from(bytesOf(other)), Buffer.from(before)) === 0;
        if (isHidden) expect(isSame, `column ${column}, row ${row}`).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it("does change with what it may show, so that the test above can fail", () => {
    const row = positions.indexOf(CUTOFF);
    const ahead = positions.indexOf(CUTOFF + HORIZON);
    expect(bytesOf(changed(0, row, 777).panel)).not.toEqual(before);
    expect(bytesOf(changed(2, ahead, 777).panel)).not.toEqual(before);
    expect(bytesOf(changed(0, ahead, 777).panel)).toEqual(before);
  });

  it("has no row, period, category or column beyond", () => {
    const seen = arrived(panel);
    expect(seen.times).toHaveLength(CUTOFF + HORIZON + 1);
    expect(Math.max(...positionsOf(seen))).toBe(CUTOFF + HORIZON);
    expect(seen.ids).toEqual(panel.ids);
    expect(seen.todayForecast).toBeNull();
    // "launch" comes later.
    expect(seen.covariates[1]?.categories).toEqual(["fair", "none"]);
    const after = positionsOf(seen);
    seen.values.forEach((value, row) => {
      if ((after[row] as number) > CUTOFF) expect(value).toBeNaN();
    });
    // Of the series that starts after the horizon there is nothing.
    expect((seen.offsets[6] as number) - (seen.offsets[5] as number)).toBe(0);
  });

  it.each(["naive", "seasonal_naive", "theta", "ridge", "trees"] as LocalModelKey[])(
    "gives the same forecasts of %s as the whole panel",
    async (model) => {
      const of = (from: Panel) =>
        forecastFold({ panel: from, spec: SPEC, model, fold: FOLD, context: contextOf() });
      expect(await of(arrived(panel))).toEqual(await of(panel));
    },
  );

  describe("and of networks", () => {
    beforeAll(async () => {
      await startTensorflow();
    });
    it("the same forecasts, with the same notes", async () => {
      const of = (from: Panel) =>
        forecastNetworkFold({ panel: from, spec: SPEC, member: 1, fold: FOLD, context: contextOf() });
      const whole = await of(panel);
      expect(whole.notes.length).toBeGreaterThan(0);
      expect(await of(arrived(panel))).toEqual(whole);
    });

    it("also for the future, whose grid may go on", async () => {
      const fold: Fold = { fold: -1, role: "future", cutoffIndex: PERIODS - 9 };
      const crop = cropPanel(panel, { cutoffIndex: fold.cutoffIndex, horizonSteps: HORIZON });
      const of = (from: Panel) =>
        forecastNetworkFold({ panel: from, spec: SPEC, member: 0, fold, context: contextOf() });
      expect(await of(unpackPanel(packPanel({ fold, panel: crop })).panel)).toEqual(await of(panel));
    });
  });
});
