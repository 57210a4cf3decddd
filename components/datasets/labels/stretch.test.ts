import { describe, expect, it } from "vitest";
import { around, endsOf, lastPeriods, moved, placesOf, rowsOfTexts, viewWith } from "./stretch.ts";

describe("marking a stretch by keys", () => {
  const count = 100;
  const press = (keys: readonly (string | [string])[]) =>
    keys.reduce<ReturnType<typeof moved>>(
      (at, key) =>
        typeof key === "string"
          ? moved(at, key, { isExtending: false, count })
          : moved(at, key[0], { isExtending: true, count }),
      null,
    );

  it("begins at the newest period, moves one or many, and stops at the ends", () => {
    expect(press(["ArrowLeft"])).toEqual({ cursor: 98, anchor: 98 });
    expect(press(["PageUp", "ArrowRight"])).toEqual({ cursor: 72, anchor: 72 });
    expect(press(["Home", "ArrowLeft"])).toEqual({ cursor: 0, anchor: 0 });
    expect(press(["End", "PageDown"])).toEqual({ cursor: 99, anchor: 99 });
    expect(press(["x"])).toBeNull();
  });

  it("keeps the other end with Shift, in either direction, until Escape", () => {
    const marked = press(["Home", "PageDown", ["ArrowLeft"], ["ArrowLeft"]]);
    expect(marked).toEqual({ cursor: 26, anchor: 28 });
    expect(marked && endsOf(marked)).toEqual({ first: 26, last: 28 });
    expect(press(["Home", "PageDown", ["ArrowLeft"], "Escape"])).toEqual({ cursor: 27, anchor: 27 });
  });
});

describe("what a chart shows", () => {
  it("follows the cursor by as little as is needed", () => {
    expect(viewWith({ from: 10, to: 19 }, 15, 100)).toEqual({ from: 10, to: 19 });
    expect(viewWith({ from: 10, to: 19 }, 9, 100)).toEqual({ from: 9, to: 18 });
    expect(viewWith({ from: 10, to: 19 }, 21, 100)).toEqual({ from: 12, to: 21 });
  });

  it("is the newest stretch, or what a proposal stands in", () => {
    expect(lastPeriods(400, 90)).toEqual({ from: 310, to: 399 });
    expect(lastPeriods(40, 90)).toEqual({ from: 0, to: 39 });
    expect(around({ first: 100, last: 113 }, 120)).toEqual({ from: 40, to: 119 });
  });

  it("has labels where their times are, and those of before or after nowhere", () => {
    const times = [0, 10, 20, 30];
    expect(placesOf(times, { fromTime: 10, untilTime: 30 })).toEqual({ first: 1, last: 2 });
    expect(placesOf(times, { fromTime: 15, untilTime: 16 })).toEqual({ first: 1, last: 1 });
    expect(placesOf(times, { fromTime: -20, untilTime: 0 })).toBeNull();
    expect(placesOf(times, { fromTime: 30, untilTime: 40 })).toEqual({ first: 3, last: 3 });
    expect(placesOf(times, { fromTime: 50, untilTime: 60 })).toBeNull();
    expect(placesOf([], { fromTime: 0, untilTime: 10 })).toBeNull();
  });

  it("writes names side by side or above each other, and leaves out what has no room", () => {
    const at = (x: number) => ({ x, width: 40 });
    expect(rowsOfTexts([at(20), at(30), at(50), at(100)], { rows: 2, gap: 4 })).toEqual([0, 1, null, 0]);
  });
});
