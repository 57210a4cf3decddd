import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LEVEL_COUNT } from "../quantiles.ts";
import { MODEL_FAMILY } from "../select.ts";
import { contextOf, panelOf } from "../testing/panels.ts";
import { MEDIAN_INDEX, MODEL_KEYS } from "../types.ts";
import { fitLocal, loadLocal } from "./local.ts";
import { LOCAL_MODELS } from "./registry.ts";

const context = contextOf();
const KEYS = LOCAL_MODELS.map((model) => model.key);
/** What learns from all series, or none of ours. */
const GLOBAL = new Set<string>(["ridge", "trees", "network", "auto", "today"]);
const wave = (n: number, level = 20) =>
  Array.from({ length: n }, (_, t) => level + (t % 7) * 3 + ((t * 37) % 11));

type List = readonly (number | null)[];

function fitOn(
  model: string,
  series: Record<string, List>,
  over: { horizonSteps?: number; seasonLength?: number; cutoffIndex?: number } = {},
) {
  const panel = panelOf(series);
  const length = Math.max(...Object.values(series).map((list) => list.length));
  return fitLocal({
    panel,
    model,
    cutoffIndex: length - 1,
    horizonSteps: 7,
    seasonLength: 7,
    context,
    ...over,
  });
}

/** Every row in order, finite, not below zero where nothing ever was. */
function expectSound(quantiles: Float32Array, options: { nonNegative: boolean; what: string }): void {
  for (let i = 0; i < quantiles.length; i += 1) {
    const value = quantiles[i] as number;
    const isSound =
      Number.isFinite(value) &&
      (i % LEVEL_COUNT === 0 || value >= (quantiles[i - 1] as number)) &&
      (!options.nonNegative || value >= 0);
    if (!isSound) throw new Error(`${options.what}: ${value} at ${i}, after ${quantiles[i - 1]}`);
  }
}

describe("every local model", () => {
  it("answers any history with finite, ordered quantiles, never below zero for a series that never was", async () => {
    const value = fc.oneof(
      { arbitrary: fc.double({ min: -1e6, max: 1e6, noNaN: true }), weight: 4 },
      { arbitrary: fc.integer({ min: 0, max: 3 }), weight: 4 },
      { arbitrary: fc.constant(null), weight: 2 },
      { arbitrary: fc.double({ min: 0, max: 1e30, noNaN: true }), weight: 1 },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(value, { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 90 }),
        async (raw, seasonLength, horizonSteps) => {
          const list = [2, ...raw];
          const nonNegative = list.every((each) => each === null || each >= 0);
          for (const key of KEYS) {
            const fitted = await fitOn(key, { a: list }, { seasonLength, horizonSteps });
            expectSound(fitted.predict(), { nonNegative, what: `${key} on ${JSON.stringify(list)}` });
          }
        },
      ),
      { numRuns: 120, seed: 31 },
    );
  });

  const ODD: [string, List][] = [
    ["constant", Array.from({ length: 30 }, () => 5)],
    ["all zero", Array.from({ length: 30 }, () => 0)],
    ["one point", [4]],
    ["two points", [4, 6]],
    ["as large as a panel may hold", Array.from({ length: 40 }, (_, t) => (t % 2 ? 1e30 : 9e29))],
    ["as small as numbers are", Array.from({ length: 40 }, (_, t) => 1e-300 * (1 + (t % 7)))],
    ["negative", Array.from({ length: 30 }, (_, t) => -t - 1)],
    ["one huge outlier", Array.from({ length: 40 }, (_, t) => (t === 19 ? 1e29 : 1 + (t % 7)))],
    ["mostly gaps", Array.from({ length: 90 }, (_, t) => (t % 13 === 0 ? t : null))],
    ["one demand", Array.from({ length: 60 }, (_, t) => (t === 31 ? 3 : 0))],
    ["a line", Array.from({ length: 40 }, (_, t) => 3 + 2 * t)],
    ["a pure season", Array.from({ length: 49 }, (_, t) => 10 + (t % 7))],
    ["doubling", Array.from({ length: 60 }, (_, t) => 2 ** t)],
  ];
  it.each(ODD)("forecasts a series that is %s", async (what, list) => {
    for (const key of KEYS) {
      for (const seasonLength of [1, 7, 365]) {
        for (const horizonSteps of [1, 120]) {
          const fitted = await fitOn(key, { a: list }, { seasonLength, horizonSteps });
          const nonNegative = list.every((each) => each === null || each >= 0);
          expectSound(fitted.predict(), { nonNegative, what: `${key} on ${what}, season ${seasonLength}` });
        }
      }
    }
  });

  it.each(KEYS)("%s repeats a constant", async (key) => {
    const quantiles = (await fitOn(key, { a: Array.from({ length: 40 }, () => 8) })).predict();
    // SBA is Croston less half its smoothing: 5 % below a demand that never fails.
    const expected = key === "croston_sba" ? 7.6 : 8;
    for (let h = 0; h < 7; h += 1) expect(quantiles[h * LEVEL_COUNT + MEDIAN_INDEX]).toBeCloseTo(expected, 4);
  });

  it.each(KEYS)("%s is stored as plain JSON and opened to the same numbers", async (key) => {
    const fitted = await fitOn(key, { a: wave(60), b: [null, ...wave(30).map((v, t) => (t % 9 ? v : 0))] });
    const opened = loadLocal(JSON.parse(JSON.stringify(fitted.save())));
    expect(Buffer.from(opened.predict().buffer)).toEqual(Buffer.from(fitted.predict().buffer));
    expect(opened.notes).toEqual(fitted.notes);
  });

  it.each(KEYS)("%s sees nothing after the cutoff, and repeats itself bit for bit", async (key) => {
    const list = wave(60);
    const after = list.map((value, t) => (t > 45 ? -1e9 : value));
    const [one, two, three] = await Promise.all([
      fitOn(key, { a: list }, { cutoffIndex: 45 }),
      fitOn(key, { a: after }, { cutoffIndex: 45 }),
      fitOn(key, { a: list.slice(0, 46) }, { cutoffIndex: 45 }),
    ]);
    expect(two.predict()).toEqual(one.predict());
    expect(three.predict()).toEqual(one.predict());
  });

  // The same series in another unit is the same series. Logarithms and ratios keep it exactly, sums within rounding.
  it.each(KEYS)("%s does not mind the unit", async (key) => {
    const one = (await fitOn(key, { a: wave(70) })).predict();
    const thousand = (await fitOn(key, { a: wave(70).map((value) => 1000 * value) })).predict();
    one.forEach((value, i) => {
      expect(Math.abs((thousand[i] as number) / 1000 - value)).toBeLessThan(1e-3 * Math.abs(value) + 1e-4);
    });
  });
});

