import { storeTurned } from "./simd";

// Panels of 8 columns, one row of them after the other, the last panel filled up with zeros: what `tile` reads in order.

/** From B as it is, [k][n]; `ldb` bytes from row to row. */
export function packStraight(k: i32, n: i32, b: usize, ldb: usize, to: usize): void {
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
      for (let row: usize = 0; row < 4; row += 1) packPart(n - whole, from + row * ldb, 4, at + row * 32);
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
    if (whole < n) packPart(n - whole, from, 4, at);
    b += ldb;
    to += 32;
  }
}

/** From B transposed, [n][k]. */
export function packTurned(k: i32, n: i32, b: usize, ldb: usize, to: usize): void {
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
      packPart(8, from, ldb, to);
      from += 4;
      to += 32;
    }
    b += 8 * ldb;
  }
  if (whole < n) {
    for (let i: i32 = 0; i < k; i += 1) {
      packPart(n - whole, b, ldb, to);
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
function packPart(count: i32, from: usize, step: usize, to: usize): void {
  for (let j: i32 = 0; j < 8; j += 1) {
    store<f32>(to, j < count ? load<f32>(from) : 0);
    from += step;
    to += 4;
  }
}

/** A transposed, [k][m], as rows [m][k], `ldt` bytes apart. */
export function turn(m: i32, k: i32, a: usize, lda: usize, to: usize, ldt: usize): void {
  let i: i32 = 0;
  for (; i + 4 <= k; i += 4) {
    const second = a + lda;
    const third = second + lda;
    const fourth = third + lda;
    let from: usize = 0;
    let at = to;
    let j: i32 = 0;
    for (; j + 4 <= m; j += 4) {
      const r0 = v128.load(a + from);
      const r1 = v128.load(second + from);
      const r2 = v128.load(third + from);
      const r3 = v128.load(fourth + from);
      storeTurned(r0, r1, r2, r3, at, ldt);
      from += 16;
      at += 4 * ldt;
    }
    for (; j < m; j += 1) {
      store<f32>(at, load<f32>(a + from));
      store<f32>(at, load<f32>(second + from), 4);
      store<f32>(at, load<f32>(third + from), 8);
      store<f32>(at, load<f32>(fourth + from), 12);
      from += 4;
      at += ldt;
    }
    a += 4 * lda;
    to += 16;
  }
  for (; i < k; i += 1) {
    let from = a;
    let at = to;
    for (let j: i32 = 0; j < m; j += 1) {
      store<f32>(at, load<f32>(from));
      from += 4;
      at += ldt;
    }
    a += lda;
    to += 4;
  }
}
