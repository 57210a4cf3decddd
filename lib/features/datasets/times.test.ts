import { describe, expect, it } from "vitest";
import { hasOffset, parseTime, proposeTimeFormat, type TimeFormat } from "./times.ts";

describe("parseTime", () => {
  // Expected instants: ISO 8601 as JavaScript's own Date reads the text in the third place.
  it.each<[string, TimeFormat, string]>([
    ["2024-02-29", "iso", "2024-02-29T00:00:00Z"],
    ["2024/2/9", "iso", "2024-02-09T00:00:00Z"],
    ["2024-02-29 14:30", "iso", "2024-02-29T14:30:00Z"],
    ["2024-02-29T14:30:15.250Z", "iso", "2024-02-29T14:30:15.250Z"],
    ["2024-02-29T14:30+02:00", "iso", "2024-02-29T12:30:00Z"],
    ["2024-02-29T14:30-0530", "iso", "2024-02-29T20:00:00Z"],
    ["31/12/2024", "day_first", "2024-12-31T00:00:00Z"],
    ["2.3.2024 07:05", "day_first", "2024-03-02T07:05:00Z"],
    ["12/31/2024", "month_first", "2024-12-31T00:00:00Z"],
    ["20241231", "compact_date", "2024-12-31T00:00:00Z"],
    ["2024-11", "year_month", "2024-11-01T00:00:00Z"],
    ["2024-Q3", "year_quarter", "2024-07-01T00:00:00Z"],
    ["2024", "year", "2024-01-01T00:00:00Z"],
  ])("reads %s as %s", (text, format, iso) => {
    expect(parseTime(text, format)).toBe(Date.parse(iso));
  });

  it.each<[string, TimeFormat]>([
    ["2023-02-29", "iso"],
    ["2024-13-01", "iso"],
    ["2024-01-01 24:00", "iso"],
    ["2024-01-01x", "iso"],
    ["2024-01-01 10:00+99:00", "iso"],
    ["2024-01-01 10:00+01:75", "iso"],
    ["2024-W05", "iso"],
    ["31/12/2024", "month_first"],
    ["31/12/24", "day_first"],
    ["1.5", "integer"],
    ["1e3", "integer"],
    ["12345678901234567", "integer"],
    ["", "iso"],
  ])("refuses %s as %s", (text, format) => {
    expect(parseTime(text, format)).toBeNull();
  });
});

it.each([
  ["2024-01-01 10:00+02:00", true],
  ["2024-01-01 1:00Z", true],
  ["2024-01-01 1:00-0500", true],
  ["2024-01-01 10:00", false],
  ["2024-01-31", false],
])("%s names its offset from UTC: %s", (text, expected) => {
  expect(parseTime(text, "iso")).not.toBeNull();
  expect(hasOffset(text)).toBe(expected);
});

describe("proposeTimeFormat", () => {
  it.each([
    [["02/03/2024", "04/05/2024"], null, "day_or_month"],
    [["02/03/2024", "13/05/2024"], "day_first", null],
    [["02/03/2024", "05/13/2024"], "month_first", null],
    [["13/05/2024", "05/13/2024"], null, "none_fits"],
    // The same day whichever stands first: nothing to ask.
    [["01/01/2024", "02/02/2024"], "day_first", null],
    [["2024-01-01"], "iso", null],
    [["20240101", "20240102"], "compact_date", null],
    [["2019", "2020"], "year", null],
    [["1", "2", "900"], "integer", null],
    [[], null, "none_fits"],
  ])("%j → %s, asking %s", (texts, format, question) => {
    expect(proposeTimeFormat(texts)).toEqual({ format, question });
  });
});
