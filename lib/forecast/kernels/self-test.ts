import type { Kernels } from "./open.ts";
import { plainProduct } from "./reference.ts";

interface Trial {
  m: number;
  n: number;
  k: number;
  start: "zero" | "row" | "out";
  relu: boolean;
}

/** Every edge of the tiles and blocks: less than one, exactly some, and one more; each with its own start. */
const TRIALS: readonly Trial[] = [
  { m: 1, n: 1, k: 1, start: "zero", relu: false },
  { m: 7, n: 13, k: 5, start: "zero", relu: false },
  { m: 6, n: 8, k: 4, start: "row", relu: false },
  { m: 13, n: 17, k: 9, start: "row", relu: true },
  { m: 12, n: 24, k: 11, start: "out", relu: true },
  { m: 101, n: 10, k: 3, start: "out", relu: false },
  { m: 5, n: 9, k: 803, start: "row", relu: true },
  { m: 2, n: 1035, k: 2, start: "row", relu: false },
];

/**
 * Multiplies as the engine does, every transpose of every trial, against plain loops: plain SIMD must agree in every bit,
 * relaxed SIMD within 1e-5 of the sum of magnitudes. Takes a few milliseconds; leaves nothing allocated.
 */
export function passesSelfTest(kernels: Kernels): boolean {
  const exact = kernels.variant === "plain_simd";
  return TRIALS.every((trial) =>
    [0, 1, 2, 3].every((way) => {
      const turnA = (way & 1) === 1;
      const turnB = (way & 2) === 2;
      return agrees({ kernels, trial, turnA, turnB, exact });
    }),
  );
}

function agrees(options: {
  kernels: Kernels;
  trial: Trial;
  turnA: boolean;
  turnB: boolean;
  exact: boolean;
}): boolean {
  const { kernels, trial, turnA, turnB, exact } = options;
  const { m, n, k, relu, start } = trial;
  const a = Float32Array.from({ length: m * k }, (_, i) => Math.sin(i + 1));
  const b = Float32Array.from({ length: k * n }, (_, i) => Math.cos(i * 1.7));
  const row = Float32Array.from({ length: n }, (_, j) => Math.sin(j * 0.3) / 2);
  const before = Float32Array.from({ length: m * n }, (_, i) => Math.cos(i * 0.9));
  const clamp = relu ? { low: 0 } : {};
  const { out, magnitude } = plainProduct({
    ...{ m, n, k, a, turnA, b, turnB, ...clamp },
    ...(start === "row" ? { row } : start === "out" ? { start: before } : {}),
  });

  const sizes = [m * k, k * n, n, m * n] as const;
  const at = kernels.allocate(sizes.reduce((sum, size) => sum + size, 0));
  try {
    const [atA, atB, atRow, atOut] = [
      at,
      at + 4 * sizes[0],
      at + 4 * (sizes[0] + sizes[1]),
      at + 4 * (sizes[0] + sizes[1] + sizes[2]),
    ];
    const write = (to: number, values: Float32Array) => kernels.floats(to, values.length).set(values);
    write(atA, a);
    write(atB, b);
    write(atRow, row);
    write(atOut, before);
    kernels.product({
      ...{ m, n, k, a: atA, turnA, b: atB, turnB, out: atOut, ...clamp },
      ...(start === "row" ? { start: { row: atRow } } : start === "out" ? { start } : {}),
    });
    return kernels.floats(atOut, m * n).every((value, i) => {
      const wanted = out[i] as number;
      return exact ? value === wanted : Math.abs(value - wanted) <= 1e-5 * (magnitude[i] as number);
    });
  } finally {
    kernels.heap.free(at);
  }
}
