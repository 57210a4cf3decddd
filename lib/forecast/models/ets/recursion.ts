/**
 * Exponential smoothing as innovations state space models (Hyndman, Koehler, Ord & Snyder 2008, Forecasting with
 * Exponential Smoothing, tables 2.2 and 2.3), without the unstable multiplicative trends. With q = ℓ + φ·b:
 *
 *     ŷ = q | q + s | q·s        e = y − ŷ
 *     ℓ' = q + α·e/d             b' = φ·b + β·e/d             d = 1, or s when the season is multiplicative
 *     s' = s + γ·e/c                                         c = 1, or q when the season is multiplicative
 *
 * The updates do not depend on whether errors are additive or multiplicative; only the likelihood does.
 */
export interface EtsShape {
  /** Additive or multiplicative errors. */
  error: "A" | "M";
  /** None, additive, damped additive. */
  trend: "N" | "A" | "Ad";
  season: "N" | "A" | "M";
  /** Steps a season; 1 without one. */
  period: number;
}

export interface EtsParameters {
  alpha: number;
  /** 0 without a trend. */
  beta: number;
  /** 0 without a season. */
  gamma: number;
  /** 1 unless damped. */
  phi: number;
}

/** Derivatives of the criterion by the parameters; those by the first states stand in the path's own arrays. */
export type EtsGradient = EtsParameters;

/** The share of the mean level below which errors count as none: keeps the logarithm of a perfect fit finite. */
const NO_ERROR = 1e-9;

/**
 * One series under one shape: the states of every period, and the gradient of the likelihood by a backward pass. Values
 * should have a size near one (`NO_ERROR` is absolute). A missing value (NaN) has no error: level and trend go on, the
 * season stays. All arrays are allocated once, so that an optimiser can run it hundreds of times.
 */
export class EtsPath {
  readonly shape: EtsShape;
  readonly values: Float64Array;
  readonly known: number;
  /** ℓ and b before period t; index n holds the last ones. */
  readonly level: Float64Array;
  readonly slope: Float64Array;
  /** s for period t; the last `period` hold the next season. Empty without a season. */
  readonly season: Float64Array;
  readonly error: Float64Array;
  readonly fitted: Float64Array;
  /** After `backward`: derivatives by ℓ, b of period 0, and by s of periods 0 to period − 1. */
  levelSlope = 0;
  trendSlope = 0;
  readonly seasonSlope: Float64Array;
  /** Sum of squared (or squared relative) errors of the last `forward`. */
  squares = 0;

  constructor(values: Float64Array, shape: EtsShape) {
    const n = values.length;
    this.values = values;
    this.shape = shape;
    this.level = new Float64Array(n + 1);
    this.slope = new Float64Array(n + 1);
    const seasons = shape.season === "N" ? 0 : n + shape.period;
    this.season = new Float64Array(seasons);
    this.seasonSlope = new Float64Array(seasons);
    this.error = new Float64Array(n);
    this.fitted = new Float64Array(n);
    let known = 0;
    for (let t = 0; t < n; t += 1) if (!Number.isNaN(values[t] as number)) known += 1;
    this.known = known;
  }

