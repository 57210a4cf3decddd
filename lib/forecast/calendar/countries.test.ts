import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { panelOf } from "../testing/panels.ts";
import { HOLIDAY_LIBRARY, holidayCalendar, holidayCountries, readPlace } from "./countries.ts";

const year2024 = panelOf({ a: Array.from({ length: 366 }, () => 1) });
const daysIn2024 = (place: string) => {
  const { days } = holidayCalendar({ place, panel: year2024, untilPosition: 365 });
  return Array.from(days, (day) => new Date(day * 86_400_000).toISOString().slice(0, 10)).filter((text) =>
    text.startsWith("2024"),
  );
};

describe("holidayCalendar", () => {
  // Italy: law 260 of 27 May 1949 with its later changes.
  it("knows Italy's public holidays of 2024", () => {
    expect(daysIn2024("IT")).toEqual([
      ...["2024-01-01", "2024-01-06", "2024-03-31", "2024-04-01", "2024-04-25", "2024-05-01"],
      ...["2024-06-02", "2024-08-15", "2024-11-01", "2024-12-08", "2024-12-25", "2024-12-26"],
    ]);
  });

  // England and Wales: Banking and Financial Dealings Act 1971, schedule 1, and gov.uk/bank-holidays.
  it("knows a region's own: 2 January is Scotland's", () => {
    expect(daysIn2024("GB-ENG")).not.toContain("2024-01-02");
    expect(daysIn2024("GB-SCT")).toContain("2024-01-02");
  });

  it("counts each day of a holiday of several, and no half days", () => {
    // Saudi Arabia's Eid al-Fitr of 2024 began on 10 April by the calendar's rule and lasts four days.
    expect(daysIn2024("SA").filter((text) => text.startsWith("2024-04"))).toHaveLength(4);
    // Women's Day is half a day in China, for women.
    expect(daysIn2024("CN")).not.toContain("2024-03-08");
  });

  it("spans the days that it was asked for, and names its library as it is installed", () => {
    const calendar = holidayCalendar({ place: "it", panel: year2024, untilPosition: 400 });
    const { version } = JSON.parse(
      readFileSync(new URL("../../../node_modules/date-holidays/package.json", import.meta.url), "utf8"),
    );
    expect(HOLIDAY_LIBRARY).toBe(`date-holidays ${version}`);
    expect(calendar).toMatchObject({ place: "IT", name: "Italy", source: HOLIDAY_LIBRARY });
    expect(calendar.span.first).toBeLessThan(Date.UTC(2024, 0, 1) / 86_400_000);
    expect(calendar.span.last).toBeGreaterThanOrEqual(Date.UTC(2024, 0, 401) / 86_400_000);
  });

  it("refuses years that no rule reaches", () => {
    const far = { ...year2024, times: year2024.times.map((time) => time + 400 * 365.25 * 86_400_000) };
    expect(() => holidayCalendar({ place: "IT", panel: far, untilPosition: 365 })).toThrow(/1900 to 2200/);
  });
});

describe("readPlace", () => {
  it.each([
    ["IT", "IT", "Italy"],
    [" italy ", "IT", "Italy"],
    ["UK", "GB", "United Kingdom"],
    ["de-by", "DE-BY", "Germany, Bayern"],
    ["US-DC", "US-DC", "United States, District of Columbia"],
  ])("reads %j", (text, place, name) => {
    expect(readPlace(text)).toEqual({ place, name });
  });

  it.each([
    ["Itlay", /"Itlay" is not a country.*Did you mean IT \(Italy\)\?/],
    ["XX", /"XX" is not a country.*two letters/],
    ["DE-ZZ", /"ZZ" is not a region of Germany \(DE\)\. Known: BB, BE, BW, BY/],
    ["MC-01", /Monaco has no regions/],
    ["", /is not a country/],
    ["__proto__", /is not a country/],
  ])("refuses %j", (text, words) => {
    expect(() => readPlace(text)).toThrow(words);
  });

  it("knows two hundred countries by their English names", () => {
    const countries = holidayCountries();
    expect(countries.length).toBeGreaterThan(200);
    for (const { place, name } of countries) expect([place, name === place]).toEqual([place, false]);
  });
});
