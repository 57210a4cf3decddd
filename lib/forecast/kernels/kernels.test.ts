import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { openHeap } from "../testing/heap.ts";
import { type Kernels, openKernels, type SimdVariant } from "./open.ts";
import { plainProduct } from "./reference.ts";
import { passesSelfTest } from "./self-test.ts";

const VARIANTS: readonly SimdVariant[] = ["relaxed_simd", "plain_simd"];

function open(variant: SimdVariant, heap = openHeap()): Kernels {
  const kernels = openKernels({ variant, heap });
  if (!kernels) throw new Error(`${variant} does not open here.`);
  return kernels;
}

function put(kernels: Kernels, values: readonly number[] | Float32Array): number {
  const at = kernels.allocate(values.length);
  kernels.floats(at, values.length).set(values);
  return at;
}

afterEach(() => {
  vi.doUnmock("./generated/kernels.ts");
  vi.resetModules();
});

const side = fc.oneof(fc.integer({ min: 1, max: 20 }), fc.constantFrom(96, 97, 385, 1025));
const shapes = fc
  .record({ m: side, n: side, k: side, turnA: fc.boolean(), turnB: fc.boolean() })
  .filter(({ m, n, k }) => m * n * k < 300_000);

describe.each(VARIANTS)("the product, %s", (variant) => {
  it("passes its self-test and gives the memory back", () => {
    const heap = openHeap();
    const kernels = open(variant, heap);
    expect(passesSelfTest(kernels)).toBe(true);
    // What stays is the scratch memory.
    expect(heap.held()).toBe(1);
  });

  it("agrees with plain loops on any shape: in every bit where it promises that, else within 1e-6 of the magnitudes", () => {
    const starts = fc.constantFrom("zero", "row", "out");
    fc.assert(
      fc.property(
        shapes,
        starts,
        fc.boolean(),
        fc.integer({ min: 0, max: 99 }),
        (shape, start, relu, seed) => {
          const { m, n, k, turnA, turnB } = shape;
          const kernels = open(variant);
          const wave = (size: number, by: number) =>
            Float32Array.from({ length: size }, (_, i) => 3 * Math.sin(seed + (i + 1) * by));
          const [a, b, row, before] = [
            wave(m * k, 1.1),
            wave(k * n, 0.7),
            wave(n, 0.3),
            wave(m * n, 1.9),
          ] as const;
          const [low, high] = relu ? [0, 6] : [undefined, undefined];
          const clamp = relu ? { low: 0, high: 6 } : {};
          // A neighbour behind the result must stay as it was.
          const out = put(kernels, [...before, 12345]);
          kernels.product({
            ...{ m, n, k, turnA, turnB, a: put(kernels, a), b: put(kernels, b), out, ...clamp },
            ...(start === "row"
              ? { start: { row: put(kernels, row) } }
              : start === "out"
                ? { start: "out" as const }
                : {}),
          });
          const wanted = plainProduct({
            ...{ m, n, k, a, turnA, b, turnB },
            ...(low === undefined ? {} : { low, high }),
            ...(start === "row" ? { row } : start === "out" ? { start: before } : {}),
          });
          const got = kernels.floats(out, m * n + 1);
          expect(got[m * n]).toBe(12345);
          for (let i = 0; i < m * n; i += 1) {
            const gap = Math.abs((got[i] as number) - (wanted.out[i] as number));
            const room = variant === "plain_simd" ? 0 : 1e-6 * (wanted.magnitude[i] as number);
            if (!(gap <= room)) expect.unreachable(`element ${i} is ${gap} off in ${JSON.stringify(shape)}`);
          }
        },
      ),
      { numRuns: 60, seed: 4 },
    );
  });

  it("keeps NaN and infinity, through relu too", () => {
    const kernels = open(variant);
    const out = kernels.allocate(2);
    const a = put(kernels, [Number.NaN, Number.POSITIVE_INFINITY]);
    kernels.product({ m: 2, n: 1, k: 1, a, b: put(kernels, [1]), out, low: 0 });
    expect([...kernels.floats(out, 2)]).toEqual([Number.NaN, Number.POSITIVE_INFINITY]);
  });
});

