import { describe, expect, it } from "vitest";
import { buildPanel, checkPanel, historyOf, recentPanel, timeAtPosition, truncatePanel } from "./panel.ts";
import { panelOf } from "./testing/panels.ts";
import type { Panel } from "./types.ts";

const DAY = 86_400_000;
const rows = (over: Partial<Parameters<typeof buildPanel>[0]> = {}) => ({
  ids: ["a", "b"],
  seriesOfRow: Int32Array.of(1, 0, 0, 1),
  times: Float64Array.of(3 * DAY, 2 * DAY, 0, DAY),
  values: Float64Array.of(40, 30, 10, 20),
  ...over,
});

describe("buildPanel", () => {
  it("lays unsorted rows on the grid and leaves absent periods missing", () => {
    const panel = buildPanel(rows());
    expect(panel.frequency).toEqual({ unit: "D", multiple: 1 });
    expect([...panel.values]).toEqual([10, Number.NaN, 30, 20, Number.NaN, 40]);
    expect([...panel.offsets]).toEqual([0, 3, 6]);
    expect([...panel.starts]).toEqual([0, 1]);
    expect(panel.times).toHaveLength(4);
  });

  it("keeps month ends on a grid that starts in February", () => {
    const times = ["2023-02-28", "2023-03-31", "2023-04-30"].map((text) => Date.parse(text));
    const panel = buildPanel({
      ids: ["a"],
      seriesOfRow: new Int32Array(3),
      times: Float64Array.from(times),
      values: Float64Array.of(1, 2, 3),
    });
    expect([...panel.times]).toEqual(times);
    const eighth = ["2023-02-28", "2023-03-28", "2023-04-28"].map((text) => Date.parse(text));
    const same = buildPanel({
      ids: ["a"],
      seriesOfRow: new Int32Array(3),
      times: Float64Array.from(eighth),
      values: Float64Array.of(1, 2, 3),
    });
    expect([...same.times]).toEqual(eighth);
    expect(timeAtPosition(panel, 3)).toBe(Date.parse("2023-05-31"));
    expect(timeAtPosition(same, 3)).toBe(Date.parse("2023-05-28"));
  });

  it.each([
    [
      "no rows",
      rows({ seriesOfRow: new Int32Array(0), times: new Float64Array(0), values: new Float64Array(0) }),
      /no rows/,
    ],
    [
      "a duplicate",
      rows({ times: Float64Array.of(DAY, 2 * DAY, 0, DAY) }),
      /"b" has two rows for 1970-01-02/,
    ],
    [
      "an odd hour",
      rows({ times: Float64Array.of(3 * DAY, 2 * DAY, 0, DAY + 5), frequency: { unit: "D", multiple: 1 } }),
      /off the regular grid/,
    ],
    ["an unreadable time", rows({ times: Float64Array.of(Number.NaN, 2 * DAY, 0, DAY) }), /readable time/],
    [
      "a few rows over more periods than can be held",
      rows({
        ids: Array.from({ length: 300 }, (_, s) => String(s)),
        frequency: { unit: "min", multiple: 1 },
        seriesOfRow: Int32Array.from({ length: 600 }, (_, i) => i >> 1),
        times: Float64Array.from({ length: 600 }, (_, i) => (i % 2) * 700 * DAY),
        values: new Float64Array(600),
      }),
      /600 rows lie scattered over 302,400,300 periods of min/,
    ],
    ["uneven columns", rows({ values: Float64Array.of(1) }), /different lengths/],
  ])("refuses %s", (_, input, message) => {
    expect(() => buildPanel(input)).toThrow(message);
  });

  it("refuses a constant that changes", () => {
    const brand = {
      name: "brand",
      availability: "static",
      kind: "numeric",
      values: Float64Array.of(1, 1, 2, 1),
    } as const;
    expect(() => buildPanel(rows({ covariates: [brand] }))).toThrow(
      /"brand" is declared constant but changes within series "a"/,
    );
  });
});

describe("truncatePanel", () => {
  it("hides targets, today's forecasts and past-only covariates after the cutoff, and keeps what is known ahead", () => {
    const values = Float64Array.of(1, 2, 3, 4);
    const panel = panelOf(
      { a: [1, 2, 3, 4] },
      {
        today: [5, 6, 7, 8],
        covariates: [
          { name: "weather", availability: "past_only", kind: "numeric", values },
          { name: "promo", availability: "known_ahead", kind: "numeric", values },
        ],
      },
    );
    const seen = truncatePanel(panel, 1);
    expect([...seen.values]).toEqual([1, 2, Number.NaN, Number.NaN]);
    expect([...(seen.todayForecast ?? [])]).toEqual([5, 6, Number.NaN, Number.NaN]);
    expect(seen.covariates.map((covariate) => covariate.values[3])).toEqual([Number.NaN, 4]);
    expect(panel.values[3]).toBe(4);
  });
});

describe("historyOf", () => {
  it("drops leading gaps and keeps trailing ones up to the cutoff", () => {
    const panel = panelOf({ a: [null, 1, null, 2], b: [1, 2, 3, 4, 5, 6] });
    expect(historyOf(panel, 0, 5)).toEqual({
      start: 1,
      values: Float64Array.of(1, Number.NaN, 2, Number.NaN, Number.NaN),
    });
    expect(historyOf(panel, 0, 0).values).toHaveLength(0);
  });
});

describe("recentPanel", () => {
  it("drops old rows, keeps places in time, and names who lost some", () => {
    const promo = {
      name: "promo",
      availability: "known_ahead",
      kind: "numeric",
      values: Float64Array.of(0, 1, 2, 3, 4, 5, 6, 7),
    } as const;
    const panel = panelOf({ a: [1, 2, 3, 4, 5], b: [6, 7, 8] }, { covariates: [promo] });
    const { panel: recent, cropped } = recentPanel({ panel, cutoffIndex: 3, periods: 2 });
    expect(cropped).toEqual(["a", "b"]);
    expect([...recent.values]).toEqual([3, 4, 5, 8]);
    expect([...recent.starts]).toEqual([2, 2]);
    expect([...(recent.covariates[0]?.values ?? [])]).toEqual([2, 3, 4, 7]);
    expect(historyOf(recent, 0, 3)).toEqual({ start: 2, values: Float64Array.of(3, 4) });
    expect(recentPanel({ panel, cutoffIndex: 4, periods: 5 })).toEqual({ panel, cropped: [] });
  });
});

describe("checkPanel", () => {
  const broken = (over: Partial<Panel>): Panel => ({ ...panelOf({ a: [1, 2, 3] }), ...over });
  it.each([
    ["1e300", broken({ values: Float64Array.of(1, 1e300, 3) }), /Series "a" holds 1e\+300/],
    ["infinity", broken({ values: Float64Array.of(1, Number.POSITIVE_INFINITY, 3) }), /Infinity/],
    ["nothing known", broken({ values: new Float64Array(3).fill(Number.NaN) }), /single known value/],
    ["a falling grid", broken({ times: Float64Array.of(0, 2, 1) }), /does not rise/],
    ["offsets that do not fit", broken({ offsets: Int32Array.of(0, 2) }), /do not fit/],
  ])("refuses %s", (_, panel, message) => {
    expect(() => checkPanel(panel)).toThrow(message);
  });
});
