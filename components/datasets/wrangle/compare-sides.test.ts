import { describe, expect, it } from "vitest";
import { compareSides } from "./compare-sides.ts";

const side = (times: number[], values: (number | null)[]) => ({ id: "a", times, values });

describe("compareSides", () => {
  it("puts both sides on one time line and says where they differ", () => {
    const compared = compareSides({
      id: "a",
      before: side([1, 2, 3], [5, null, 7]),
      after: side([2, 3, 4], [6, 7, null]),
    });
    expect(compared.map(({ time, isChanged }) => [time, isChanged])).toEqual([
      [1, true],
      [2, true],
      [3, false],
      [4, false],
    ]);
    expect(compared[0]).toMatchObject({ before: 5, after: null, isInAfter: false });
  });

  it("has nothing to compare where a series is new or gone", () => {
    const compared = compareSides({ id: "a", before: null, after: side([1], [5]) });
    expect(compared).toEqual([
      { time: 1, before: null, after: 5, isInBefore: false, isInAfter: true, isChanged: false },
    ]);
  });
});
