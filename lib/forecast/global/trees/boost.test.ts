import { describe, expect, test } from "vitest";
import { createRng, normalFrom } from "../../rng.ts";
import { boost } from "./boost.ts";
import { addUp, HEAD_LEVELS } from "./forest.ts";

describe("boosted quantiles", () => {
  // y = 2·x + (1 + x)·ε: both the middle and the spread rise with the first column; the second says nothing.
  const rng = createRng(21);
  const rows = 6_000;
  const bins = Uint8Array.from({ length: 2 * rows }, () => 1 + Math.floor(4 * rng()));
  const target = Float32Array.from({ length: rows }, (_, i) => {
    const x = bins[i] as number;
    return 2 * x + (1 + x) * normalFrom(rng);
  });
  const grow = () =>
    boost({
      ...{
        data: { rows, columns: 2, bins },
        target,
        smeared: target,
        levels: HEAD_LEVELS,
        trees: 120,
        rng: createRng(4),
      },
      settings: { rate: 0.1, mostLeaves: 6, fewestRows: 40, rowShare: 0.5, columnShare: 1 },
      onTree: async () => undefined,
    });

  test("are the true ones of the distribution, in its middle and its spread", async () => {
    const forest = await grow();
    const heads = new Float64Array(HEAD_LEVELS.length);
    for (const x of [1, 2, 3, 4]) {
      addUp(forest, Uint8Array.of(x, 2), heads);
      const at = (level: number) => heads[HEAD_LEVELS.indexOf(level)] as number;
      // The normal distribution's own quantiles: 0, ±1.2816.
      expect(Math.abs(at(0.5) - 2 * x)).toBeLessThan(0.12 * (1 + x));
      expect(Math.abs(at(0.9) - (2 * x + 1.2816 * (1 + x)))).toBeLessThan(0.2 * (1 + x));
      expect(Math.abs(at(0.1) - (2 * x - 1.2816 * (1 + x)))).toBeLessThan(0.2 * (1 + x));
    }
  });

  test("are the same every time, number for number", async () => {
    const [one, two] = [await grow(), await grow()];
    expect(one.trees.map(({ values }) => Array.from(values))).toEqual(
      two.trees.map(({ values }) => Array.from(values)),
    );
  });
});
