import { describe, expect, it } from "vitest";
import { buildPanel, type Panel, parseFrequency, rowAt } from "#lib/forecast/index.ts";
import { type LabelSpan, maskRows, positionsOf, rowsUnder } from "./mask.ts";
import { PROMOTION_COVARIATE, withPromotions } from "./promotion.ts";
import { propose } from "./propose.ts";

const DAY = 86_400_000;
const FIRST = Date.UTC(2024, 0, 1);
const day = (n: number) => FIRST + n * DAY;

function daily(series: readonly string[], days: number, valueAt: (s: number, t: number) => number): Panel {
  const rows = series.flatMap((_, s) => Array.from({ length: days }, (_x, t) => ({ s, t })));
  return buildPanel({
    ids: series,
    seriesOfRow: Int32Array.from(rows, ({ s }) => s),
    times: Float64Array.from(rows, ({ t }) => day(t)),
    values: Float64Array.from(rows, ({ s, t }) => valueAt(s, t)),
    frequency: parseFrequency("D"),
  });
}
const label = (change: Partial<LabelSpan>): LabelSpan => ({
  ...{ kind: "stockout", seriesId: "a", fromTime: day(2), untilTime: day(5), ...change },
});

describe("labels on a panel", () => {
  it("touch the periods from their first to their last, of their series or of all", () => {
    const panel = daily(["a", "b"], 8, () => 1);
    expect(positionsOf(panel, label({}))).toEqual({ first: 2, last: 4 });
    expect([...rowsUnder(panel, [label({})], ["stockout"])].join("")).toBe("0011100000000000");
    expect([...rowsUnder(panel, [label({ seriesId: null })], ["stockout"])].join("")).toBe(
      "0011100000111000",
    );
    expect([
      ...rowsUnder(panel, [label({ seriesId: "gone" }), label({ kind: "note" })], ["stockout"]),
    ]).not.toContain(1);
  });

  it("made on days mark each week that they reach into, and beyond the data's end nothing", () => {
    const weeks = buildPanel({
      ids: ["a"],
      seriesOfRow: new Int32Array(4),
      times: Float64Array.from([0, 7, 14, 21], day),
      values: Float64Array.from([1, 2, 3, 4]),
      frequency: parseFrequency("W-MON"),
    });
    expect(positionsOf(weeks, label({ fromTime: day(6), untilTime: day(8) }))).toEqual({ first: 0, last: 1 });
    expect(positionsOf(weeks, label({ fromTime: day(7), untilTime: day(14) }))).toEqual({
      first: 1,
      last: 1,
    });
    expect(positionsOf(weeks, label({ fromTime: day(60), untilTime: day(61) }))).toBeNull();
    expect(positionsOf(weeks, label({ fromTime: day(-9), untilTime: day(-2) }))).toBeNull();
  });

  it("hide targets as missing and leave the panel they were made of alone", () => {
    const panel = daily(["a", "b"], 8, (_s, t) => (t > 1 && t < 5 ? 0 : 9));
    const masked = maskRows(panel, rowsUnder(panel, [label({})], ["stockout"]));
    expect([...masked.values.slice(0, 8)]).toEqual([9, 9, Number.NaN, Number.NaN, Number.NaN, 9, 9, 9]);
    expect(masked.values.slice(8)).toEqual(panel.values.slice(8));
    expect(panel.values[2]).toBe(0);
    expect(maskRows(panel, new Uint8Array(panel.values.length))).toBe(panel);
  });

  it("give promotions as an input known ahead, planned ones too", () => {
    const panel = daily(["a", "b"], 8, () => 1);
    const planned = [
      label({ kind: "promotion" }),
      label({ kind: "promotion", fromTime: day(9), untilTime: day(10) }),
    ];
    const longer = withPromotions(panel, planned, 10);
    const input = longer.covariates.find(({ name }) => name === PROMOTION_COVARIATE);
    expect(input).toMatchObject({ availability: "known_ahead", kind: "numeric" });
    const at = (series: number, position: number) => input?.values[rowAt(longer, series, position)];
    expect([1, 2, 4, 5, 8, 9, 10].map((position) => at(0, position))).toEqual([0, 1, 1, 0, 0, 1, 0]);
    expect([2, 9].map((position) => at(1, position))).toEqual([0, 0]);
    expect(() => withPromotions(longer, planned, 10)).toThrow(/already/);
  });
});

describe("proposals", () => {
  const panel = daily(["a", "b", "c", "d", "e"], 120, (s, t) => {
    if (t === 50) return 0;
    if (s === 0 && t >= 80 && t < 90) return 0;
    return 20 + s + (t % 7);
  });

  it("name series, stretch and reason, a day on which all are closed first of all as that", () => {
    const found = propose({ panel, active: [], rejected: [] });
    expect(
      found.map(({ kind, seriesId, fromTime, untilTime }) => ({ kind, seriesId, fromTime, untilTime })),
    ).toEqual([
      { kind: "stockout", seriesId: "a", fromTime: day(80), untilTime: day(90) },
      { kind: "closure", seriesId: null, fromTime: day(50), untilTime: day(51) },
    ]);
    expect(found[0]?.why).toBe("10 periods at zero, against 0 of the other 109");
  });

  it("are not made again once answered, whatever the answer was", () => {
    const [stockout, closure] = propose({ panel, active: [], rejected: [] });
    if (!stockout || !closure) throw new Error("no proposals");
    expect(propose({ panel, active: [stockout], rejected: [closure] })).toEqual([]);
    expect(propose({ panel, active: [], rejected: [stockout] })).toMatchObject([{ kind: "closure" }]);
  });
});
