/** Products by plain loops, slow and plainly right: what the kernels are held against at start and in tests. */
export interface PlainProduct {
  m: number;
  n: number;
  k: number;
  a: Float32Array;
  turnA?: boolean;
  b: Float32Array;
  turnB?: boolean;
  /** n numbers that the sums of each row start from. */
  row?: Float32Array;
  /** m · n numbers that the sums start from. */
  start?: Float32Array;
  low?: number;
  high?: number;
}

/**
 * Σ over k in order, each product and each sum rounded to 32 bits: what plain SIMD does too, so the two agree in every
 * bit. `magnitude` is Σ|a|·|b| plus the start's size, the scale of what another order or rounding may differ by.
 */
export function plainProduct(options: PlainProduct): { out: Float32Array; magnitude: Float32Array } {
  const { m, n, k, a, turnA, b, turnB, row, start } = options;
  const { low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY } = options;
  const out = new Float32Array(m * n);
  const magnitude = new Float32Array(m * n);
  for (let i = 0; i < m; i += 1) {
    for (let j = 0; j < n; j += 1) {
      let sum = start?.[i * n + j] ?? row?.[j] ?? 0;
      let size = Math.abs(sum);
      for (let l = 0; l < k; l += 1) {
        const x = a[turnA ? l * m + i : i * k + l] as number;
        const y = b[turnB ? j * k + l : l * n + j] as number;
        sum = Math.fround(sum + Math.fround(x * y));
        size += Math.abs(x * y);
      }
      out[i * n + j] = Math.min(high, Math.max(low, sum));
      magnitude[i * n + j] = size;
    }
  }
  return { out, magnitude };
}
