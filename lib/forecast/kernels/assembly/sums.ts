/**
 * to[j] = Σ_i from[i][j], both dense. Each block of 128 rows is summed by itself first, so that a million rows lose no
 * digits; the order is the same on every machine.
 */
export function columnSums(rows: i32, columns: i32, from: usize, to: usize): void {
  const step = <usize>columns * 4;
  let j: i32 = 0;
  for (; j + 16 <= columns; j += 16) {
    let t0 = f32x4.splat(0);
    let t1 = f32x4.splat(0);
    let t2 = f32x4.splat(0);
    let t3 = f32x4.splat(0);
    let at = from;
    for (let i: i32 = 0; i < rows; i += 128) {
      let s0 = f32x4.splat(0);
      let s1 = f32x4.splat(0);
      let s2 = f32x4.splat(0);
      let s3 = f32x4.splat(0);
      for (let r = min(128, rows - i); r > 0; r -= 1) {
        s0 = f32x4.add(s0, v128.load(at));
        s1 = f32x4.add(s1, v128.load(at, 16));
        s2 = f32x4.add(s2, v128.load(at, 32));
        s3 = f32x4.add(s3, v128.load(at, 48));
        at += step;
      }
      t0 = f32x4.add(t0, s0);
      t1 = f32x4.add(t1, s1);
      t2 = f32x4.add(t2, s2);
      t3 = f32x4.add(t3, s3);
    }
    v128.store(to, t0);
    v128.store(to, t1, 16);
    v128.store(to, t2, 32);
    v128.store(to, t3, 48);
    from += 64;
    to += 64;
  }
  for (; j < columns; j += 1) {
    let total: f32 = 0;
    let at = from;
    for (let i: i32 = 0; i < rows; i += 128) {
      let sum: f32 = 0;
      for (let r = min(128, rows - i); r > 0; r -= 1) {
        sum += load<f32>(at);
        at += step;
      }
      total += sum;
    }
    store<f32>(to, total);
    from += 4;
    to += 4;
  }
}

/** to[i] = Σ_j from[i][j], a few columns only, one after the other. */
export function rowSums(rows: i32, columns: i32, from: usize, to: usize): void {
  for (let i: i32 = 0; i < rows; i += 1) {
    let sum: f32 = 0;
    for (let j: i32 = 0; j < columns; j += 1) {
      sum += load<f32>(from);
      from += 4;
    }
    store<f32>(to, sum);
    to += 4;
  }
}

/** to[i][j] = from[i][j] + row[j], dense; `to` may be `from`. */
export function addRow(rows: i32, columns: i32, from: usize, row: usize, to: usize): void {
  for (let i: i32 = 0; i < rows; i += 1) {
    let at = row;
    let j: i32 = 0;
    for (; j + 4 <= columns; j += 4) {
      v128.store(to, f32x4.add(v128.load(from), v128.load(at)));
      from += 16;
      at += 16;
      to += 16;
    }
    for (; j < columns; j += 1) {
      store<f32>(to, load<f32>(from) + load<f32>(at));
      from += 4;
      at += 4;
      to += 4;
    }
  }
}

/** matrix[i][j] += column[i], dense, in place. */
export function addColumn(rows: i32, columns: i32, column: usize, matrix: usize): void {
  for (let i: i32 = 0; i < rows; i += 1) {
    const value = load<f32>(column);
    for (let j: i32 = 0; j < columns; j += 1) {
      store<f32>(matrix, load<f32>(matrix) + value);
      matrix += 4;
    }
    column += 4;
  }
}
