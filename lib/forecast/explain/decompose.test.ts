import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LongCovariate } from "../panel.ts";
import { createRng, normalFrom } from "../rng.ts";
import { panelOf } from "../testing/panels.ts";
import { decomposeSeries, type SeriesDecomposition } from "./decompose.ts";

function sumsOf(parts: SeriesDecomposition): Float64Array {
  return parts.values.map((_, t) =>
    [
      parts.level,
      parts.trend[t],
      ...parts.seasons.map(({ values }) => values[t]),
      parts.holiday?.[t] ?? 0,
      ...parts.covariates.map(({ values }) => values[t]),
      parts.remainder[t],
    ].reduce((sum: number, part) => sum + (part as number), 0),
  );
}

const known = (
  name: string,
  values: ArrayLike<number>,
  over: Partial<LongCovariate> = {},
): LongCovariate => ({
  ...{ name, availability: "known_ahead" as const, kind: "numeric" as const },
  values: Float64Array.from(values),
  ...over,
});

describe("the parts of a series", () => {
  test("sum to its values, and a missing value stays missing, whatever the series", () => {
    const value = fc.oneof(
      { weight: 8, arbitrary: fc.double({ min: -1e6, max: 1e6, noNaN: true }) },
      { weight: 1, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.constant(1e30) },
      { weight: 2, arbitrary: fc.constant(null) },
    );
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 60 }),
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 70, maxLength: 70 }),
        fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { maxLength: 9 }),
        (list, promo, forecast) => {
          fc.pre(list.some((each) => each !== null));
          const n = list.length;
          const panel = panelOf(
            { a: list },
            {
              covariates: [
                known(
                  "promo",
                  promo.slice(0, n).map((code) => Number(code > 1)),
                ),
                known(
                  "holiday_eve",
                  promo.slice(0, n).map((code) => Number(code === 3)),
                ),
                known("kind", promo.slice(0, n), { kind: "categorical", categories: ["p", "q", "r", "s"] }),
              ],
            },
          );
          const parts = decomposeSeries({ panel, series: 0, cutoffIndex: n - 1, seasonLength: 7, forecast });
          const sums = sumsOf(parts);
          const largest = Math.max(1, ...parts.values.filter((each) => !Number.isNaN(each)).map(Math.abs));
          expect(parts.values.length).toBe(n - list.findIndex((each) => each !== null) + forecast.length);
          parts.values.forEach((each, t) => {
            expect(Number.isNaN(parts.remainder[t] as number)).toBe(Number.isNaN(each));
            if (Number.isNaN(each)) return;
            expect(Math.abs((sums[t] as number) - each)).toBeLessThanOrEqual(1e-9 * largest);
          });
          for (const part of [parts.trend, ...parts.seasons.map((season) => season.values)])
            expect(part.every(Number.isFinite)).toBe(true);
        },
      ),
      { numRuns: 60, seed: 1 },
    );
  });

  test("find the season, the trend and the effects that the series was made of", () => {
    const rng = createRng(4);
    const n = 210;
    const week = [3, 1, 0, -1, -2, -4, 3];
    const promo = Array.from({ length: n + 14 }, () => Number(rng() < 0.15));
    const feast = Array.from({ length: n + 14 }, (_, t) => Number(t % 31 === 5));
    const heat = Array.from({ length: n + 14 }, () => 20 + 5 * normalFrom(rng));
    const y = Array.from(
      { length: n },
      (_, t) =>
        100 +
        0.05 * t +
        (week[t % 7] as number) +
        12 * (promo[t] as number) -
        20 * (feast[t] as number) +
        0.8 * (heat[t] as number) +
        0.5 * normalFrom(rng),
    );
    const panel = panelOf(
      { shop: [...y, ...Array(14).fill(null)] },
      { covariates: [known("promo", promo), known("holiday_feast", feast), known("heat", heat)] },
    );
    const forecast = Array.from(
      { length: 14 },
      (_, h) => 116 + 0.05 * (n + h) + (week[(n + h) % 7] as number) + 12 * (promo[n + h] as number),
    );
    const parts = decomposeSeries({ panel, series: 0, cutoffIndex: n - 1, seasonLength: 7, forecast });

    const ofPromo = parts.covariates.find(({ name }) => name === "promo")?.values as Float64Array;
    const at = promo.indexOf(1);
    expect(ofPromo[at]).toBeGreaterThan(11.5);
    expect(ofPromo[at]).toBeLessThan(12.5);
    expect(ofPromo[promo.indexOf(0)]).toBe(0);
    expect(parts.holiday?.[5]).toBeLessThan(-19);
    expect(parts.holiday?.[5]).toBeGreaterThan(-21);
    expect(parts.covariates.map(({ name }) => name)).toEqual(["promo", "heat"]);
    const season = parts.seasons[0]?.values as Float64Array;
    for (let t = 70; t < 140; t += 1)
      expect(Math.abs((season[t] as number) - (week[t % 7] as number))).toBeLessThan(0.7);
    expect(Math.abs((parts.trend[180] as number) - (parts.trend[30] as number) - 150 * 0.05)).toBeLessThan(
      1.5,
    );
    // A promotion in the horizon has its effect in the forecast, too.
    const ahead = promo.indexOf(1, n);
    if (ahead > 0) expect(ofPromo[ahead]).toBe(ofPromo[at]);
  });

  test("are not bent by one value that stands far away: it is all remainder", () => {
    const list = Array.from({ length: 70 }, (_, t) => 20 + (t % 7) + (t === 33 ? 500 : 0));
    const options = {
      panel: panelOf({ a: list }),
      series: 0,
      cutoffIndex: 69,
      seasonLength: 7,
      forecast: [],
    };
    const parts = decomposeSeries(options);
    expect(parts.remainder[33]).toBeGreaterThan(499);
    expect(Math.max(...parts.trend.map(Math.abs))).toBeLessThan(0.5);
  });

  test("do not change with what came after the cutoff", () => {
    const list = Array.from({ length: 60 }, (_, t) => 10 + (t % 7) + (t > 40 ? 1000 * t : 0));
    const promo = Array.from({ length: 60 }, (_, t) => Number(t % 5 === 0));
    const after = panelOf({ a: list }, { covariates: [known("promo", promo)] });
    const cut = panelOf(
      { a: list.map((value, t) => (t > 40 ? null : value)) },
      { covariates: [known("promo", promo)] },
    );
    const options = { series: 0, cutoffIndex: 40, seasonLength: 7, forecast: [11, 12, 13] };
    expect(decomposeSeries({ panel: after, ...options })).toEqual(
      decomposeSeries({ panel: cut, ...options }),
    );
  });

  test("say which inputs have no effect to tell, and that past-only ones have none", () => {
    const covariates = [
      known("never", Array(40).fill(0)),
      known(
        "sky",
        Array.from({ length: 40 }, (_, t) => t % 3),
        { availability: "past_only" },
      ),
    ];
    const panel = panelOf({ a: Array.from({ length: 40 }, (_, t) => t % 7) }, { covariates });
    const { notes, covariates: told } = decomposeSeries({
      panel,
      series: 0,
      cutoffIndex: 39,
      seasonLength: 7,
      forecast: [],
    });
    expect(told).toEqual([]);
    expect(notes.join(" ")).toMatch(/never.*sky: only known afterwards/s);
  });

  test("are refused for a series that nothing is known of", () => {
    const panel = panelOf({ a: [null, null, 5], b: [1, 2, 3] });
    expect(() =>
      decomposeSeries({ panel, series: 0, cutoffIndex: 1, seasonLength: 1, forecast: [] }),
    ).toThrow(/Nothing is known of "a"/);
  });
});
