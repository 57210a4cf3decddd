import { describe, expect, it } from "vitest";
import {
  countPeriods,
  periodsInWords,
  periodsPerYear,
  perPeriodInWords,
  timeForFile,
  timeInWords,
  yearlyFactor,
} from "./periods.ts";

const D = { unit: "D", multiple: 1 } as const;

describe("from test periods to a year", () => {
  it.each([
    ["D", 1, 365.25],
    ["W", 1, 365.25 / 7],
    ["W", 2, 365.25 / 14],
    ["M", 1, 12],
    ["Q", 1, 4],
    ["Y", 1, 1],
    ["h", 1, 8766],
    ["min", 15, 35_064],
  ] as const)("%s × %d: %d periods a year", (unit, multiple, expected) => {
    expect(periodsPerYear({ unit, multiple })).toBeCloseTo(expected, 9);
  });

  it("scales a cost over two folds of 28 days", () => {
    expect(yearlyFactor(D, [{}, {}], 28)).toBeCloseTo(365.25 / 56, 12);
  });

  it("answers null without a calendar or without folds", () => {
    expect(yearlyFactor({ unit: "int", multiple: 1 }, [{}], 28)).toBeNull();
    expect(yearlyFactor(D, [], 28)).toBeNull();
  });

  it("counts a period of two overlapping folds once", () => {
    expect(countPeriods([{ cutoffIndex: 10 }, { cutoffIndex: 12 }], 4)).toBe(6);
  });
});

describe("times and periods in words", () => {
  it("names them by the frequency", () => {
    expect(periodsInWords(56, D)).toBe("56 days");
    expect(periodsInWords(1, D)).toBe("1 day");
    expect(periodsInWords(8, { unit: "min", multiple: 15 })).toBe("8 periods of 15 minutes");
    expect(perPeriodInWords(D)).toBe("a day");
    expect(timeInWords(Date.UTC(2018, 9, 8, 14), { unit: "h", multiple: 1 }).short).toBe("8 Oct 14:00");
    expect(timeInWords(17, { unit: "int", multiple: 1 }).long).toBe("17");
  });

  it("writes them for files", () => {
    expect(timeForFile(Date.UTC(2018, 9, 8), D)).toBe("2018-10-08");
    expect(timeForFile(Date.UTC(2018, 9, 8, 14), { unit: "h", multiple: 1 })).toBe("2018-10-08 14:00:00");
    expect(timeForFile(42, { unit: "int", multiple: 1 })).toBe("42");
  });
});
