/**
 * Local regression on equally spaced points (Cleveland 1979), as the routine `ess` of STL computes it: tricube weights on
 * the `window` nearest points, times `weights`; a constant (degree 0) or a line (degree 1) is fitted at every `jump`-th
 * point, and what lies between is interpolated.
 *
 * A point of weight 0 has no say and may hold NaN. Where a whole window has no weight the value is NaN.
 */
export interface LoessOptions {
  /** Points in a window, an odd number from 3; more than there are points widens the kernel instead. */
  window: number;
  degree: 0 | 1;
  /** 1 fits at every point. */
  jump: number;
}

/** The tricube at whole distances 0 … for a half-width; one and zero at the edges as in the original. */
function tricube(halfWidth: number): Float64Array {
  const table = new Float64Array(Math.floor(halfWidth) + 1);
  for (let r = 0; r < table.length; r += 1) {
    if (r <= 0.001 * halfWidth) table[r] = 1;
    else if (r <= 0.999 * halfWidth) table[r] = (1 - (r / halfWidth) ** 3) ** 3;
  }
  return table;
}

export class Loess {
  readonly options: LoessOptions;
  private readonly tables = new Map<number, Float64Array>();

  constructor(options: LoessOptions) {
    this.options = options;
  }

  /** The fit at position `at` (which may lie outside) from the points `left` to `right`, all counted from 0. */
  at(options: {
    values: Float64Array;
    weights: Float64Array | null;
    from: number;
    stride: number;
    count: number;
    at: number;
    left: number;
    right: number;
  }): number {
    const { values, weights, from, stride, count, at, left, right } = options;
    const { window, degree } = this.options;
    let half = Math.max(at - left, right - at);
    if (window > count) half += Math.floor((window - count) / 2);
    let table = this.tables.get(half);
    if (!table) {
      table = tricube(half);
      this.tables.set(half, table);
    }
    let total = 0;
    let sumX = 0;
    let sumY = 0;
    let sumXX = 0;
    let sumXY = 0;
    for (let j = left; j <= right; j += 1) {
      const distance = j < at ? at - j : j - at;
      let w = distance < table.length ? (table[distance] as number) : 0;
      const row = from + j * stride;
      if (weights) w *= weights[row] as number;
      if (w === 0) continue;
      const x = j - at;
      const y = values[row] as number;
      total += w;
      sumX += w * x;
      sumY += w * y;
      sumXX += w * x * x;
      sumXY += w * x * y;
    }
    if (!(total > 0)) return Number.NaN;
    const meanX = sumX / total;
    const meanY = sumY / total;
    if (degree === 0) return meanY;
    const spread = sumXX / total - meanX * meanX;
    // Too narrow a spread gives no slope: the constant stands (the original's rule).
    if (!(Math.sqrt(Math.max(spread, 0)) > 0.001 * (count - 1))) return meanY;
    return meanY - (meanX * (sumXY / total - meanX * meanY)) / spread;
  }

  /** Smooths `count` points that stand `stride` apart from `from`, into `out` from `outFrom` with `outStride`. */
  smooth(options: {
    values: Float64Array;
    weights: Float64Array | null;
    from: number;
    stride: number;
    count: number;
    out: Float64Array;
    outFrom: number;
    outStride: number;
  }): void {
    const { values, weights, from, stride, count, out, outFrom, outStride } = options;
    const { window, jump } = this.options;
    const step = Math.max(1, Math.min(jump, count - 1));
    const width = Math.min(window, count);
    const before = Math.floor((width - 1) / 2);
    const fittedAt = (i: number) => {
      const left = Math.max(0, Math.min(i - before, count - width));
      return this.at({ values, weights, from, stride, count, at: i, left, right: left + width - 1 });
    };
    let last = -1;
    let lastValue = 0;
    for (let i = 0; i < count; i = i === count - 1 ? count : Math.min(i + step, count - 1)) {
      const value = fittedAt(i);
      out[outFrom + i * outStride] = value;
      for (let k = last + 1; last >= 0 && k < i; k += 1)
        out[outFrom + k * outStride] = lastValue + ((value - lastValue) * (k - last)) / (i - last);
      last = i;
      lastValue = value;
    }
  }
}
