/**
 * Solves (G + diagonal)·B = R for `columns` right sides by Cholesky's factorisation G + D = L·Lᵀ (Golub & Van Loan 2013,
 * algorithm 4.2.1). `gram` is symmetric, row-major [size][size]; `right` is [size][columns]. Both stay as they are. Null when
 * the matrix is not positive definite to working precision. O(size³/3 + size²·columns).
 */
export function solveRidge(options: {
  size: number;
  gram: Float64Array;
  diagonal: ArrayLike<number>;
  right: Float64Array;
  columns: number;
}): Float64Array | null {
  const { size, gram, diagonal, right, columns } = options;
  const lower = new Float64Array(size * size);
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let sum = (gram[i * size + j] as number) + (i === j ? (diagonal[i] as number) : 0);
      const own = sum;
      for (let k = 0; k < j; k += 1) sum -= (lower[i * size + k] as number) * (lower[j * size + k] as number);
      if (i !== j) lower[i * size + j] = sum / (lower[j * size + j] as number);
      else if (sum > 1e-12 * own) lower[i * size + i] = Math.sqrt(sum);
      else return null;
    }
  }
  const out = right.slice();
  for (let i = 0; i < size; i += 1) {
    for (let k = 0; k < i; k += 1) {
      const l = lower[i * size + k] as number;
      if (l !== 0)
        for (let c = 0; c < columns; c += 1)
          out[i * columns + c] = (out[i * columns + c] as number) - l * (out[k * columns + c] as number);
    }
    for (let c = 0; c < columns; c += 1)
      out[i * columns + c] = (out[i * columns + c] as number) / (lower[i * size + i] as number);
  }
  for (let i = size - 1; i >= 0; i -= 1) {
    for (let k = i + 1; k < size; k += 1) {
      const l = lower[k * size + i] as number;
      if (l !== 0)
        for (let c = 0; c < columns; c += 1)
          out[i * columns + c] = (out[i * columns + c] as number) - l * (out[k * columns + c] as number);
    }
    for (let c = 0; c < columns; c += 1)
      out[i * columns + c] = (out[i * columns + c] as number) / (lower[i * size + i] as number);
  }
  return out;
}

/** Adds w·x·xᵀ to the lower triangle and w·x·yᵀ to the right sides. Zeros of x cost next to nothing. */
export function addRow(options: {
  size: number;
  gram: Float64Array;
  right: Float64Array;
  columns: number;
  x: ArrayLike<number>;
  y: ArrayLike<number>;
  weight: number;
}): void {
  const { size, gram, right, columns, x, y, weight } = options;
  for (let i = 0; i < size; i += 1) {
    const w = weight * (x[i] as number);
    if (w === 0) continue;
    const row = i * size;
    for (let j = 0; j <= i; j += 1) gram[row + j] = (gram[row + j] as number) + w * (x[j] as number);
    const at = i * columns;
    for (let c = 0; c < columns; c += 1) right[at + c] = (right[at + c] as number) + w * (y[c] as number);
  }
}
