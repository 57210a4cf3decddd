import { describe, expect, it } from "vitest";
import { panelOf } from "#lib/forecast/testing/panels.ts";
import { QUANTILE_LEVELS } from "#lib/forecast/types.ts";
import { checkQuantiles, expectedLength } from "./check-result.ts";

const LEVELS = QUANTILE_LEVELS.length;
const HORIZON = 2;
/** "late" starts after the cutoff; "once" has one value before it. */
const panel = panelOf({
  long: [1, 2, 3, 4, 5],
  gaps: [null, 2, null, 4, 5],
  late: [null, null, null, 4, 5],
  once: [null, null, 3, 4, 5],
});
const expected = { panel, cutoffIndex: 2, horizonSteps: HORIZON, from: 0, to: 4 };

/** Level by level rising forecasts of all series but "late", of which nothing is known. */
function sound(): Float32Array {
  return Float32Array.from({ length: expectedLength(expected) }, (_, i) =>
    Math.floor(i / (HORIZON * LEVELS)) === 2 ? Number.NaN : 10 + (i % LEVELS),
  );
}
function broken(change: (values: Float32Array) => void): Float32Array {
  const values = sound();
  change(values);
  return values;
}

describe("a result that a browser sent", () => {
  it("is taken as it is when it is sound", () => {
    expect(checkQuantiles(sound(), expected)).toEqual(sound());
  });

  it("has neighbours put in order that cross by a last bit of single precision", () => {
    const crossing = broken((values) => {
      values[5] = Math.fround((values[4] as number) * (1 - 2 ** -23));
    });
    const ordered = checkQuantiles(crossing, expected);
    expect(ordered[5]).toBe(ordered[4]);
  });

  it.each<[string, (values: Float32Array) => void, string]>([
    ["NaN", (v) => v.fill(Number.NaN, 3, 4), 'Series "long" step 1, level 0.15: NaN is no forecast'],
    ["infinity", (v) => v.fill(Number.POSITIVE_INFINITY, LEVELS - 1, LEVELS), "Infinity is no forecast"],
    ["1e300, which is infinity in single precision", (v) => v.fill(1e300, 20, 21), "is no forecast"],
    ["1e38", (v) => v.fill(1e38, 20, 21), "is no forecast"],
    ["crossing quantiles", (v) => v.fill(3, 4, 5), "is below the quantile before it"],
    [
      "quantiles that cross below zero",
      (v) => {
        v.set([-1, -1.1], 0);
      },
      "is below the quantile before it",
    ],
    ["a missing step", (v) => v.fill(Number.NaN, LEVELS, 2 * LEVELS), "step 2"],
    [
      "a missing series that has a history",
      (v) => v.fill(Number.NaN, 0, HORIZON * LEVELS),
      'Series "long" has a history but no forecast',
    ],
    [
      "a missing series with one known value",
      (v) => v.fill(Number.NaN, 3 * HORIZON * LEVELS),
      'Series "once" has a history but no forecast',
    ],
    [
      "a forecast of a series that nothing is known of",
      (v) => v.fill(1, 2 * HORIZON * LEVELS, 3 * HORIZON * LEVELS),
      'Series "late" has a forecast from no history',
    ],
  ])("is refused with %s", (_what, change, words) => {
    expect(() => checkQuantiles(broken(change), expected)).toThrow(words);
  });

  it.each([0, 1, LEVELS, 4 * HORIZON * LEVELS - 1, 4 * HORIZON * LEVELS + 1])(
    "is refused with %i numbers",
    (length) => {
      expect(() => checkQuantiles(new Float32Array(length), expected)).toThrow(
        `4 series × 2 steps × ${LEVELS} levels`,
      );
    },
  );

  it("is judged by the series of its own shard", () => {
    const shard = { ...expected, from: 2, to: 3 };
    expect(checkQuantiles(new Float32Array(HORIZON * LEVELS).fill(Number.NaN), shard)).toHaveLength(42);
  });
});
