import { describe, expect, it } from "vitest";
import { MEDIAN_INDEX, QUANTILE_LEVELS } from "#lib/forecast/index.ts";
import { formatForecasts, hasQuantiles, parseForecasts } from "./forecasts.ts";

const SHAPE = { windows: 2, series: 2, horizonSteps: 2 };
const LEVELS = [0.1, 0.5, 0.9];
const at = (cell: number, level: number) =>
  cell * QUANTILE_LEVELS.length + (QUANTILE_LEVELS as readonly number[]).indexOf(level);

describe("forecasts of a peer", () => {
  it("find their window, series, step and level in any order of lines and columns", () => {
    const csv = "window,step,series,0.9,0.5,0.1\n1,2,0,9.5,7,1e-3\n0,1,1,4,3,2\n";
    const [first, second] = parseForecasts(csv, SHAPE) as [Float32Array, Float32Array];
    expect(second[at(1, 0.1)]).toBe(Math.fround(0.001));
    expect(second[at(1, 0.9)]).toBe(9.5);
    expect(first[at(2, 0.5)]).toBe(3);
    expect([...first, ...second].filter((value) => !Number.isNaN(value))).toHaveLength(6);
  });

  it("come back as they were written", () => {
    const quantiles = new Float32Array(4 * QUANTILE_LEVELS.length).fill(Number.NaN);
    for (const [i, level] of LEVELS.entries()) quantiles[at(3, level)] = Math.PI * (i + 1);
    const empty = new Float32Array(quantiles.length).fill(Number.NaN);
    const csv = formatForecasts([quantiles, empty], SHAPE, LEVELS);
    expect(csv.split("\n")).toHaveLength(3);
    expect(parseForecasts(csv, SHAPE)).toEqual([quantiles, empty]);
  });

  it("may leave out quantiles, but not silently", () => {
    const some = parseForecasts("window,series,step,0.5,0.9\n0,0,1,5,nan\n", SHAPE);
    expect(some[0]?.[MEDIAN_INDEX]).toBe(5);
    expect(hasQuantiles(some, [0.5])).toBe(true);
    expect(hasQuantiles(some, [0.5, 0.9])).toBe(false);
  });

  it.each([
    ["a window that the set does not have", "window,series,step,0.5\n2,0,1,5\n"],
    ["a step past the horizon", "window,series,step,0.5\n0,0,3,5\n"],
    ["a step twice", "window,series,step,0.5\n0,0,1,5\n0,0,1,6\n"],
    ["a word for a number", "window,series,step,0.5\n0,0,1,many\n"],
    ["no median", "window,series,step,0.9\n0,0,1,5\n"],
  ])("are refused with %s", (_, csv) => {
    expect(() => parseForecasts(csv, SHAPE)).toThrow();
  });
});
