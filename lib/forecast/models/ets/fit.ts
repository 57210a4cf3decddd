import { minimiseSmooth } from "../optimise.ts";
import { seasonalIndexes } from "../season.ts";
import { type EtsParameters, EtsPath, type EtsShape } from "./recursion.ts";

export interface EtsStates {
  level: number;
  /** 0 without a trend. */
  slope: number;
  /** From the period that follows; empty without a season. */
  season: number[];
}

/** What is learnt of one series. Plain JSON, in the series' own unit. */
export interface EtsFit {
  shape: EtsShape;
  parameters: EtsParameters;
  /** Before the first period. */
  first: EtsStates;
  /** After the last period. */
  last: EtsStates;
  /** −2·log-likelihood up to a constant, as in the R package forecast. */
  criterion: number;
  /** Smoothing parameters, first states (a season counts one less than its length) and the errors' variance. */
  parameterCount: number;
  /** Known values. */
  known: number;
}

const LOW = 1e-4;
const HIGH = 0.9999;
const PHI_LOW = 0.8;
const PHI_HIGH = 0.98;

const logistic = (x: number) => 1 / (1 + Math.exp(-x));
const logit = (p: number) => Math.log(p / (1 - p));

/** Tried first, every pair of them; the best starts the search. */
const FIRST_ALPHAS = [0.05, 0.25, 0.6, 0.9];
const FIRST_GAMMA_SHARES = [0.05, 0.6];

const TRIAL_STEPS = 5;
const MOST_STEPS = 60;
/** Two steps in a row that gain less than this of −2·log-likelihood end the search. */
const ENOUGH = 1e-3;

/**
 * Maximum likelihood fit of one shape: smoothing parameters and first states together, by BFGS on the exact gradient. The
 * parameters stay inside the usual region of Hyndman et al. (2008, section 10.2.1; the bounds are those of the R package
 * forecast): 0 < β < α < 1, 0 < γ < 1 − α, 0.8 < φ < 0.98.
 *
 * The search starts from a classical decomposition and a line through the first seasons (ibid., section 2.6.1). Null when
 * the series cannot take the shape: fewer known values than parameters, fewer than two seasons, or a value that is not
 * positive under a multiplicative part.
 */
export function fitEts(history: Float64Array, shape: EtsShape): EtsFit | null {
  const n = history.length;
  const period = shape.season === "N" ? 1 : shape.period;
  let sum = 0;
  let known = 0;
  let positive = true;
  for (let t = 0; t < n; t += 1) {
    const value = history[t] as number;
    if (Number.isNaN(value)) continue;
    sum += Math.abs(value);
    known += 1;
    if (value <= 0) positive = false;
  }
  const parameterCount = countParameters(shape);
  if (known < parameterCount || (!positive && (shape.error === "M" || shape.season === "M"))) return null;
  if (period > 1 && n < 2 * period) return null;
  const unit = sum / known;
  if (!(unit > 0)) return null;

  const values = new Float64Array(n);
  for (let t = 0; t < n; t += 1) values[t] = (history[t] as number) / unit;
  const path = new EtsPath(values, { ...shape, period });
  const start = firstStates(values, shape, period);
  if (!start) return null;
  const found = search(path, start, period);
  if (!found) return null;

  const scale = (value: number) => value * unit;
  const seasonScale = shape.season === "A" ? scale : (value: number) => value;
  return {
    shape: { ...shape, period },
    parameters: found.parameters,
    first: {
      level: scale(path.level[0] as number),
      slope: scale(path.slope[0] as number),
      season: period > 1 ? Array.from(path.season.subarray(0, period), seasonScale) : [],
    },
    last: {
      level: scale(path.level[n] as number),
      slope: scale(path.slope[n] as number),
      season: period > 1 ? Array.from(path.season.subarray(n, n + period), seasonScale) : [],
    },
    criterion: found.value + 2 * known * Math.log(unit),
    parameterCount,
    known,
  };
}

