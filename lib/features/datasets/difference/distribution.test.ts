import { describe, expect, it } from "vitest";
import { withDuckDb, withFolder } from "#lib/platform/parquet/duck.ts";
import {
  type CategorySketch,
  mergeSketches,
  moments,
  type NumberSketch,
  populationStability,
  wasserstein,
} from "./distribution.ts";
import { sketchColumns } from "./sketch.ts";

/** The sketch of a column of numbers, as DuckDB makes it. */
async function sketchOf(values: readonly (number | null)[]): Promise<NumberSketch> {
  return withFolder((folder) =>
    withDuckDb({ folder }, async (connection) => {
      await connection.run("CREATE TABLE t (y DOUBLE)");
      await connection.run(
        `INSERT INTO t VALUES ${values.map((value) => `(${value === null ? "NULL" : value})`).join(", ")}`,
      );
      const sketches = await sketchColumns(connection, "t", [{ name: "y", sql: "y", kind: "numeric" }]);
      return sketches.y as NumberSketch;
    }),
  );
}
const names = (counts: [string, number][], missing = 0): CategorySketch => ({
  kind: "categorical",
  missing,
  counts,
  rest: 0,
});

describe("sketches", () => {
  it("keep counts, sums and order, below zero too, and add up", async () => {
    const [a, b] = [await sketchOf([-8, -1, 0, 1, 1, null]), await sketchOf([8, -1, 2])];
    expect(a.bins.map((bin) => [bin[1], bin[2]])).toEqual([
      [1, -8],
      [1, -1],
      [1, 0],
      [2, 2],
    ]);
    expect(a.missing).toBe(1);
    const both = mergeSketches([a, b]);
    expect(both).toEqual(await sketchOf([-8, -1, 0, 1, 1, null, 8, -1, 2]));
    // Mean 2/8; squares (64 + 1 + 0 + 1 + 1 + 64 + 1 + 4)/8 = 17.
    expect(moments(both).mean).toBeCloseTo(0.25, 12);
    expect(moments(both).deviation).toBeCloseTo(Math.sqrt(17 - 0.0625), 12);
  });
});

describe("population stability index", () => {
  it("is that of the formula by hand", () => {
    // p = (60.5, 30.5, 10.5)/101.5, q = (30.5, 30.5, 40.5)/101.5.
    const [p, q] = [
      [60.5, 30.5, 10.5],
      [30.5, 30.5, 40.5],
    ].map((side) => side.map((n) => n / 101.5)) as [number[], number[]];
    const expected = p.reduce(
      (sum, each, i) => sum + ((q[i] as number) - each) * Math.log((q[i] as number) / each),
      0,
    );
    const from = names([
      ["a", 60],
      ["b", 30],
      ["c", 10],
    ]);
    const to = names([
      ["c", 40],
      ["a", 30],
      ["b", 30],
    ]);
    expect(populationStability(from, to)).toBeCloseTo(expected, 12);
    expect(populationStability(to, from)).toBeCloseTo(expected, 12);
  });

  it("is 0 for equal shares, finite for a category that is new, and sees what is not known", () => {
    expect(populationStability(names([["a", 5]]), names([["a", 5]]))).toBe(0);
    expect(populationStability(names([["a", 50]]), names([["b", 50]]))).toBeGreaterThan(5);
    expect(populationStability(names([["a", 50]]), names([["a", 25]], 25))).toBeGreaterThan(0.25);
    expect(populationStability(names([]), names([["a", 1]]))).toBeNaN();
  });

  it("groups numbers by the deciles of the first, and is small for the same law drawn again", async () => {
    const lcg = (seed: number) => () => {
      seed = (seed * 1_664_525 + 1_013_904_223) % 2 ** 32;
      return seed / 2 ** 32;
    };
    const draw = (seed: number, scale: number) => {
      const rng = lcg(seed);
      return Array.from({ length: 4000 }, () => scale * -Math.log(1 - rng()));
    };
    const [a, again, twice] = [
      await sketchOf(draw(1, 10)),
      await sketchOf(draw(2, 10)),
      await sketchOf(draw(3, 20)),
    ];
    expect(populationStability(a, again)).toBeLessThan(0.01);
    // Of exponential laws whose means are 1 to 2, decile i holds q = √(1 − (i − 1)/10) − √(1 − i/10): in all 0.3816. The
    // edges here are those of bins, and the values are drawn.
    const shares = Array.from({ length: 10 }, (_, i) => Math.sqrt(1 - i / 10) - Math.sqrt(1 - (i + 1) / 10));
    const law = shares.reduce((sum, q) => sum + (q - 0.1) * Math.log(q / 0.1), 0);
    expect(Math.abs(populationStability(a, twice) - law)).toBeLessThan(0.06);
    // Mean moves by 10, and one law lies above the other everywhere, so the distance is the difference of the means.
    expect(wasserstein(a, twice)).toBeCloseTo(moments(twice).mean - moments(a).mean, 6);
  });
});

describe("Wasserstein distance", () => {
  it("is how far values were moved", async () => {
    const a = await sketchOf([1, 2, 3, 4]);
    expect(wasserstein(a, a)).toBe(0);
    expect(wasserstein(a, await sketchOf([6, 7, 8, 9]))).toBeCloseTo(5, 12);
    // One of two values moves from 0 to 10: half of them by 10.
    expect(wasserstein(await sketchOf([0, 0]), await sketchOf([0, 10]))).toBeCloseTo(5, 12);
    expect(wasserstein(a, await sketchOf([null]))).toBeNaN();
  });
});
