import { ForecastError } from "./errors.ts";

export interface DieboldMariano {
  /** Periods that took part; those with a NaN are left out. */
  n: number;
  /** Mean loss of the first less that of the second: below zero the first is better. NaN without a period. */
  meanDifference: number;
  /** Corrected statistic; 0 when the losses never differ. */
  statistic: number;
  /** Two-sided, from Student's t with n − 1 degrees of freedom; NaN with fewer than two periods. */
  pValue: number;
  /** The autocovariances of overlapping forecasts gave no positive variance, so that of one step was used. */
  isOneStepVariance: boolean;
}

/**
 * Are two forecasts equally accurate? Diebold & Mariano (1995, Journal of Business & Economic Statistics 13) with the
 * correction of Harvey, Leybourne & Newbold (1997, International Journal of Forecasting 13, equation 9): on differences
 * d(t) of losses of one period each, all `horizon` steps ahead,
 *
 *     S = d̄ / √((γ₀ + 2·Σ_{k<h} γ_k)/n) · √((n + 1 − 2h + h(h − 1)/n)/n)
 *
 * with γ_k their autocovariances (divided by n). Losses stand in order of time; for a panel each is the mean over series.
 * A variance that is not positive is replaced by γ₀/n, as the R package forecast does.
 * @throws ForecastError `bad_input` when lengths differ or the horizon is not a whole number from 1 below n.
 */
export function dieboldMariano(options: {
  first: ArrayLike<number>;
  second: ArrayLike<number>;
  horizon: number;
}): DieboldMariano {
  const { first, second, horizon: h } = options;
  if (first.length !== second.length)
    throw new ForecastError("bad_input", "The losses of two methods must be of the same periods.");
  const differences: number[] = [];
  for (let t = 0; t < first.length; t += 1) {
    const difference = (first[t] as number) - (second[t] as number);
    if (!Number.isNaN(difference)) differences.push(difference);
  }
  const n = differences.length;
  if (n < 2) {
    const only = differences[0] ?? Number.NaN;
    return { n, meanDifference: only, statistic: Number.NaN, pValue: Number.NaN, isOneStepVariance: false };
  }
  if (!Number.isInteger(h) || h < 1 || h >= n)
    throw new ForecastError(
      "bad_input",
      `A horizon of ${h} steps needs more than that many periods, not ${n}.`,
    );

  const mean = differences.reduce((sum, value) => sum + value, 0) / n;
  const covariance = (lag: number) => {
    let sum = 0;
    for (let t = lag; t < n; t += 1)
      sum += ((differences[t] as number) - mean) * ((differences[t - lag] as number) - mean);
    return sum / n;
  };
  const ownVariance = covariance(0) / n;
  if (!(ownVariance > 0)) {
    const isEqual = mean === 0;
    return {
      n,
      meanDifference: mean,
      statistic: isEqual ? 0 : Math.sign(mean) * Number.POSITIVE_INFINITY,
      pValue: isEqual ? 1 : 0,
      isOneStepVariance: false,
    };
  }
  let variance = ownVariance;
  for (let lag = 1; lag < h; lag += 1) variance += (2 * covariance(lag)) / n;
  const isOneStepVariance = !(variance > 0);
  if (isOneStepVariance) variance = ownVariance;
  const steps = isOneStepVariance ? 1 : h;
  const correction = Math.sqrt((n + 1 - 2 * steps + (steps * (steps - 1)) / n) / n);
  const statistic = (mean / Math.sqrt(variance)) * correction;
  return { n, meanDifference: mean, statistic, pValue: tailsOfStudent(statistic, n - 1), isOneStepVariance };
}

/** P(|T| > |t|) of Student's t: the regularised incomplete beta function at ν/(ν + t²) with a = ν/2, b = 1/2. */
function tailsOfStudent(t: number, degrees: number): number {
  return incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5);
}

/** I_x(a, b) by its continued fraction (Press et al. 2007, Numerical Recipes, 3rd ed., section 6.4), to about 1e-14. */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // The fraction converges fast on one side of the mean; the other follows by symmetry.
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= 500; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d);
    c = 1 + even / c;
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d);
    c = 1 + odd / c;
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return (front * fraction) / a;
}

/** log Γ(x) for x > 0 by Lanczos' series with g = 7 and nine terms, relative error below 1e-14. */
function logGamma(x: number): number {
  const terms = [
    0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
    12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
  ] as const;
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const z = x - 1;
  let sum: number = terms[0];
  for (let i = 1; i < terms.length; i += 1) sum += (terms[i] as number) / (z + i);
  const t = z + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(sum);
}
