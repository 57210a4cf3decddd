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
    ["12/31/2010 8:26 AM", "month_first", "2010-12-31T08:26:00Z"],
    ["12/31/2010 12:05 am", "month_first", "2010-12-31T00:05:00Z"],
    ["12/31/2010 12:05 PM", "month_first", "2010-12-31T12:05:00Z"],
    ["31/12/24", "day_first_short", "2024-12-31T00:00:00Z"],
    ["12/31/68", "month_first_short", "2068-12-31T00:00:00Z"],
    ["69-12-31", "year_first_short", "1969-12-31T00:00:00Z"],
    ["31 Dec 2024", "day_month_name", "2024-12-31T00:00:00Z"],
    ["1-September-2024", "day_month_name", "2024-09-01T00:00:00Z"],
    ["Sept 2024", "month_name", "2024-09-01T00:00:00Z"],
    // ISO 8601: week 1 holds the year's first Thursday.
    ["2020-W53", "iso_week", "2020-12-28T00:00:00Z"],
    ["2021-W01", "iso_week", "2021-01-04T00:00:00Z"],
    ["2024W05", "iso_week", "2024-01-29T00:00:00Z"],
    ["1711843200", "epoch_seconds", "2024-03-31T00:00:00Z"],
    ["1711843200250", "epoch_milliseconds", "2024-03-31T00:00:00.250Z"],
    // As Excel shows 45382 and 45382.3541666667 in the 1900 system.
    ["45382", "excel_serial", "2024-03-31T00:00:00Z"],
    ["45382.3541666667", "excel_serial", "2024-03-31T08:30:00Z"],
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
    ["2024-01-01 10:00:00.0001", "iso"],
    ["13/31/2010 13:00 PM", "month_first"],
    ["12/31/2010 13:00 PM", "month_first"],
    ["30/02/24", "day_first_short"],
    ["1/2/3", "day_first_short"],
    ["31 Foo 2024", "day_month_name"],
    ["2021-W53", "iso_week"],
    ["2021-W00", "iso_week"],
    ["10000", "excel_serial"],
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
    [["02/03/2024", "04/05/2024"], null, "ambiguous"],
    [["02/03/2024", "13/05/2024"], "day_first", null],
    [["02/03/2024", "05/13/2024"], "month_first", null],
    [["13/05/2024", "05/13/2024"], null, "none_fits"],
    // The same day whichever stands first: nothing to ask.
    [["01/01/2024", "02/02/2024"], "day_first", null],
    [["2024-01-01"], "iso", null],
    [["20240101", "20240102"], "compact_date", null],
    [["2019", "2020"], "year", null],
    [["1", "2", "900"], "integer", null],
    [["1711843200", "1711929600"], "epoch_seconds", null],
    [["1711843200000", "1711929600000"], "epoch_milliseconds", null],
    [["9711843200", "9711929600"], "integer", null],
    [["45382", "45383"], null, "ambiguous"],
    [["01/02/24", "03/02/24"], null, "ambiguous"],
    [["31/12/99", "30/12/99"], "day_first_short", null],
    [["2024-W01", "2024-W02"], "iso_week", null],
    [["Jan 2024", "Feb 2024"], "month_name", null],
    [[], null, "none_fits"],
  ])("%j → %s, asking %s", (texts, format, question) => {
    expect(proposeTimeFormat(texts)).toMatchObject({ format, question });
  });
});
