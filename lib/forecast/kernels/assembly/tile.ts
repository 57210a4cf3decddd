import { clamp, multiplyAdd } from "./simd";

/**
 * The heart: C[rows ≤ 6][8] = clamp(S + A[6][k] · B[k][8]) from a panel of each, all twelve sums in registers. Strides in
 * bytes; C may be S. Rows that are not there are computed with and left out.
 */
export function tile(
  rows: i32, k: i32,
  a: usize, b: usize,
  s: usize, lds: usize,
  c: usize, ldc: usize,
  low: v128, high: v128,
): void {
  let c00 = v128.load(s);
  let c01 = v128.load(s, 16);
  if (rows > 1) s += lds;
  let c10 = v128.load(s);
  let c11 = v128.load(s, 16);
  if (rows > 2) s += lds;
  let c20 = v128.load(s);
  let c21 = v128.load(s, 16);
  if (rows > 3) s += lds;
  let c30 = v128.load(s);
  let c31 = v128.load(s, 16);
  if (rows > 4) s += lds;
  let c40 = v128.load(s);
  let c41 = v128.load(s, 16);
  if (rows > 5) s += lds;
  let c50 = v128.load(s);
  let c51 = v128.load(s, 16);
  let b0: v128;
  let b1: v128;
  let x: v128;
  // Not unrolled: the loop is bound by its sums, and more addresses would push them out of the registers.
  for (; k > 0; k -= 1) {
    b0 = v128.load(b);
    b1 = v128.load(b, 16);
    x = v128.load_splat<f32>(a);
    c00 = multiplyAdd(x, b0, c00);
    c01 = multiplyAdd(x, b1, c01);
    x = v128.load_splat<f32>(a, 4);
    c10 = multiplyAdd(x, b0, c10);
    c11 = multiplyAdd(x, b1, c11);
    x = v128.load_splat<f32>(a, 8);
    c20 = multiplyAdd(x, b0, c20);
    c21 = multiplyAdd(x, b1, c21);
    x = v128.load_splat<f32>(a, 12);
    c30 = multiplyAdd(x, b0, c30);
    c31 = multiplyAdd(x, b1, c31);
    x = v128.load_splat<f32>(a, 16);
    c40 = multiplyAdd(x, b0, c40);
    c41 = multiplyAdd(x, b1, c41);
    x = v128.load_splat<f32>(a, 20);
    c50 = multiplyAdd(x, b0, c50);
    c51 = multiplyAdd(x, b1, c51);
    a += 24;
    b += 32;
  }
  v128.store(c, clamp(c00, low, high));
  v128.store(c, clamp(c01, low, high), 16);
  if (rows < 2) return;
  c += ldc;
  v128.store(c, clamp(c10, low, high));
  v128.store(c, clamp(c11, low, high), 16);
  if (rows < 3) return;
  c += ldc;
  v128.store(c, clamp(c20, low, high));
  v128.store(c, clamp(c21, low, high), 16);
  if (rows < 4) return;
  c += ldc;
  v128.store(c, clamp(c30, low, high));
  v128.store(c, clamp(c31, low, high), 16);
  if (rows < 5) return;
  c += ldc;
  v128.store(c, clamp(c40, low, high));
  v128.store(c, clamp(c41, low, high), 16);
  if (rows < 6) return;
  c += ldc;
  v128.store(c, clamp(c50, low, high));
  v128.store(c, clamp(c51, low, high), 16);
}
