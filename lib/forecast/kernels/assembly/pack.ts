import { storeTurned } from "./simd";

// Panels of 8 columns, one row of them after the other, the last panel filled up with zeros: what `tile` reads in order.

/** From B as it is, [k][n]; `ldb` bytes from row to row. */
export function packB(k: i32, n: i32, b: usize, ldb: usize, to: usize): void {
  const panel = <usize>k * 32;
  const whole = n & ~7;
  let i: i32 = 0;
  // Four rows at a time: B is read along its rows, and whole cache lines are written.
  for (; i + 4 <= k; i += 4) {
    let from = b;
    let at = to;
    for (let j: i32 = 0; j < whole; j += 8) {
      const second = from + ldb;
      const third = second + ldb;
      const fourth = third + ldb;
      v128.store(at, v128.load(from));
      v128.store(at, v128.load(from, 16), 16);
      v128.store(at, v128.load(second), 32);
      v128.store(at, v128.load(second, 16), 48);
      v128.store(at, v128.load(third), 64);
      v128.store(at, v128.load(third, 16), 80);
      v128.store(at, v128.load(fourth), 96);
      v128.store(at, v128.load(fourth, 16), 112);
      from += 32;
      at += panel;
    }
    if (whole < n) {
      for (let row: usize = 0; row < 4; row += 1) rowPart(n - whole, from + row * ldb, 4, at + row * 32);
    }
    b += 4 * ldb;
    to += 128;
  }
  for (; i < k; i += 1) {
    let from = b;
    let at = to;
    for (let j: i32 = 0; j < whole; j += 8) {
      v128.store(at, v128.load(from));
      v128.store(at, v128.load(from, 16), 16);
      from += 32;
      at += panel;
    }
    if (whole < n) rowPart(n - whole, from, 4, at);
    b += ldb;
    to += 32;
  }
}

/** From B transposed, [n][k]. */
export function packTurnedB(k: i32, n: i32, b: usize, ldb: usize, to: usize): void {
  const whole = n & ~7;
  for (let j: i32 = 0; j < whole; j += 8) {
    let from = b;
    let i: i32 = 0;
    for (; i + 4 <= k; i += 4) {
      storeBlock(from, ldb, to);
      storeBlock(from + 4 * ldb, ldb, to + 16);
      from += 16;
      to += 128;
    }
    for (; i < k; i += 1) {
      rowPart(8, from, ldb, to);
      from += 4;
      to += 32;
    }
    b += 8 * ldb;
  }
  if (whole < n) {
    for (let i: i32 = 0; i < k; i += 1) {
      rowPart(n - whole, b, ldb, to);
      b += 4;
      to += 32;
    }
  }
}

// @ts-ignore: decorator
@inline
function storeBlock(from: usize, ld: usize, to: usize): void {
  const second = from + ld;
  const third = second + ld;
  storeTurned(v128.load(from), v128.load(second), v128.load(third), v128.load(third + ld), to, 32);
}

/** One row of a panel, `count` numbers `step` bytes apart, then zeros. */
function rowPart(count: i32, from: usize, step: usize, to: usize): void {
  for (let j: i32 = 0; j < 8; j += 1) {
    store<f32>(to, j < count ? load<f32>(from) : 0);
    from += step;
    to += 4;
  }
}

// Panels of 6 rows of A, one column of them after the other, the last panel filled up with zeros.

/** From A as it is, [m][k]; `lda` bytes from row to row. */
export function packA(m: i32, k: i32, a: usize, lda: usize, to: usize): void {
  const panel = <usize>k * 24;
  let j: i32 = 0;
  for (; j + 6 <= m; j += 6) {
    let from = a;
    let at = to;
    let i: i32 = 0;
    for (; i + 4 <= k; i += 4) {
      storeSix(from, lda, at);
      from += 16;
      at += 96;
    }
    for (; i < k; i += 1) {
      columnPart(6, from, lda, at);
      from += 4;
      at += 24;
    }
    a += 6 * lda;
    to += panel;
  }
  if (j < m) {
    for (let i: i32 = 0; i < k; i += 1) {
      columnPart(m - j, a, lda, to);
      a += 4;
      to += 24;
    }
  }
}

/** From A transposed, [k][m]. */
export function packTurnedA(m: i32, k: i32, a: usize, lda: usize, to: usize): void {
  const panel = <usize>k * 24;
  for (let i: i32 = 0; i < k; i += 1) {
    let from = a;
    let at = to;
    let j: i32 = 0;
    for (; j + 6 <= m; j += 6) {
      v128.store(at, v128.load(from));
      store<u64>(at, load<u64>(from, 16), 16);
      from += 24;
      at += panel;
    }
    if (j < m) columnPart(m - j, from, 4, at);
    a += lda;
    to += 24;
  }
}

/** Four columns of six rows. */
// @ts-ignore: decorator
@inline
function storeSix(from: usize, ld: usize, to: usize): void {
  const second = from + ld;
  const third = second + ld;
  const fourth = third + ld;
  storeTurned(v128.load(from), v128.load(second), v128.load(third), v128.load(fourth), to, 24);
  const r4 = v128.load(fourth + ld);
  const r5 = v128.load(fourth + 2 * ld);
  const low = v128.shuffle<f32>(r4, r5, 0, 4, 1, 5);
  const high = v128.shuffle<f32>(r4, r5, 2, 6, 3, 7);
  v128.store_lane<u64>(to, low, 0, 16);
  v128.store_lane<u64>(to, low, 1, 40);
  v128.store_lane<u64>(to, high, 0, 64);
  v128.store_lane<u64>(to, high, 1, 88);
}

/** One column of a panel of rows, `count` numbers `step` bytes apart, then zeros. */
function columnPart(count: i32, from: usize, step: usize, to: usize): void {
  for (let j: i32 = 0; j < 6; j += 1) {
    store<f32>(to, j < count ? load<f32>(from) : 0);
    from += step;
    to += 4;
  }
}
