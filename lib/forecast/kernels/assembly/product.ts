import { packA, packB, packTurnedA, packTurnedB } from "./pack";
import { tile } from "./tile";

// Rows of A at a time, so that they stay in the second cache; depth, so that a panel of B stays in the first; columns, so
// that the scratch memory has an end.
const ROWS: i32 = 96;
const DEPTH: i32 = 384;
const COLUMNS: i32 = 1024;

const ZEROS: usize = 0;
const CORNER: usize = 64;
const PACKED: usize = 256;

/** Depth is cut into equal blocks, multiples of four. */
// @ts-ignore: decorator
@inline
function blockDepth(k: i32): i32 {
  const blocks = max((k + DEPTH - 1) / DEPTH, 1);
  return ((k + blocks - 1) / blocks + 3) & ~3;
}

/** Bytes of the panels of a block of A. */
// @ts-ignore: decorator
@inline
function rowPanels(m: i32, k: i32): i32 {
  return ((min(m, ROWS) + 5) / 6) * 24 * blockDepth(k);
}

/** Bytes of scratch memory that `product` needs for these shapes. */
export function scratchBytes(m: i32, n: i32, k: i32): i32 {
  const columns = (min(n, COLUMNS) + 7) & ~7;
  return <i32>PACKED + rowPanels(m, k) + columns * blockDepth(k) * 4;
}

/**
 * C[m][n] = clamp(S + op(A)[m][k] · op(B)[k][n], low, high), row-major 32-bit floats, strides in bytes, k ≥ 1.
 * `turnA`: A is stored [k][m]; `turnB`: B is stored [n][k]. S is where the sums start: 0 for zeros, else a matrix with
 * rows `lds` bytes apart; a bias is one with `lds` 0, C itself adds to what is there.
 * Packed as Goto & van de Geijn (2008) do: ACM TOMS 34(3), figure 8, with a block of A that stays in the second cache.
 */
export function product(
  m: i32, n: i32, k: i32,
  a: usize, lda: usize, turnA: bool,
  b: usize, ldb: usize, turnB: bool,
  s: usize, lds: usize,
  c: usize, ldc: usize,
  low: f32, high: f32,
  scratch: usize,
): void {
  v128.store(scratch + ZEROS, f32x4.splat(0));
  v128.store(scratch + ZEROS, f32x4.splat(0), 16);
  const depth = blockDepth(k);
  const packed = scratch + PACKED;
  const panels = packed + rowPanels(m, k);

  for (let j: i32 = 0; j < n; j += COLUMNS) {
    const columns = min(COLUMNS, n - j);
    for (let p: i32 = 0; p < k; p += depth) {
      const deep = min(depth, k - p);
      const last = p + deep == k;
      const lowest = last ? low : -Infinity;
      const highest = last ? high : Infinity;
      if (turnB) packTurnedB(deep, columns, at(b, j, ldb, p), ldb, panels);
      else packB(deep, columns, at(b, p, ldb, j), ldb, panels);
      for (let i: i32 = 0; i < m; i += ROWS) {
        const rows = min(ROWS, m - i);
        const to = at(c, i, ldc, j);
        if (turnA) packTurnedA(rows, deep, at(a, p, lda, i), lda, packed);
        else packA(rows, deep, at(a, i, lda, p), lda, packed);
        let start = scratch + ZEROS;
        let step: usize = 0;
        let across: usize = 0;
        if (p > 0) {
          start = to;
          step = ldc;
          across = 4;
        } else if (s) {
          start = at(s, i, lds, j);
          step = lds;
          across = 4;
        }
        block(rows, columns, deep, packed, panels, start, step, across, to, ldc, lowest, highest, scratch + CORNER);
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function at(base: usize, row: i32, ld: usize, column: i32): usize {
  return base + <usize>row * ld + <usize>column * 4;
}

/** One block of rows against every panel; `across` is 0 where all columns start from the same zeros. */
function block(
  rows: i32, columns: i32, k: i32,
  packed: usize, panels: usize,
  s: usize, lds: usize, across: usize,
  c: usize, ldc: usize,
  low: f32, high: f32,
  corner: usize,
): void {
  const lows = f32x4.splat(low);
  const highs = f32x4.splat(high);
  for (let j: i32 = 0; j < columns; j += 8) {
    const panel = panels + <usize>j * <usize>k * 4;
    const wide = min(8, columns - j);
    let from = packed;
    let start = s + <usize>j * across;
    let to = c + <usize>j * 4;
    for (let i: i32 = 0; i < rows; i += 6) {
      const high6 = min(6, rows - i);
      if (wide == 8) tile(high6, k, from, panel, start, lds, to, ldc, lows, highs);
      else {
        copy(high6, wide, start, lds, corner, 32);
        tile(high6, k, from, panel, corner, 32, corner, 32, lows, highs);
        copy(high6, wide, corner, 32, to, ldc);
      }
      from += <usize>k * 24;
      start += 6 * lds;
      to += 6 * ldc;
    }
  }
}

function copy(rows: i32, columns: i32, from: usize, ldf: usize, to: usize, ldt: usize): void {
  for (let i: i32 = 0; i < rows; i += 1) {
    for (let j: i32 = 0; j < columns; j += 1) store<f32>(at(to, i, ldt, j), load<f32>(at(from, i, ldf, j)));
  }
}