it("has every method that a run may choose, in the family that the verdict takes it for", () => {
  const families = Object.fromEntries(LOCAL_MODELS.map((model) => [model.key, model.family]));
  expect(new Set(KEYS).size).toBe(KEYS.length);
  for (const key of MODEL_KEYS) {
    if (GLOBAL.has(key)) continue;
    expect([key, families[key]]).toEqual([key, MODEL_FAMILY[key]]);
  }
});

describe("fitLocal", () => {
  it("names what it could not use, could not know and could not bound", async () => {
    const { notes } = await fitOn("hw_multiplicative", {
      gone: wave(40).map(() => null),
      short: [...wave(37).map(() => null), 3, 4, 5],
      sold: wave(40).map((value, t) => (t === 3 ? 0 : value)),
      one: [...wave(39).map(() => null), 4],
      full: wave(40),
    });
    expect(notes).toEqual([
      'No forecast for "gone": nothing is known before the cutoff.',
      '"short", "one": too short for Holt-Winters, multiplicative, so the last value is repeated.',
      '"sold": not what Holt-Winters, multiplicative is made for, so the last value is repeated.',
      'No interval for "one": too few past errors, so every quantile is the point forecast.',
    ]);
  });

  it("learns from the last 10,000 periods of a longer series, and says so", async () => {
    const list = wave(10_050);
    const long = await fitOn("theta", { a: list });
    const short = await fitOn("theta", { a: list.slice(50) });
    expect(long.notes).toEqual(['Only the last 10,000 periods of "a" were learnt from.']);
    expect(long.predict()).toEqual(short.predict());
  });

  it("refuses a model that is not there and an artifact that is not its own", async () => {
    await expect(fitOn("oracle", { a: wave(20) })).rejects.toThrow(
      /bad_spec: There is no local model "oracle"/,
    );
    const saved = (await fitOn("naive", { a: wave(20) })).save();
    expect(() => loadLocal({ ...saved, series: [] })).toThrow(/bad_artifact/);
  });
});