/** AICc = −2·log L + 2k + 2k(k+1)/(n−k−1); infinity when there are too few values for k. */
export function correctedAic({ criterion, parameterCount: k, known }: EtsFit): number {
  return known - k - 1 > 0
    ? criterion + 2 * k + (2 * k * (k + 1)) / (known - k - 1)
    : Number.POSITIVE_INFINITY;
}

function countParameters({ trend, season, period }: EtsShape): number {
  const ofTrend = trend === "N" ? 0 : trend === "A" ? 2 : 3;
  // α, ℓ and the variance; β and b (and φ); γ and all but one index.
  return 3 + ofTrend + (season === "N" ? 0 : period);
}

/** A line through the season-free first two seasons (ten values at least), and the classical indexes. */
function firstStates(values: Float64Array, shape: EtsShape, period: number): EtsStates | null {
  let season: number[] = [];
  if (period > 1) {
    const indexes = seasonalIndexes(values, period, shape.season === "M" ? "multiplicative" : "additive");
    if (!indexes) return null;
    season = Array.from(indexes, (index) => (shape.season === "M" ? Math.max(index, 0.01) : index));
  }
  const free = (t: number) => {
    const value = values[t] as number;
    if (period === 1) return value;
    const index = season[t % period] as number;
    return shape.season === "M" ? value / index : value - index;
  };
  const wanted = Math.max(10, 2 * period);
  let count = 0;
  let sumT = 0;
  let sumY = 0;
  let sumTT = 0;
  let sumTY = 0;
  for (let t = 0; t < values.length && count < wanted; t += 1) {
    const y = free(t);
    if (Number.isNaN(y)) continue;
    count += 1;
    sumT += t + 1;
    sumY += y;
    sumTT += (t + 1) ** 2;
    sumTY += (t + 1) * y;
  }
  const spread = sumTT - (sumT * sumT) / count;
  const slope = spread > 0 && shape.trend !== "N" ? (sumTY - (sumT * sumY) / count) / spread : 0;
  let level = (sumY - slope * sumT) / count;
  // A multiplicative start must be positive all along its first line.
  if ((shape.error === "M" || shape.season === "M") && !(level > 0 && level + slope > 0))
    level = sumY / count;
  const isSafe = shape.error === "A" && shape.season !== "M";
  return { level, slope: isSafe || level + slope * wanted > 0.1 * level ? slope : 0, season };
}

interface Found {
  parameters: EtsParameters;
  value: number;
}

