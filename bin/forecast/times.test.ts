import fc from "fast-check";
import { expect, it } from "vitest";
import { formatTime, parseTime, styleOf } from "./times.ts";

it("reads every day and time as the calendar has it, the short way and the general way alike", () => {
  const date = fc.date({
    min: new Date("0001-01-01T00:00:00Z"),
    max: new Date("9999-12-31T00:00:00Z"),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(date, fc.constantFrom(" ", "T"), (at, separator) => {
      const text = at.toISOString();
      const seconds = `${text.slice(0, 10)}${separator}${text.slice(11, 19)}`;
      const wanted = Math.floor(at.getTime() / 1_000) * 1_000;
      expect(parseTime(seconds, "time")).toBe(wanted);
      expect(parseTime(`${seconds}Z`, "time")).toBe(wanted);
      expect(parseTime(seconds.slice(0, 16), "time")).toBe(Math.floor(wanted / 60_000) * 60_000);
      expect(parseTime(text.slice(0, 10), "date")).toBe(Math.floor(wanted / 86_400_000) * 86_400_000);
      const style = styleOf(seconds);
      expect(style && formatTime(wanted, style)).toBe(seconds);
    }),
    { numRuns: 500, seed: 4 },
  );
});

it.each([
  ...["2023-02-29", "1900-02-29", "2024-04-31", "2024-13-01", "2024-00-10", "2024-01-00"],
  ...["2024-1-01", "2024/01/01", "20240101", "2024-01-01 24:00", "2024-01-01 10:60", "2024-01-01 10:00:60"],
  ...["2024-01-01x10:00", "2024-01-0110:00:", "abcd-ef-gh", "2024-01-01 1a:00", "", " "],
])("refuses %j", (text) => {
  expect(parseTime(text, "time")).toBeNull();
});

it("reads leap days, zones and fractions", () => {
  expect(parseTime("2000-02-29", "date")).toBe(Date.UTC(2000, 1, 29));
  expect(parseTime("2024-02-29 23:59", "time")).toBe(Date.UTC(2024, 1, 29, 23, 59));
  expect(parseTime("2024-03-31T02:00:00+02:00", "time")).toBe(Date.UTC(2024, 2, 31));
  expect(parseTime("2024-03-31T02:00:00.250-0130", "time")).toBe(Date.UTC(2024, 2, 31, 3, 30));
  expect(parseTime("1969-12-31", "date")).toBe(-86_400_000);
});
