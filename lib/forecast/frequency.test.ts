import { describe, expect, it } from "vitest";
import { ForecastError } from "./errors.ts";
import {
  addSteps,
  formatFrequency,
  inferFrequency,
  parseFrequency,
  seasonLengthOf,
  stepsBetween,
} from "./frequency.ts";

const at = (text: string) => Date.parse(`${text}Z`);
const day = (text: string) => at(`${text}T00:00:00`);

describe("parseFrequency", () => {
  it.each([
    ["h", "h", 1],
    ["D", "D", 1],
    ["W-WED", "W", 1],
    ["MS", "M", 1],
    ["QE", "Q", 1],
    ["15min", "min", 15],
    ["int", "int", 1],
  ] as const)("reads %s as pandas does", (text, unit, multiple) => {
    expect(parseFrequency(text)).toEqual({ unit, multiple });
  });

  it.each(["", "0D", "daily", "D D", "-1h", "__proto__"])("refuses %j", (text) => {
    expect(() => parseFrequency(text)).toThrow(ForecastError);
  });

  it("round-trips", () => {
    for (const text of ["h", "15min", "W", "2M"]) expect(formatFrequency(parseFrequency(text))).toBe(text);
  });
});

describe("addSteps", () => {
  it.each([
    ["2024-01-31", 1, "M", "2024-02-29"],
    ["2023-01-31", 1, "M", "2023-02-28"],
    ["2023-02-28", 1, "M", "2023-03-31"],
    ["2024-01-30", 1, "M", "2024-02-29"],
    ["2024-01-15", -13, "M", "2022-12-15"],
    ["2024-02-29", 1, "Y", "2025-02-28"],
    ["2023-03-31", 1, "Q", "2023-06-30"],
    ["1969-12-31", 1, "M", "1970-01-31"],
    ["2024-03-30", 1, "D", "2024-03-31"],
    ["2024-12-30", 1, "W", "2025-01-06"],
  ] as const)("%s plus %i %s is %s", (from, steps, unit, to) => {
    expect(addSteps(day(from), steps, { unit, multiple: 1 })).toBe(day(to));
  });

  it("keeps the time of day", () => {
    expect(addSteps(at("2024-01-31T13:30:00"), 1, { unit: "M", multiple: 1 })).toBe(
      at("2024-02-29T13:30:00"),
    );
  });
});

describe("stepsBetween", () => {
  it("matches months by month, whatever the day", () => {
    expect(stepsBetween(day("2024-04-30"), day("2024-05-31"), { unit: "M", multiple: 1 })).toBe(1);
  });
  it("answers null off the grid", () => {
    expect(stepsBetween(day("2024-01-01"), day("2024-01-04"), { unit: "W", multiple: 1 })).toBeNull();
    expect(stepsBetween(day("2024-01-01"), day("2024-02-01"), { unit: "Q", multiple: 1 })).toBeNull();
  });
});

describe("inferFrequency", () => {
  const times = (texts: readonly string[]) => Float64Array.from(texts, day);

  it.each([
    ["daily", ["2024-01-01", "2024-01-02", "2024-01-03"], "D", 0],
    ["daily with two gaps", ["2024-01-01", "2024-01-02", "2024-01-05"], "D", 2],
    ["weekly", ["2024-01-03", "2024-01-10", "2024-01-17"], "W", 0],
    ["month starts", ["2024-01-01", "2024-02-01", "2024-03-01"], "M", 0],
    ["month ends", ["2024-01-31", "2024-02-29", "2024-03-31"], "M", 0],
    ["quarters", ["2024-01-01", "2024-04-01", "2024-07-01"], "Q", 0],
    ["years", ["2021-12-31", "2022-12-31", "2024-12-31"], "Y", 1],
    ["unsorted and repeated", ["2024-01-03", "2024-01-01", "2024-01-02", "2024-01-01"], "D", 0],
  ] as const)("%s", (_, texts, unit, gaps) => {
    expect(inferFrequency(times(texts))).toEqual({ frequency: { unit, multiple: 1 }, gaps });
  });

  it("finds quarters of an hour", () => {
    const quarter = Float64Array.from([0, 1, 2, 5], (i) => i * 900_000);
    expect(inferFrequency(quarter)).toEqual({ frequency: { unit: "min", multiple: 15 }, gaps: 2 });
  });

  it("answers null for one time, or for times that no grid explains", () => {
    expect(inferFrequency(times(["2024-01-01"]))).toBeNull();
    expect(inferFrequency(Float64Array.of(0, 7919, 3_600_000))).toBeNull();
  });
});

it("knows the usual seasons", () => {
  const seasons = ["D", "h", "W", "M", "Q", "Y", "15min", "int"].map((text) =>
    seasonLengthOf(parseFrequency(text)),
  );
  expect(seasons).toEqual([7, 24, 52, 12, 4, 1, 96, 1]);
});