/** Coordinates: logits of α, β/α, γ/(1−α) and φ's place in its bounds, then first states in units of the start's errors. */
function search(path: EtsPath, start: EtsStates, period: number): Found | null {
  const { shape } = path;
  const hasTrend = shape.trend !== "N";
  const isDamped = shape.trend === "Ad";
  const isSeasonal = period > 1;
  const states = 1 + (hasTrend ? 1 : 0);
  const smooth = 1 + (hasTrend ? 1 : 0) + (isSeasonal ? 1 : 0) + (isDamped ? 1 : 0);
  const d = smooth + states + (isSeasonal ? period : 0);
  const parameters: EtsParameters = { alpha: 0, beta: 0, gamma: 0, phi: 1 };
  let error = 1;
  let slopeUnit = 1;
  let seasonUnit = 1;

  const place = (x: Float64Array) => {
    let i = 0;
    parameters.alpha = LOW + (HIGH - LOW) * logistic(x[i++] as number);
    parameters.beta = hasTrend ? parameters.alpha * (LOW + (HIGH - LOW) * logistic(x[i++] as number)) : 0;
    parameters.gamma = isSeasonal
      ? (1 - parameters.alpha) * (LOW + (HIGH - LOW) * logistic(x[i++] as number))
      : 0;
    parameters.phi = isDamped ? PHI_LOW + (PHI_HIGH - PHI_LOW) * logistic(x[i++] as number) : 1;
    path.level[0] = start.level + error * (x[i++] as number);
    path.slope[0] = hasTrend ? start.slope + slopeUnit * (x[i++] as number) : 0;
    for (let k = 0; k < (isSeasonal ? period : 0); k += 1)
      path.season[k] = (start.season[k] as number) + seasonUnit * (x[i + k] as number);
  };

  const evaluate = (x: Float64Array, gradient: Float64Array): number => {
    place(x);
    const value = path.forward(parameters);
    if (!Number.isFinite(value)) return Number.POSITIVE_INFINITY;
    const by = path.backward(parameters);
    const { alpha, beta, gamma } = parameters;
    const inner = (x: number) => {
      const p = logistic(x);
      return (HIGH - LOW) * p * (1 - p);
    };
    let i = 1;
    let byAlpha = by.alpha;
    if (hasTrend) {
      byAlpha += by.beta * (beta / alpha);
      gradient[i] = by.beta * alpha * inner(x[i] as number);
      i += 1;
    }
    if (isSeasonal) {
      byAlpha -= by.gamma * (gamma / (1 - alpha));
      gradient[i] = by.gamma * (1 - alpha) * inner(x[i] as number);
      i += 1;
    }
    gradient[0] = byAlpha * inner(x[0] as number);
    if (isDamped) {
      const p = logistic(x[i] as number);
      gradient[i] = by.phi * (PHI_HIGH - PHI_LOW) * p * (1 - p);
      i += 1;
    }
    gradient[i++] = error * path.levelSlope;
    if (hasTrend) gradient[i++] = slopeUnit * path.trendSlope;
    if (isSeasonal) {
      // Level and season may shift against each other without end: the indexes keep their mean.
      let mean = 0;
      for (let k = 0; k < period; k += 1) mean += (path.seasonSlope[k] as number) / period;
      for (let k = 0; k < period; k += 1)
        gradient[i + k] = seasonUnit * ((path.seasonSlope[k] as number) - mean);
    }
    return value;
  };

  const x = new Float64Array(d);
  let i = 1;
  if (hasTrend) x[i++] = logit(0.1);
  if (isSeasonal) x[i++] = logit(0.05);
  if (isDamped) x[i++] = logit(0.9);
  // One start for a season that stays and one for a season that moves: between them lies a ridge.
  const starts: { x: Float64Array; value: number; squares: number }[] = [];
  for (const share of isSeasonal ? FIRST_GAMMA_SHARES : [0]) {
    const own = { x, value: Number.POSITIVE_INFINITY, squares: 0 };
    for (const alpha of FIRST_ALPHAS) {
      x[0] = logit(alpha);
      if (isSeasonal) x[hasTrend ? 2 : 1] = logit(share);
      place(x);
      const value = path.forward(parameters);
      if (value < own.value) Object.assign(own, { x: x.slice(), value, squares: path.squares });
    }
    if (Number.isFinite(own.value)) starts.push(own);
  }
  const [first] = starts;
  if (!first) return null;
  const squares = Math.min(...starts.map((each) => each.squares));
  const relativeUnit = Math.max(Math.sqrt(squares / path.known), 1e-8);
  error = shape.error === "M" ? relativeUnit * Math.abs(start.level) : relativeUnit;
  slopeUnit = error / 10;
  seasonUnit = shape.season === "M" ? error / Math.max(Math.abs(start.level), 1e-8) : error;

  // Each start gets a few steps, the better one the rest.
  const tried = starts.map((each) =>
    minimiseSmooth(evaluate, {
      start: each.x,
      iterations: starts.length > 1 ? TRIAL_STEPS : MOST_STEPS,
      tolerance: ENOUGH,
    }),
  );
  let best = tried[0] as (typeof tried)[number];
  for (const each of tried) if (each.value < best.value) best = each;
  if (starts.length > 1)
    best = minimiseSmooth(evaluate, { start: best.x, iterations: MOST_STEPS, tolerance: ENOUGH });
  place(best.x);
  const value = path.forward(parameters);
  return Number.isFinite(value) ? { parameters: { ...parameters }, value } : null;
}
