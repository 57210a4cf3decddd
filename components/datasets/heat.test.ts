import { describe, expect, it } from "vitest";
import type { SeriesSummary } from "#lib/features/datasets/index.ts";
import { heatStep, prepareHeat } from "./heat.ts";

const summary = (rows: number[][], mean: number[]): SeriesSummary => {
  const fill = new Array<number>(rows.length).fill(0);
  return {
    ids: rows.map((_, i) => `s${i}`),
    first: fill,
    last: fill,
    known: fill,
    mean,
    highest: fill,
    lowest: fill,
    zeros: fill,
    negatives: fill,
    missing: fill,
    zeroRun: fill,
    adi: fill,
    cv2: fill,
    binCount: rows[0]?.length ?? 0,
    binSteps: 1,
    low: fill,
    high: rows.map(() => 254),
    bins: Buffer.from(rows.flat()).toString("base64"),
  };
};

describe("prepareHeat", () => {
  it("puts each cell into a step of its series' own mean, and leaves missing cells out", () => {
    // 40/100 is under 0.5; 100/100 in the middle; 255 is missing; 250/100 beyond 1.8.
    const heat = prepareHeat(summary([[40, 100, 255, 250]], [100]));
    expect(heat).toEqual({
      rows: 1,
      columns: 4,
      seriesPerRow: 1,
      paths: ["M0 0h1v1h-1z", "", "M1 0h1v1h-1z", "", "M3 0h1v1h-1z"],
    });
  });

  it("joins equal neighbours into one stretch", () => {
    expect(prepareHeat(summary([[10, 10, 10]], [100])).paths[0]).toBe("M0 0h3v1h-3z");
  });

  it("averages neighbouring series past the rows there are", () => {
    const heat = prepareHeat(
      summary(
        [
          [0, 255],
          [200, 255],
          [100, 100],
        ],
        [100, 100, 100],
      ),
      2,
    );
    expect(heat).toMatchObject({ rows: 2, seriesPerRow: 2 });
    // Row 0: (0 + 2) / 2 = 1, the middle step; its second column is missing.
    expect(heat.paths[2]).toBe("M0 0h1v1h-1zM0 1h2v1h-2z");
  });

  it.each([
    [null, 10, null],
    [5, 0, null],
    [0, 10, 0],
    [10, 10, 2],
    [100, 10, 4],
  ])("value %s at mean %s is step %s", (value, mean, step) => {
    expect(heatStep(value, mean)).toBe(step);
  });
});