  /**
   * Runs over the series from the first states that stand in `level[0]`, `slope[0]` and `season[0 … period−1]`. Answers
   * −2·log-likelihood up to a constant (Hyndman et al. 2008, equation 5.3): n·log Σe², or n·log Σ(e/ŷ)² + 2·Σ log|ŷ|.
   * Infinity when a multiplicative part leaves the positive numbers or anything overflows.
   */
  forward({ alpha, beta, gamma, phi }: EtsParameters): number {
    const { values, level, slope, season, error, fitted, known } = this;
    const n = values.length;
    const additive = this.shape.season === "A";
    const multiplicative = this.shape.season === "M";
    const period = this.shape.period;
    const relative = this.shape.error === "M";
    const positive = relative || multiplicative;
    let squares = 0;
    let logs = 0;
    let l = level[0] as number;
    let b = slope[0] as number;
    for (let t = 0; t < n; t += 1) {
      const phiB = phi * b;
      const q = l + phiB;
      const s = additive || multiplicative ? (season[t] as number) : 0;
      const f = additive ? q + s : multiplicative ? q * s : q;
      fitted[t] = f;
      if (positive && !(f > 0 && (!multiplicative || s > 0))) return Number.POSITIVE_INFINITY;
      const y = values[t] as number;
      const e = y - f;
      if (Number.isNaN(e)) {
        error[t] = 0;
        l = q;
        b = phiB;
        if (additive || multiplicative) season[t + period] = s;
      } else {
        error[t] = e;
        if (relative) {
          squares += (e / f) * (e / f);
          logs += Math.log(f);
        } else squares += e * e;
        const shared = multiplicative ? e / s : e;
        l = q + alpha * shared;
        b = phiB + beta * shared;
        if (additive) season[t + period] = s + gamma * e;
        else if (multiplicative) season[t + period] = s + (gamma * e) / q;
      }
      level[t + 1] = l;
      slope[t + 1] = b;
    }
    this.squares = squares;
    const value = known * Math.log(squares + known * NO_ERROR * NO_ERROR) + 2 * logs;
    return Number.isNaN(value) ? Number.POSITIVE_INFINITY : value;
  }

  /** The gradient of what the last `forward` answered, by reverse accumulation through the recursion. */
  backward({ alpha, beta, gamma, phi }: EtsParameters): EtsGradient {
    const { values, level, slope, season, error, fitted, seasonSlope, known } = this;
    const n = values.length;
    const additive = this.shape.season === "A";
    const multiplicative = this.shape.season === "M";
    const period = this.shape.period;
    const relative = this.shape.error === "M";
    const weight = (2 * known) / (this.squares + known * NO_ERROR * NO_ERROR);
    const by: EtsGradient = { alpha: 0, beta: 0, gamma: 0, phi: 0 };
    if (additive || multiplicative) seasonSlope.fill(0, n);
    let byLevel = 0;
    let bySlope = 0;
    for (let t = n - 1; t >= 0; t -= 1) {
      const b = slope[t] as number;
      let byQ = byLevel;
      if (Number.isNaN(values[t] as number)) {
        if (additive || multiplicative) seasonSlope[t] = seasonSlope[t + period] as number;
      } else {
        const e = error[t] as number;
        const f = fitted[t] as number;
        const q = (level[t] as number) + phi * b;
        let byE: number;
        let byF = 0;
        if (relative) {
          const r = e / f;
          byE = (weight * r) / f;
          byF = (-weight * r * r) / f + 2 / f;
        } else byE = weight * e;
        const updates = alpha * byLevel + beta * bySlope;
        if (multiplicative) {
          const s = season[t] as number;
          const bySeason = seasonSlope[t + period] as number;
          by.alpha += (byLevel * e) / s;
          by.beta += (bySlope * e) / s;
          by.gamma += (bySeason * e) / q;
          byE += updates / s + (gamma * bySeason) / q;
          byF -= byE;
          byQ += byF * s - (gamma * e * bySeason) / (q * q);
          seasonSlope[t] = bySeason + byF * q - (updates * e) / (s * s);
        } else {
          by.alpha += byLevel * e;
          by.beta += bySlope * e;
          byE += updates;
          if (additive) {
            const bySeason = seasonSlope[t + period] as number;
            by.gamma += bySeason * e;
            byE += gamma * bySeason;
            byF -= byE;
            seasonSlope[t] = bySeason + byF;
          } else byF -= byE;
          byQ += byF;
        }
      }
      by.phi += b * (byQ + bySlope);
      bySlope = phi * (byQ + bySlope);
      byLevel = byQ;
    }
    this.levelSlope = byLevel;
    this.trendSlope = bySlope;
    return by;
  }
}