describe.each(VARIANTS)("sums and training, %s", (variant) => {
  const kernels = open(variant);
  const read = (at: number, size: number) => [...kernels.floats(at, size)];

  it("sums columns and rows, and adds them", () => {
    const [rows, columns] = [300, 21];
    const values = Float32Array.from({ length: rows * columns }, (_, i) => Math.fround(Math.sin(i)));
    const at = put(kernels, values);
    const sums = kernels.allocate(columns);
    kernels.columnSums(rows, columns, at, sums);
    read(sums, columns).forEach((sum, j) => {
      let wanted = 0;
      for (let i = 0; i < rows; i += 1) wanted += values[i * columns + j] as number;
      expect(Math.abs(sum - wanted)).toBeLessThan(1e-4);
    });
    const across = kernels.allocate(2);
    kernels.rowSums(2, 3, put(kernels, [1, 2, 3, 4, 5, 6]), across);
    expect(read(across, 2)).toEqual([6, 15]);
    const grid = put(kernels, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    kernels.addRow(2, 5, grid, put(kernels, [10, 20, 30, 40, 50]), grid);
    kernels.addColumn(2, 5, put(kernels, [100, 200]), grid);
    expect(read(grid, 10)).toEqual([111, 122, 133, 144, 155, 216, 227, 238, 249, 260]);
  });

  it("loses no digits over a million rows", () => {
    const rows = 1_000_000;
    const at = kernels.allocate(4 * rows);
    kernels.floats(at, 4 * rows).fill(0.1);
    const sums = kernels.allocate(4);
    kernels.columnSums(rows, 4, at, sums);
    for (const sum of read(sums, 4)) expect(Math.abs(sum / (rows * Math.fround(0.1)) - 1)).toBeLessThan(1e-4);
  });

  it("lets a gradient through where relu did", () => {
    const gradient = put(kernels, [1, 2, 3, 4, 5, 6, 7]);
    kernels.maskPositive(7, put(kernels, [1, 0, -1, 0.5, 0, 2, Number.NaN]), gradient);
    expect(read(gradient, 7)).toEqual([1, 0, 0, 4, 0, 6, 0]);
  });

  it("makes Adam's steps as algorithm 1 of Kingma & Ba has them", () => {
    const size = 7;
    const start = Array.from({ length: size }, (_, i) => Math.cos(i));
    const weights = put(kernels, start);
    const moments = put(
      kernels,
      Array.from({ length: 2 * size }, () => 0),
    );
    const wanted = { w: [...start], m: start.map(() => 0), v: start.map(() => 0) };
    const [rate, beta1, beta2, epsilon] = [0.01, 0.9, 0.999, 1e-7];
    for (let step = 1; step <= 5; step += 1) {
      const gradient = start.map((_, i) => Math.sin(step + i));
      const scale = (rate * Math.sqrt(1 - beta2 ** step)) / (1 - beta1 ** step);
      const at = put(kernels, gradient);
      kernels.adam(size, at, moments, moments + 4 * size, weights, weights, scale, beta1, beta2, epsilon);
      gradient.forEach((g, i) => {
        wanted.m[i] = beta1 * (wanted.m[i] ?? 0) + (1 - beta1) * g;
        wanted.v[i] = beta2 * (wanted.v[i] ?? 0) + (1 - beta2) * g * g;
        wanted.w[i] =
          (wanted.w[i] ?? 0) - (scale * (wanted.m[i] ?? 0)) / (Math.sqrt(wanted.v[i] ?? 0) + epsilon);
      });
    }
    read(weights, size).forEach((w, i) => {
      expect(Math.abs(w - (wanted.w[i] ?? Number.NaN))).toBeLessThan(1e-6);
    });
  });

  it("gives the pinball loss and its slope", () => {
    // By hand: y = 3 against 1 and 4 at levels 0.1 and 0.9, weight 2.
    const gradient = kernels.allocate(2);
    const [levels, prediction] = [put(kernels, [0.1, 0.9]), put(kernels, [1, 4])] as const;
    const loss = kernels.pinball(1, 2, levels, prediction, put(kernels, [3]), put(kernels, [2]), gradient);
    expect(loss).toBeCloseTo(2 * (0.1 * 2 + 0.1 * 1), 6);
    const [under, over] = read(gradient, 2);
    expect(under).toBeCloseTo(-0.2, 6);
    expect(over).toBeCloseTo(0.2, 6);
  });
});

describe("where the kernels cannot run", () => {
  it("answers null for a binary that the engine does not take", async () => {
    vi.doMock("./generated/kernels.ts", () => ({ PLAIN_SIMD: btoa("none"), RELAXED_SIMD: btoa("none") }));
    const fresh = await import("./open.ts");
    for (const variant of VARIANTS) expect(fresh.openKernels({ variant, heap: openHeap() })).toBeNull();
  });

  it("fails its self-test when a product errs", () => {
    const kernels = open("plain_simd");
    const off = {
      ...kernels,
      product: (options: Parameters<Kernels["product"]>[0]) => {
        kernels.product(options);
        const first = kernels.floats(options.out, 1);
        first[0] = Math.fround((first[0] as number) * (1 + 1e-7));
      },
    };
    expect(passesSelfTest(off)).toBe(false);
  });

  it("says so when there is no memory left", () => {
    const heap = { ...openHeap(), malloc: () => 0 };
    expect(() => open("plain_simd", heap).allocate(7)).toThrow(/backend: No memory left for 7 numbers/);
  });
});
