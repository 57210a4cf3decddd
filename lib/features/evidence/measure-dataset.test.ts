import { describe, expect, it } from "vitest";
import { historyMonths } from "./measure-dataset.ts";

const times = (frequency: string, first: string, last: string, periods: number) => ({
  frequency,
  firstTime: Date.parse(first),
  lastTime: Date.parse(last),
  lastKnownTime: Date.parse(last),
  periods,
});

describe("months of history", () => {
  it.each([
    ["a year of days", times("D", "2023-01-01", "2023-12-31", 365), 12],
    ["a leap year of days", times("D", "2024-01-01", "2024-12-31", 366), 12],
    ["a year of months", times("MS", "2024-01-01", "2024-12-01", 12), 12],
    ["a year of month ends", times("ME", "2024-01-31", "2024-12-31", 12), 12],
    ["two years of quarters", times("QS", "2023-01-01", "2024-10-01", 8), 24],
    ["three years", times("YS", "2021-01-01", "2023-01-01", 3), 36],
    ["half of a June", times("D", "2024-06-01", "2024-06-15", 15), 0.5],
    ["a day of hours", times("h", "2024-06-01T00:00Z", "2024-06-01T23:00Z", 24), 1 / 30],
  ])("of %s", (_what, profile, months) => {
    expect(historyMonths(profile)).toBeCloseTo(months, 9);
  });

  it("end with what is known, not with rows ahead of it", () => {
    const profile = times("D", "2024-01-01", "2024-12-31", 366);
    expect(historyMonths({ ...profile, lastKnownTime: Date.parse("2024-06-30") })).toBeCloseTo(6, 9);
  });
});
