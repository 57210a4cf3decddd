import { describe, expect, it } from "vitest";
import {
  formatDate,
  formatDateTime,
  formatDuration,
  formatError,
  formatInterval,
  formatMoney,
  formatMonth,
  formatNumber,
  formatPercent,
  formatSignedMoney,
} from "./index.ts";

// Expected texts: the "Words" section of the product's look (thousands with a comma, true minus, a space before %,
// the currency before the figure, an interval with "to", three significant digits of an error).
describe("numbers in words", () => {
  it.each([
    [31597, 0, "31,597"],
    [-16.44, 1, "−16.4"],
    [0.6342, 3, "0.634"],
    [-0.04, 1, "0.0"],
    [Number.NaN, 1, "–"],
    [Number.POSITIVE_INFINITY, 1, "–"],
    [null, 1, "–"],
  ])("formats %s with %s decimals as %s", (value, decimals, text) => {
    expect(formatNumber(value, decimals)).toBe(text);
  });

  it("gives a share as a percentage with a space", () => {
    expect(formatPercent(0.124)).toBe("12.4 %");
    expect(formatPercent(-0.1643)).toBe("−16.4 %");
    expect(formatPercent(0.62, 0)).toBe("62 %");
    expect(formatPercent(undefined)).toBe("–");
  });

  it("puts the currency before the figure and the minus before the currency", () => {
    expect(formatMoney(7046.4, "EUR")).toBe("€7,046");
    expect(formatMoney(-518, "EUR")).toBe("−€518");
    expect(formatMoney(0.54, "EUR")).toBe("€0.54");
    expect(formatMoney(0, "EUR")).toBe("€0");
    expect(formatMoney(-0.2, "EUR", 0)).toBe("€0");
    expect(formatMoney(12.5, "USD")).toBe("$12.50");
    expect(formatMoney(Number.NaN, "EUR")).toBe("–");
  });

  it("signs a gain, and neither zero nor an absent one", () => {
    expect(formatSignedMoney(1487, "EUR")).toBe("+€1,487");
    expect(formatSignedMoney(-3922, "EUR")).toBe("−€3,922");
    expect(formatSignedMoney(0, "EUR")).toBe("€0");
    expect(formatSignedMoney(0.2, "EUR", 0)).toBe("€0");
    expect(formatSignedMoney(null, "EUR")).toBe("–");
  });

  it("writes an interval with to", () => {
    expect(formatInterval({ low: 3971, high: 6021 }, "EUR")).toBe("€3,971 to €6,021");
  });

  it("keeps three significant digits of an error", () => {
    expect([0.63421, 62.2149, 1.0004, 1234, 0.000123456, 0].map(formatError)).toEqual([
      "0.634",
      "62.2",
      "1.00",
      "1,230",
      "0.000123",
      "0.00",
    ]);
  });
});

describe("dates and spans in words", () => {
  it("writes the day, the short month, the year", () => {
    const at = Date.UTC(2018, 9, 8, 9, 5);
    expect(formatDate(at)).toBe("8 Oct 2018");
    expect(formatDate(at, { year: false })).toBe("8 Oct");
    expect(formatMonth(at)).toBe("Oct 2018");
    expect(formatDateTime(new Date(at))).toBe("8 Oct 2018, 09:05 UTC");
    expect(formatDate(Date.UTC(2018, 8, 14))).toBe("14 Sep 2018");
    expect(formatDate(Number.NaN)).toBe("–");
    expect(formatDate(null)).toBe("–");
  });

  it.each([
    [0, "0 s"],
    [420, "0.4 s"],
    [9_960, "10 s"],
    [58_200, "58 s"],
    [59_700, "1 min"],
    [125_000, "2 min 5 s"],
    [3_600_000, "1 h"],
    [12_000_000, "3 h 20 min"],
    [-1, "–"],
    [null, "–"],
  ])("says %s ms as %s", (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});
