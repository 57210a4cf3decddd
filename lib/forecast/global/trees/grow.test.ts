import { describe, expect, test } from "vitest";
import { createRng } from "../../rng.ts";
import { binOf, findEdges } from "./bins.ts";
import { growTree, leafOf } from "./grow.ts";

describe("bins", () => {
  test("keep the order of values, and missing ones apart", () => {
    const rng = createRng(3);
    const column = Float32Array.from({ length: 5_000 }, () => rng() ** 3);
    const edges = findEdges(column);
    const bins = Array.from(column, (value) => binOf(edges, value));
    const sorted = [...column.keys()].sort((a, b) => (column[a] as number) - (column[b] as number));
    sorted.reduce((before, i) => {
      expect(bins[i]).toBeGreaterThanOrEqual(bins[before] as number);
      return i;
    });
    expect(Math.min(...bins)).toBe(1);
    expect(Math.max(...bins)).toBeLessThan(64);
    expect(binOf(edges, Number.NaN)).toBe(0);
  });

  test("give each of few values its own", () => {
    const edges = findEdges([3, 1, 2, 2, Number.NaN, 1]);
    expect([1, 2, 3].map((value) => binOf(edges, value))).toEqual([1, 2, 3]);
  });
});

describe("a tree", () => {
  const rows = 400;
  const columns = 5;
  const rng = createRng(8);
  const bins = Uint8Array.from({ length: rows * columns }, () => Math.floor(rng() * 12));
  const gradient = Float32Array.from(
    { length: rows },
    (_, i) => ((bins[2 * rows + i] as number) > 6 ? 2 : -1) + rng() - 0.5,
  );
  const grow = (mostLeaves: number) => {
    const order = Int32Array.from({ length: rows }, (_, i) => i);
    const grown = growTree({
      ...{ data: { rows, columns, bins }, rows: order, gradient, columns: [0, 1, 2, 3, 4] },
      ...{ mostLeaves, fewestRows: 10, shrinkage: 0 },
    });
    return { ...grown, order };
  };

  test("splits first where the squared error falls most, as trying every split says", () => {
    let best = { gain: 0, column: -1, bin: -1 };
    const squared = (list: number[]) => {
      const mean = list.reduce((sum, value) => sum + value, 0) / list.length;
      return list.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    };
    const all = Array.from(gradient);
    for (let column = 0; column < columns; column += 1) {
      for (let bin = 0; bin < 11; bin += 1) {
        const goesLeft = (i: number) => (bins[column * rows + i] as number) <= bin;
        const left = all.filter((_, i) => goesLeft(i));
        const right = all.filter((_, i) => !goesLeft(i));
        if (left.length < 10 || right.length < 10) continue;
        const gain = squared(all) - squared(left) - squared(right);
        if (gain > best.gain) best = { gain, column, bin };
      }
    }
    const { tree } = grow(2);
    expect({ column: tree.column[0], bin: tree.bin[0] }).toEqual({ column: best.column, bin: best.bin });
    expect(tree.column[0]).toBe(2);
  });

  test("holds each row in the leaf that it falls into, none too small", () => {
    const { tree, spans, order } = grow(9);
    expect(spans.length).toBe(tree.leaves);
    const data = { rows, columns, bins };
    spans.forEach(({ from, to }, leaf) => {
      expect(to - from).toBeGreaterThanOrEqual(10);
      for (let i = from; i < to; i += 1) expect(leafOf(tree, data, order[i] as number)).toBe(leaf);
    });
    expect(spans.reduce((sum, { from, to }) => sum + to - from, 0)).toBe(rows);
  });

  test("is a single leaf where nothing is to be told apart", () => {
    const order = Int32Array.from({ length: rows }, (_, i) => i);
    const { tree } = growTree({
      ...{ data: { rows, columns, bins }, rows: order, gradient: new Float32Array(rows).fill(1) },
      ...{ columns: [0, 1], mostLeaves: 8, fewestRows: 10, shrinkage: 0 },
    });
    expect(tree.leaves).toBe(1);
    expect(leafOf(tree, { rows, columns, bins }, 7)).toBe(0);
  });
});
