import { describe, expect, it } from "vitest";
import {
  axisTime,
  formatBytes,
  formatTime,
  formatValue,
  frequencyWords,
  periodsWords,
  perPeriod,
} from "./words.ts";

const NEW_YEAR = Date.UTC(2024, 0, 1);

describe("words of a version", () => {
  it.each([
    ["D", "daily", "1,825 days", "a day", "1 Jan 2024"],
    ["15min", "every 15 minutes", "1,825 periods", "per 15 minutes", "1 Jan 2024, 00:00 UTC"],
    ["h", "hourly", "1,825 hours", "an hour", "1 Jan 2024, 00:00 UTC"],
    ["M", "monthly", "1,825 months", "a month", "Jan 2024"],
    ["Y", "yearly", "1,825 years", "a year", "2024"],
  ])("for %s", (frequency, adjective, periods, per, time) => {
    expect(frequencyWords(frequency)).toBe(adjective);
    expect(periodsWords(1825, frequency)).toBe(periods);
    expect(perPeriod(frequency)).toBe(per);
    expect(formatTime(NEW_YEAR, frequency)).toBe(time);
  });

  it("shows positions as numbers and one of a thing in the singular", () => {
    expect(formatTime(12, "int")).toBe("12");
    expect(periodsWords(1, "W")).toBe("1 week");
  });

  it("names the year once on an axis of days", () => {
    expect(axisTime(NEW_YEAR, "D", undefined)).toBe("1 Jan 2024");
    expect(axisTime(NEW_YEAR + 86_400_000, "D", NEW_YEAR)).toBe("2 Jan");
    expect(axisTime(NEW_YEAR, "D", NEW_YEAR - 86_400_000)).toBe("1 Jan 2024");
  });

  it("keeps the digits that matter", () => {
    expect([0.1234, 6.18, 123.4, 5, -0.5, null].map(formatValue)).toEqual([
      "0.12",
      "6.2",
      "123",
      "5",
      "−0.50",
      "–",
    ]);
    expect([12, 6532, 653_233, 104_857_600].map(formatBytes)).toEqual([
      "12 bytes",
      "6.5 kB",
      "653 kB",
      "105 MB",
    ]);
  });
});
