import { describe, expect, test } from "vitest";
import { createRng } from "../rng.ts";
import { contextOf, panelOf } from "../testing/panels.ts";
import { MEDIAN_INDEX, QUANTILE_LEVELS } from "../types.ts";
import { solveRidge } from "./cholesky.ts";
import { fitRidge, loadRidge } from "./ridge.ts";

const LEVELS = QUANTILE_LEVELS.length;

/** Gaussian elimination with partial pivoting: another way to the same solution. */
function eliminate(matrix: number[][], right: number[][]): number[][] {
  const n = matrix.length;
  const rows = matrix.map((row, i) => [...row, ...(right[i] as number[])]);
  const cell = (i: number, j: number) => rows[i]?.[j] as number;
  for (let k = 0; k < n; k += 1) {
    let pivot = k;
    for (let i = k; i < n; i += 1) if (Math.abs(cell(i, k)) > Math.abs(cell(pivot, k))) pivot = i;
    [rows[k], rows[pivot]] = [rows[pivot] as number[], rows[k] as number[]];
    for (let i = 0; i < n; i += 1) {
      if (i === k) continue;
      const factor = cell(i, k) / cell(k, k);
      rows[i] = (rows[i] as number[]).map((value, j) => value - factor * cell(k, j));
    }
  }
  return rows.map((row, i) => row.slice(n).map((value) => value / cell(i, i)));
}

describe("the normal equations", () => {
  test("are solved as Gaussian elimination solves them", () => {
    const rng = createRng(5);
    const [size, columns] = [9, 3];
    const x = Array.from({ length: 40 }, () => Array.from({ length: size }, () => rng() - 0.5));
    const gram = Array.from({ length: size }, (_, i) =>
      Array.from({ length: size }, (_, j) =>
        x.reduce((sum, row) => sum + (row[i] as number) * (row[j] as number), 0),
      ),
    );
    const right = Array.from({ length: size }, () => Array.from({ length: columns }, () => rng()));
    const diagonal = Array.from({ length: size }, () => 0.1 + rng());
    const found = solveRidge({
      ...{ size, columns, diagonal },
      gram: Float64Array.from(gram.flat()),
      right: Float64Array.from(right.flat()),
    });
    const direct = eliminate(
      gram.map((row, i) => row.map((value, j) => value + (i === j ? (diagonal[i] as number) : 0))),
      right,
    ).flat();
    direct.forEach((value, i) => {
      expect(found?.[i]).toBeCloseTo(value, 10);
    });
  });

  test("have no answer where the matrix is not positive definite", () => {
    const gram = Float64Array.from([1, 1, 1, 1]);
    expect(
      solveRidge({ size: 2, columns: 1, gram, diagonal: [0, 0], right: Float64Array.from([1, 2]) }),
    ).toBeNull();
  });
});

describe("global ridge", () => {
  const weekly = (phase: number, gap: (t: number) => boolean = () => false) =>
    Array.from({ length: 140 }, (_, t) =>
      gap(t) ? null : 50 + 10 * Math.sin((2 * Math.PI * (t + phase)) / 7) + 3 * phase,
    );
  const options = {
    ...{ cutoffIndex: 132, horizonSteps: 7, seasonLength: 7, lookbackSteps: 14 },
    ...{ scaling: "auto" as const, context: contextOf() },
  };

  test("continues what is linear in its lags, across gaps too", async () => {
    const gaps = (t: number) => t % 29 === 4;
    const panel = panelOf({ A: weekly(0), B: weekly(2), C: weekly(5, gaps), D: weekly(1) });
    const fitted = await fitRidge({ ...options, panel });
    const quantiles = fitted.predict({ panel, cutoffIndex: 132 });
    panel.ids.forEach((_, s) => {
      for (let h = 0; h < 7; h += 1) {
        const y = panel.values[(panel.offsets[s] as number) + 133 + h] as number;
        // The week's swing is 20; scaling and the penalty leave a little of it.
        if (!Number.isNaN(y))
          expect(Math.abs((quantiles[(s * 7 + h) * LEVELS + MEDIAN_INDEX] as number) - y)).toBeLessThan(1.5);
      }
    });
    for (let i = 1; i < quantiles.length; i += 1)
      if (i % LEVELS !== 0) expect(quantiles[i]).toBeGreaterThanOrEqual(quantiles[i - 1] as number);
  });

  test("sees nothing after the cutoff, and a stored one says the same", async () => {
    const panel = panelOf({ A: weekly(0), B: weekly(3), C: weekly(4) });
    const changed = { ...panel, values: panel.values.slice() };
    changed.values[139] = 1e6;
    changed.values[279] = Number.NaN;
    const fitted = await fitRidge({ ...options, panel });
    const other = await fitRidge({ ...options, panel: changed });
    const said = fitted.predict({ panel, cutoffIndex: 132 });
    expect(other.predict({ panel: changed, cutoffIndex: 132 })).toEqual(said);
    const stored = loadRidge(JSON.parse(JSON.stringify(fitted.save())));
    expect(stored.predict({ panel, cutoffIndex: 132 })).toEqual(said);
  });

  test("leaves out covariates of the past that are too many inputs, and says so", async () => {
    const rng = createRng(2);
    const covariates = Array.from({ length: 24 }, (_, i) => ({
      ...{ name: `c${i}`, availability: "past_only" as const, kind: "numeric" as const },
      values: Float64Array.from({ length: 280 }, () => rng()),
    }));
    const panel = panelOf({ A: weekly(0), B: weekly(3) }, { covariates });
    const fitted = await fitRidge({ ...options, panel, lookbackSteps: 28 });
    expect(fitted.save().plan.channels).toEqual([]);
    expect(fitted.notes.join()).toContain("left out covariates");
    expect(fitted.predict({ panel, cutoffIndex: 132 }).every(Number.isFinite)).toBe(true);
  });

  test("refuses what has no window", async () => {
    const panel = panelOf({ A: [1, 2, 3] });
    await expect(fitRidge({ ...options, panel, cutoffIndex: 2 })).rejects.toMatchObject({
      code: "too_short",
    });
  });
});
