import { describe, expect, it } from "vitest";
import { createRng } from "#lib/forecast/index.ts";
import { findLevelShift, pettitt } from "./level-shift.ts";
import { findOutliers, modifiedScores } from "./outliers.ts";
import { expectedRuns, findZeroRuns } from "./zero-runs.ts";

/** Annual flow of the Nile at Aswan 1871–1970 in 10⁸ m³: R's `datasets::Nile`, from Durbin and Koopman (2001). */
const NILE = Float64Array.from([
  1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180, 799, 958,
  1140, 1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833, 701, 916, 692, 1020,
  1050, 969, 831, 726, 456, 824, 702, 1120, 1100, 832, 764, 821, 768, 845, 864, 862, 698, 845, 744, 796, 1040,
  759, 781, 865, 845, 944, 984, 897, 822, 1010, 771, 676, 649, 846, 812, 742, 801, 1040, 860, 874, 848, 890,
  744, 749, 838, 1050, 918, 986, 797, 923, 975, 815, 1020, 906, 901, 1170, 912, 746, 919, 718, 714, 740,
]);

describe("runs of zeros", () => {
  it("expects n·(1−p)·p^L runs: one of 6.64 heads in 200 tosses (Schilling 1990)", () => {
    // log2(200 · 1/2) = 6.6439: the length of which one run is expected.
    expect(expectedRuns({ known: 200, zeroShare: 0.5, length: Math.log2(100) })).toBeCloseTo(1, 12);
    expect(expectedRuns({ known: 1000, zeroShare: 0.1, length: 4 })).toBeCloseTo(0.09, 12);
  });

  it("finds what the series' own rate of zeros does not explain, across gaps, and nothing else", () => {
    const values = Float64Array.from({ length: 200 }, (_, i) => (i % 10 === 0 ? 0 : 5));
    values.fill(0, 101, 110);
    values[105] = Number.NaN;
    expect(findZeroRuns(values)).toMatchObject([{ first: 100, last: 110 }]);
    // Two zeros of ten are a run of this series like any other.
    expect(findZeroRuns(Float64Array.from({ length: 200 }, (_, i) => (i % 10 < 2 ? 0 : 5)))).toEqual([]);
  });

  it("leaves intermittent demand, zeros before the first sale, and a series that never sold alone", () => {
    const rng = createRng(4);
    expect(findZeroRuns(Float64Array.from({ length: 400 }, () => (rng() < 0.85 ? 0 : 3)))).toEqual([]);
    expect(findZeroRuns(Float64Array.from({ length: 90 }, (_, i) => (i < 40 ? 0 : 5)))).toEqual([]);
    expect(findZeroRuns(new Float64Array(90))).toEqual([]);
    expect(findZeroRuns(new Float64Array(0))).toEqual([]);
  });
});

describe("outliers", () => {
  it("scores by 0.6745·(x − median)/MAD, as Iglewicz and Hoaglin define it", () => {
    // Median 2.45 and MAD 0.15, by hand.
    const values = Float64Array.from([2.1, 2.6, 2.4, 2.5, 2.3, 2.1, 2.3, 2.6, 8.2, 8.3]);
    const scores = modifiedScores(values);
    expect(scores[8]).toBeCloseTo((0.6745 * 5.75) / 0.15, 9);
    expect(scores[0]).toBeCloseTo((0.6745 * -0.35) / 0.15, 9);
    expect(modifiedScores(Float64Array.from([1, 1, 1, 9]))[3]).toBeNaN();
  });

  it("finds a spike and a hole beside a slow trend, and nothing in noise", () => {
    const rng = createRng(1);
    const values = Float64Array.from({ length: 300 }, (_, i) => 50 + i / 3 + 4 * (rng() - 0.5));
    expect(findOutliers(values)).toEqual([]);
    values[120] = 900;
    values[200] = 3;
    expect(findOutliers(values).map(({ first, last }) => [first, last])).toEqual([
      [120, 120],
      [200, 200],
    ]);
  });

  it("says nothing where most values are equal, or where there are few", () => {
    const mostlyZero = Float64Array.from({ length: 100 }, (_, i) => (i % 25 === 7 ? 9 : 0));
    expect(findOutliers(mostlyZero)).toEqual([]);
    expect(findOutliers(Float64Array.from([1, 2, 1, 90, 2]))).toEqual([]);
  });
});

describe("level shifts", () => {
  it("finds the Nile's change after 1898 (Cobb 1978) with the K of pyhomogeneity's pettitt_test", () => {
    const { after, pValue, statistic } = pettitt(NILE);
    expect(after).toBe(28);
    // pyhomogeneity 1.1 on statsmodels 0.15's `nile`: cp 28, U 1617.
    expect(statistic).toBe(1617);
    expect(pValue).toBeCloseTo(2 * Math.exp((-6 * 1617 ** 2) / (100 ** 3 + 100 ** 2)), 15);
    expect(pValue).toBeLessThan(1e-6);
    expect(findLevelShift(NILE, 1)).toMatchObject({ first: 28, last: 28 });
    // A tenth less water all along would be no new level: a proposal needs a quarter.
    expect(
      findLevelShift(
        NILE.map((flow, i) => (i < 28 ? 0.9 * flow : flow)),
        1,
      ),
    ).toBeNull();
  });

  it("takes a season for none, and needs blocks on both sides", () => {
    const weekly = Float64Array.from({ length: 280 }, (_, i) => (i % 7 < 2 ? 30 : 10));
    expect(findLevelShift(weekly, 7)).toBeNull();
    const shifted = weekly.map((value, i) => (i < 140 ? value : value + 20));
    expect(findLevelShift(shifted, 7)).toMatchObject({ first: 140 });
    expect(
      findLevelShift(
        weekly.map((value, i) => (i < 260 ? value : value + 20)),
        7,
      ),
    ).toBeNull();
  });
});
