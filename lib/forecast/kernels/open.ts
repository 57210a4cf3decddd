import { ForecastError } from "../errors.ts";
import { PLAIN_SIMD, RELAXED_SIMD } from "./generated/kernels.ts";

/**
 * `relaxed_simd` multiplies and adds in one rounding where the machine can: the fastest, equal on one machine, in the last
 * digits different between machines. `plain_simd` gives the same bits everywhere.
 */
export type SimdVariant = "relaxed_simd" | "plain_simd";

/** Memory that the kernels work in: TensorFlow.js's own, so that nothing is copied, asked for through its own allocator. */
export interface Heap {
  memory: WebAssembly.Memory;
  malloc(bytes: number): number;
  free(at: number): void;
}

/** What `assembly/index.ts` exports. Numbers named after matrices are addresses, `ld…` are bytes from row to row. */
export interface KernelExports {
  scratchBytes(m: number, n: number, k: number): number;
  product(
    ...args: [
      ...[m: number, n: number, k: number],
      ...[a: number, lda: number, turnA: number],
      ...[b: number, ldb: number, turnB: number],
      ...[start: number, ldStart: number],
      ...[c: number, ldc: number],
      ...[low: number, high: number, scratch: number],
    ]
  ): void;
  columnSums(rows: number, columns: number, from: number, to: number): void;
  rowSums(rows: number, columns: number, from: number, to: number): void;
  addRow(rows: number, columns: number, from: number, row: number, to: number): void;
  addColumn(rows: number, columns: number, column: number, matrix: number): void;
  maskPositive(size: number, activated: number, gradient: number): void;
  adam(
    ...args: [
      ...[size: number, gradient: number, first: number, second: number],
      ...[weights: number, next: number],
      ...[scale: number, beta1: number, beta2: number, epsilon: number],
    ]
  ): void;
  pinball(
    ...args: [
      ...[size: number, heads: number, levels: number],
      ...[prediction: number, target: number, weight: number, gradient: number],
    ]
  ): number;
}

/** op(A)[m][k] · op(B)[k][n], all dense and row-major. Addresses in bytes. */
export interface Product {
  m: number;
  n: number;
  k: number;
  a: number;
  /** A is stored [k][m]. */
  turnA?: boolean;
  b: number;
  /** B is stored [n][k]. */
  turnB?: boolean;
  out: number;
  /** Where the sums start: at zero, at a row of n numbers for each row (a bias), or at what `out` holds. */
  start?: { row: number } | "out";
  /** Results below or above are moved to it: low 0 is relu. NaN stays. */
  low?: number;
  high?: number;
}

export interface Kernels extends Omit<KernelExports, "product" | "scratchBytes"> {
  variant: SimdVariant;
  heap: Heap;
  product(options: Product): void;
  /** Asks for room for this many 32-bit floats, not cleared. @throws ForecastError `backend`. */
  allocate(size: number): number;
  /** A view of the memory as it is now: growing memory, any allocation, ends it. */
  floats(at: number, size: number): Float32Array;
}

/** Null where this variant cannot run: an engine without it, or no WebAssembly at all. */
export function openKernels(options: { variant: SimdVariant; heap: Heap }): Kernels | null {
  const { variant, heap } = options;
  const wasm = instantiate(variant, heap.memory);
  if (!wasm) return null;

  const allocate = (size: number): number => {
    const at = heap.malloc(4 * size) >>> 0;
    if (at === 0) {
      throw new ForecastError("backend", `No memory left for ${size} numbers more on this machine.`);
    }
    return at;
  };
  // Kept and only ever enlarged: products come by the thousand.
  let scratch = 0;
  let scratchSize = 0;
  const scratchFor = (bytes: number): number => {
    if (bytes > scratchSize) {
      if (scratch !== 0) heap.free(scratch);
      scratchSize = 0;
      scratch = allocate(bytes / 4);
      scratchSize = bytes;
    }
    return scratch;
  };
  return {
    ...wasm,
    variant,
    heap,
    allocate,
    floats: (at, size) => new Float32Array(heap.memory.buffer, at, size),
    product: ({ m, n, k, a, turnA, b, turnB, out, start, low, high }) => {
      const row = start === undefined ? 0 : start === "out" ? out : start.row;
      wasm.product(
        ...([m, n, k] as const),
        ...([a, 4 * (turnA ? m : k), Number(turnA ?? false)] as const),
        ...([b, 4 * (turnB ? k : n), Number(turnB ?? false)] as const),
        ...([row, start === "out" ? 4 * n : 0] as const),
        ...([out, 4 * n] as const),
        ...([low ?? Number.NEGATIVE_INFINITY, high ?? Number.POSITIVE_INFINITY] as const),
        scratchFor(wasm.scratchBytes(m, n, k)),
      );
    },
  };
}

function instantiate(variant: SimdVariant, memory: WebAssembly.Memory): KernelExports | null {
  try {
    const text = atob(variant === "relaxed_simd" ? RELAXED_SIMD : PLAIN_SIMD);
    const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    const module = new WebAssembly.Module(bytes);
    return new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as KernelExports;
  } catch {
    return null;
  }
}
