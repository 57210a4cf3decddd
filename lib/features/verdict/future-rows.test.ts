import { describe, expect, it } from "vitest";
import type { Fold } from "#lib/forecast/index.ts";
import { futureCsv, futureJson } from "./future-rows.ts";
import { dailyPanel, flatForecast } from "./testing.ts";

const FUTURE: Fold = { fold: -1, role: "future", cutoffIndex: 9 };

function source(ids: readonly string[], horizonSteps = 2) {
  const series = ids.length;
  const panel = dailyPanel({ series, days: 10, valueAt: () => 1, ids });
  const forecast = flatForecast({
    model: "theta",
    fold: FUTURE,
    series,
    horizonSteps,
    spread: 4,
    pointOf: (s, position) => 10 * (s + 1) + position,
  });
  return { panel, forecasts: [forecast] };
}

const whole = (chunks: Iterable<string>) => [...chunks].join("");

describe("a forecast as a file", () => {
  it("has a line a series and period after the data, with median and intervals", () => {
    // flatForecast: the quantile at level p is point + 4 (2p − 1); 0.1 → −3.2, 0.025 → −3.8.
    expect(whole(futureCsv(source(["a", "b"])))).toBe(
      [
        "unique_id,ds,yhat,yhat-lo-80,yhat-hi-80,yhat-lo-95,yhat-hi-95",
        "a,2018-01-11,20,16.8,23.2,16.2,23.8",
        "a,2018-01-12,21,17.8,24.2,17.2,24.8",
        "b,2018-01-11,30,26.8,33.2,26.2,33.8",
        "b,2018-01-12,31,27.8,34.2,27.2,34.8",
        "",
      ].join("\n"),
    );
  });

  it("says the same in JSON", () => {
    expect(JSON.parse(whole(futureJson("theta", source(["a"], 1))))).toEqual({
      model: "theta",
      items: [
        {
          unique_id: "a",
          ds: "2018-01-11",
          yhat: 20,
          "yhat-lo-80": 16.8,
          "yhat-hi-80": 23.2,
          "yhat-lo-95": 16.2,
          "yhat-hi-95": 23.8,
        },
      ],
    });
  });

  it("keeps ids as they came, quoted where CSV needs it", () => {
    const ids = ["=1+1", "-x", 'say "hi", please', "two\nlines"];
    const text = whole(futureCsv(source(ids, 1)));
    expect(text).toContain("\n=1+1,2018-01-11,");
    expect(text).toContain("\n-x,2018-01-11,");
    expect(text).toContain('\n"say ""hi"", please",2018-01-11,');
    expect(text).toContain('\n"two\nlines",2018-01-11,');
    const { items } = JSON.parse(whole(futureJson("theta", source(ids, 1))));
    expect(items.map((item: { unique_id: string }) => item.unique_id)).toEqual(ids);
  });

  it("leaves empty what a series too short has no number for", () => {
    const short = source(["a"], 1);
    short.forecasts[0]?.quantiles.fill(Number.NaN);
    expect(whole(futureCsv(short))).toMatch(/\na,2018-01-11,,,,,\n$/);
    expect(JSON.parse(whole(futureJson("theta", short))).items[0].yhat).toBeNull();
  });

  it("comes in pieces, and without forecasts is empty but whole", () => {
    const many = source(
      Array.from({ length: 2_000 }, (_, i) => `item-${i}`),
      3,
    );
    const chunks = [...futureCsv(many)];
    expect(chunks.length).toBeGreaterThan(3);
    expect(chunks.join("").trimEnd().split("\n")).toHaveLength(6_001);
    const none = { ...source(["a"]), forecasts: [] };
    expect(JSON.parse(whole(futureJson("theta", none)))).toEqual({ model: "theta", items: [] });
  });
});
