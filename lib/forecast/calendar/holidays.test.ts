import { describe, expect, it } from "vitest";
import { fitRidge } from "../global/ridge.ts";
import { buildPanel } from "../panel.ts";
import { LEVEL_COUNT } from "../quantiles.ts";
import { contextOf, panelOf } from "../testing/panels.ts";
import { type Frequency, MEDIAN_INDEX, type Panel } from "../types.ts";
import { addHolidays, type HolidayCalendar, holidayCovariateOf } from "./holidays.ts";

const day = (text: string) => Date.parse(`${text}T00:00:00Z`) / 86_400_000;
const calendarOf = (...days: string[]): HolidayCalendar => ({
  ...{ place: "XX", name: "Nowhere", source: "test" },
  days: Int32Array.from(days, day),
  span: { first: day("1990-01-01"), last: day("2040-12-31") },
});

function at(texts: readonly string[], frequency: Frequency): Panel {
  return buildPanel({
    ids: ["a"],
    seriesOfRow: new Int32Array(texts.length),
    times: Float64Array.from(texts, (text) => Date.parse(`${text}Z`)),
    values: Float64Array.from(texts, (_, t) => t),
    frequency,
  });
}

describe("addHolidays", () => {
  const CASES: [string, Frequency, string[], string[], number[], RegExp][] = [
    [
      "days",
      { unit: "D", multiple: 1 },
      ["2024-12-24T00:00", "2024-12-25T00:00", "2024-12-27T00:00"],
      ["2024-12-25", "2024-12-28"],
      [0, 1, 0, 0, 1],
      /known ahead \(test\)\.$/,
    ],
    [
      "hours: all of the day",
      { unit: "h", multiple: 1 },
      ["2024-12-24T22:00", "2024-12-24T23:00", "2024-12-25T00:00"],
      ["2024-12-25"],
      [0, 0, 1, 1],
      /\.$/,
    ],
    [
      "weeks that begin on Monday",
      { unit: "W", multiple: 1 },
      ["2024-12-16T00:00", "2024-12-23T00:00"],
      ["2024-12-22", "2024-12-25", "2024-12-26"],
      [1, 2, 0],
      /A week was taken to begin/,
    ],
    [
      "weeks that end on Wednesday",
      { unit: "W", multiple: 1 },
      ["2024-12-18T00:00", "2024-12-25T00:00"],
      ["2024-12-18", "2024-12-19", "2024-12-25", "2024-12-26"],
      [1, 2, 1],
      /A week was taken to end/,
    ],
    [
      "month starts",
      { unit: "M", multiple: 1 },
      ["2024-11-01T00:00", "2024-12-01T00:00"],
      ["2024-11-30", "2024-12-01", "2024-12-31", "2025-01-01"],
      [1, 2, 1],
      /A month was taken to begin/,
    ],
    [
      "month ends",
      { unit: "M", multiple: 1 },
      ["2024-01-31T00:00", "2024-02-29T00:00"],
      ["2024-01-31", "2024-02-01", "2024-02-29", "2024-03-31", "2024-04-01"],
      [1, 2, 1],
      /A month was taken to end/,
    ],
    [
      "quarter ends",
      { unit: "Q", multiple: 1 },
      ["2024-03-31T00:00", "2024-06-30T00:00"],
      ["2024-01-01", "2024-04-01", "2024-07-01", "2024-09-30"],
      [1, 1, 2],
      /A quarter was taken to end/,
    ],
  ];
  it.each(CASES)("%s", (_, frequency, times, holidays, wanted, words) => {
    const panel = at(times, frequency);
    const length = panel.values.length;
    const { panel: out, notes } = addHolidays({
      ...{ panel, calendar: calendarOf(...holidays), untilPosition: wanted.length - 1 },
    });
    expect([...(holidayCovariateOf(out)?.values ?? [])]).toEqual(wanted);
    expect(out.values.slice(0, length)).toEqual(panel.values);
    expect(out.values.slice(length).every(Number.isNaN)).toBe(true);
    expect(notes.join()).toMatch(words);
  });

  it("gives every series rows up to the horizon, and reads a moved series by its own calendar", () => {
    const panel = panelOf({ long: [1, 2, 3, 4], short: [1, 2] }, { today: [5, 6, 7, 8, 5, 6] });
    // 1 January 2024 is position 0; the short series is moved by two days, and its own dates stay.
    const moved: Panel = { ...panel, starts: Int32Array.of(0, 2), shifts: Int32Array.of(0, 2) };
    const { panel: out } = addHolidays({
      ...{ panel: moved, calendar: calendarOf("2024-01-02", "2024-01-05"), untilPosition: 5 },
    });
    expect([...out.offsets]).toEqual([0, 6, 10]);
    expect([...(holidayCovariateOf(out)?.values ?? [])]).toEqual([0, 1, 0, 0, 1, 0, 0, 1, 0, 0]);
    expect(out.times).toHaveLength(6);
    expect(out.todayForecast?.slice(6, 8)).toEqual(Float64Array.of(5, 6));
  });

  it("refuses whole numbers, a name that is taken and years that are not known", () => {
    const calendar = calendarOf("2024-01-02");
    const whole = panelOf({ a: [1, 2, 3] }, { frequency: { unit: "int", multiple: 1 } });
    expect(() => addHolidays({ panel: whole, calendar, untilPosition: 3 })).toThrow(
      /Nowhere need dates, and the times are whole numbers/,
    );
    const values = Float64Array.of(0, 1, 0);
    const taken = panelOf(
      { a: [1, 2, 3] },
      { covariates: [{ name: "holiday", availability: "past_only", kind: "numeric", values }] },
    );
    expect(() => addHolidays({ panel: taken, calendar, untilPosition: 3 })).toThrow(/"holiday" already/);
    const later = { ...calendar, span: { first: day("2024-01-03"), last: day("2025-01-01") } };
    expect(() =>
      addHolidays({ panel: panelOf({ a: [1, 2, 3] }), calendar: later, untilPosition: 3 }),
    ).toThrow(/not known for all/);
  });

  it("lets a regression forecast a holiday that it could not know otherwise", async () => {
    // Every holiday sells thirty more, at no regular distance.
    const holidays = Array.from({ length: 60 }, (_, k) => 5 + 11 * k + ((k * k * 7) % 9));
    const isHoliday = new Set(holidays);
    const list = Array.from(
      { length: 600 },
      (_, t) => 20 + (t % 7) + (isHoliday.has(t) ? 30 : 0) + ((t * 37) % 11) / 11,
    );
    const start = day("2024-01-01");
    const calendar = { ...calendarOf(), days: Int32Array.from(holidays, (t) => start + t) };
    const panel = panelOf({ a: list.slice(0, 560) });
    const seen = addHolidays({ panel, calendar, untilPosition: 573 }).panel;
    const errorOf = async (given: Panel) => {
      const fitted = await fitRidge({
        ...{ panel: given, cutoffIndex: 559, horizonSteps: 14, seasonLength: 7, lookbackSteps: 14 },
        ...{ scaling: "auto", context: contextOf() },
      });
      const quantiles = fitted.predict({ panel: given, cutoffIndex: 559 });
      let sum = 0;
      for (let h = 0; h < 14; h += 1)
        sum += Math.abs((quantiles[h * LEVEL_COUNT + MEDIAN_INDEX] as number) - (list[560 + h] as number));
      return sum / 14;
    };
    expect(await errorOf(seen)).toBeLessThan(0.5 * (await errorOf(panel)));
  });
});
