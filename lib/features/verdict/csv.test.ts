import { describe, expect, it } from "vitest";
import type { Fold } from "#lib/forecast/index.ts";
import { CSV_HEADER, csvChunks, csvText } from "./csv.ts";
import { dailyPanel, flatForecast } from "./testing.ts";

describe("a field of text", () => {
  it.each([
    ["B1_12", "B1_12"],
    ["=1+1", "'=1+1"],
    ["+49", "'+49"],
    ["-5", "'-5"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["\t=1", "'\t=1"],
    ["\r=1", `"'\r=1"`],
    ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
    ["＝1+1", "'＝1+1"],
    ["＠SUM(A1)", "'＠SUM(A1)"],
    ["\n=1", `"'\n=1"`],
    ["=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"],
    ["a,b", '"a,b"'],
    ["line\nbreak", '"line\nbreak"'],
    ["a=b", "a=b"],
  ])("%j becomes %j", (text, expected) => {
    expect(csvText(text)).toBe(expected);
  });
});

describe("the forecasts as CSV", () => {
  const folds: Fold[] = [
    { fold: 0, role: "test", cutoffIndex: 27 },
    { fold: -1, role: "future", cutoffIndex: 29 },
  ];
  const panel = dailyPanel({
    series: 2,
    days: 30,
    ids: ["=cmd", "plain"],
    valueAt: (s, t) => (s === 1 && t === 29 ? Number.NaN : t),
  });
  const forecasts = folds.map((fold) =>
    flatForecast({ model: "theta", fold, series: 2, horizonSteps: 2, spread: 10, pointOf: (_, t) => t }),
  );
  const lines = [...csvChunks({ panel, folds, forecasts })].join("").split("\r\n");

  it("has one line a series, step and fold under its header", () => {
    expect(`${lines[0]}\r\n`).toBe(CSV_HEADER);
    expect(lines).toHaveLength(1 + 2 * 2 * 2 + 1);
    expect(lines.at(-1)).toBe("");
  });

  it("keeps actuals, absences and the calendar past the panel's end", () => {
    // point 28 ± 10·(2·level − 1): 50 % → ±5, 80 % → ±8, 95 % → ±9.5.
    expect(lines[1]).toBe("'=cmd,2018-01-29,theta,test-0,2018-01-28,28,28,23,33,20,36,18.5,37.5");
    expect(lines[4]).toBe("plain,2018-01-30,theta,test-0,2018-01-28,,29,24,34,21,37,19.5,38.5");
    expect(lines[5]).toBe("'=cmd,2018-01-31,theta,future,2018-01-30,,30,25,35,22,38,20.5,39.5");
  });

  it("gives actuals with every digit", () => {
    const large = dailyPanel({ series: 1, days: 30, valueAt: () => 123_456_789.25 });
    const text = [...csvChunks({ panel: large, folds: folds.slice(0, 1), forecasts: forecasts.slice(0, 1) })];
    expect(text.join("")).toContain(",2018-01-28,123456789.25,28,");
  });

  it("gives one series alone", () => {
    const one = [...csvChunks({ panel, folds, forecasts, series: 1 })].join("");
    expect(one).toContain("plain");
    expect(one).not.toContain("=cmd");
  });
});
