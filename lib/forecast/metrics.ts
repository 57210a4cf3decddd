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
  return scaleOf(history, season, Math.abs);
}

/**
 * The scale of RMSSE: mean (y(t) − y(t−m))² over the history up to the cutoff (Makridakis, Spiliotis & Assimakopoulos 2022,
 * The M5 accuracy competition, equation 1, with m = 1 there), gaps and short histories as in `maseScale`. NaN when it is zero.
 */
export function rmsseScale(history: Numbers, season: number): number {
  return scaleOf(history, season, (step) => step * step);
}

function scaleOf(history: Numbers, season: number, size: (step: number) => number): number {
  for (const lag of season > 1 ? [season, 1] : [1]) {
    let sum = 0;
    let n = 0;
    for (let t = lag; t < history.length; t += 1) {
      const step = size((history[t] as number) - (history[t - lag] as number));
      if (Number.isNaN(step)) continue;
      sum += step;
      n += 1;
    }
    if (n > 0) return sum > 0 ? sum / n : Number.NaN;
  }
  return Number.NaN;
}

/** Mean absolute scaled error: MAE over `maseScale` (Hyndman & Koehler 2006). Below 1 beats seasonal naive in sample. */
export function meanAbsoluteScaledError(actual: Numbers, forecast: Numbers, scale: number): number {
  return scale > 0 ? meanAbsoluteError(actual, forecast) / scale : Number.NaN;
}

/** Root mean squared scaled error: √(mean (y−f)² / `rmsseScale`). */
export function rootMeanSquaredScaledError(actual: Numbers, forecast: Numbers, scale: number): number {
  return scale > 0 ? rootMeanSquareError(actual, forecast) / Math.sqrt(scale) : Number.NaN;
}

/**
 * Overall weighted average of M4: half sMAPE and half MASE, each over Naive2's on the same steps (Makridakis, Spiliotis &
 * Assimakopoulos 2020, The M4 Competition, section 2.3). NaN when one is not defined or Naive2 made no error at all.
 */
export function overallWeightedAverage(
  own: { smape: number; mase: number },
  naive2: { smape: number; mase: number },
): number {
  if (!(naive2.smape > 0 && naive2.mase > 0)) return Number.NaN;
  return (own.smape / naive2.smape + own.mase / naive2.mase) / 2;
}

/**
 * Interval score of one central interval at `level`, in the target's unit: its width, plus 2/α for each unit that the actual
 * lies outside, α = 1 − level (Gneiting & Raftery 2007, equation 43). Mean over a horizon and over `maseScale` it is the
 * MSIS of M4.
 */
export function intervalScore(y: number, interval: { lower: number; upper: number; level: number }): number {
  const { lower, upper, level } = interval;
  const outside = Math.max(lower - y, 0) + Math.max(y - upper, 0);
  return upper - lower + (2 / (1 - level)) * outside;
}

/** Mean scaled interval score: the mean interval score over `maseScale`. Steps with a NaN are left out. */
export function meanScaledIntervalScore(
  actual: Numbers,
  interval: { lower: Numbers; upper: Numbers; level: number },
  scale: number,
): number {
  const { lower, upper, level } = interval;
  if (!(scale > 0)) return Number.NaN;
  let sum = 0;
  let n = 0;
  for (let i = 0; i < actual.length; i += 1) {
    const bounds = { lower: lower[i] as number, upper: upper[i] as number, level };
    const value = intervalScore(actual[i] as number, bounds);
    if (Number.isNaN(value)) continue;
    sum += value;
    n += 1;
  }
  return n > 0 ? sum / n / scale : Number.NaN;
}

/**
 * Continuous ranked probability score of a forecast given by quantiles, in the target's unit: 2·∫ pinball dp (Gneiting &
 * Ranjan 2011, equation 14), each level standing for the probabilities nearer to it than to its neighbours. A grid from
 * 2.5 to 97.5 % comes within 1 % of the exact value of a normal forecast. Levels ascending; NaN when a value is NaN.
 */
export function quantileCrps(y: number, levels: Numbers, values: Numbers, at = 0): number {
  const n = levels.length;
  let sum = 0;
  let from = 0;
  for (let i = 0; i < n; i += 1) {
    const level = levels[i] as number;
    const to = i < n - 1 ? (level + (levels[i + 1] as number)) / 2 : 1;
    sum += 2 * (to - from) * pinballLoss(y, values[at + i] as number, level);
    from = to;
  }
  return sum;
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
