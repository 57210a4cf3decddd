/**
 * Measures of a point or quantile forecast. All skip pairs in which either side is NaN; with no pair left, or a zero
 * denominator, they answer NaN, never zero or infinity, so that a table can say "not defined".
 */

type Numbers = ArrayLike<number>;

function average(actual: Numbers, forecast: Numbers, term: (y: number, f: number) => number): number {
  let sum = 0;
  let n = 0;
  for (let i = 0; i < actual.length; i += 1) {
    const value = term(actual[i] as number, forecast[i] as number);
    if (Number.isNaN(value)) continue;
    sum += value;
    n += 1;
  }
  return n > 0 ? sum / n : Number.NaN;
}

/** Mean absolute error, Σ|y−f|/n, in the target's unit. */
export function meanAbsoluteError(actual: Numbers, forecast: Numbers): number {
  return average(actual, forecast, (y, f) => Math.abs(y - f));
}

/** Root mean square error, √(Σ(y−f)²/n), in the target's unit. */
export function rootMeanSquareError(actual: Numbers, forecast: Numbers): number {
  return Math.sqrt(average(actual, forecast, (y, f) => (y - f) ** 2));
}

/** Weighted absolute percentage error, Σ|y−f|/Σ|y|, a fraction. NaN when all actuals are zero. */
export function weightedAbsolutePercentageError(actual: Numbers, forecast: Numbers): number {
  return ratioOfSums(actual, forecast, (y, f) => Math.abs(y - f), Math.abs);
}

/** Bias, Σ(f−y)/|Σy|, a fraction: above zero is too much, also where returns exceed sales. NaN when Σy is zero. */
export function relativeBias(actual: Numbers, forecast: Numbers): number {
  return ratioOfSums(
    actual,
    forecast,
    (y, f) => f - y,
    (y) => y,
  );
}

function ratioOfSums(
  actual: Numbers,
  forecast: Numbers,
  above: (y: number, f: number) => number,
  below: (y: number) => number,
): number {
  let top = 0;
  let bottom = 0;
  for (let i = 0; i < actual.length; i += 1) {
    const y = actual[i] as number;
    const value = above(y, forecast[i] as number);
    if (Number.isNaN(value)) continue;
    top += value;
    bottom += below(y);
  }
  return bottom !== 0 ? top / Math.abs(bottom) : Number.NaN;
}

/**
 * Symmetric mean absolute percentage error as in M3 and M4: mean of 200·|y−f|/(|y|+|f|), in percent, 0 to 200
 * (Makridakis & Hibon 2000). A pair of two zeros is a perfect forecast and counts as 0.
 */
export function symmetricPercentageError(actual: Numbers, forecast: Numbers): number {
  return average(actual, forecast, (y, f) =>
    y === f ? 0 : (200 * Math.abs(y - f)) / (Math.abs(y) + Math.abs(f)),
  );
}

/**
 * The scale of MASE (Hyndman & Koehler 2006): mean |y(t) − y(t−m)| over the history up to the cutoff, pairs with a gap
 * left out. When the history has no pair m apart, m = 1 is used (a history shorter than a season). NaN when there is no
 * pair at all or the scale is zero (a constant history), in which case the series has no MASE.
 */
export function maseScale(history: Numbers, season: number): number {
  for (const lag of season > 1 ? [season, 1] : [1]) {
    let sum = 0;
    let n = 0;
    for (let t = lag; t < history.length; t += 1) {
      const step = Math.abs((history[t] as number) - (history[t - lag] as number));
      if (Number.isNaN(step)) continue;
      sum += step;
      n += 1;
    }
    if (n > 0) return sum > 0 ? sum / n : Number.NaN;
  }
  return Number.NaN;
}

/** Pinball loss of one quantile: p·(y−q) when y ≥ q, else (1−p)·(q−y) (Koenker & Bassett 1978). */
export function pinballLoss(y: number, q: number, p: number): number {
  return y >= q ? p * (y - q) : (1 - p) * (q - y);
}

/** Share of actuals inside [lower, upper], edges included. */
export function coverage(actual: Numbers, lower: Numbers, upper: Numbers): number {
  let inside = 0;
  let n = 0;
  for (let i = 0; i < actual.length; i += 1) {
    const y = actual[i] as number;
    const low = lower[i] as number;
    const high = upper[i] as number;
    if (Number.isNaN(y) || Number.isNaN(low) || Number.isNaN(high)) continue;
    n += 1;
    if (y >= low && y <= high) inside += 1;
  }
  return n > 0 ? inside / n : Number.NaN;
}
