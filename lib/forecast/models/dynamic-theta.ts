import { type AdjustedState, fitAdjusted, forecastAdjusted } from "./adjusted.ts";
import { type LocalModel, replayOf, type SeriesFit } from "./contract.ts";
import { minimiseOnInterval } from "./optimise.ts";

/** The sums behind a least-squares line through the periods seen so far, t counted from 1. */
interface LineSums {
  count: number;
  t: number;
  y: number;
  tt: number;
  ty: number;
}

/** What a forecast needs after the last period. Plain JSON. */
export interface OptimisedThetaState {
  alpha: number;
  /** 1 − 1/θ, in [0, 1): 0.5 is the classical θ = 2. */
  weight: number;
  /** Level of the smoothing of y, of the periods t themselves, and what is left of the start. */
  level: number;
  centre: number;
  decay: number;
  line: { intercept: number; slope: number };
  /** The line learns on from the forecasts in the dynamic models; null when it stands still. */
  sums: LineSums | null;
  /** Last period. */
  t: number;
}

export interface ThetaVariant {
  /** The line is learnt anew at each period (DSTM, DOTM) instead of once from the whole history (STM, OTM). */
  isDynamic: boolean;
  /** θ is estimated (OTM, DOTM) instead of 2 (STM, DSTM). */
  isOptimised: boolean;
}

const LOW_ALPHA = 0.1;
const HIGH_ALPHA = 0.99;
const HIGHEST_WEIGHT = 1 - 1e-10;
/** Errors of the first three periods do not count, as in forecTheta: no line through so few points means anything. */
const SKIPPED = 3;
const FEWEST = 5;

/**
 * The optimised and dynamic Theta models (Fiorucci, Pellegrini, Louzada, Petropoulos & Koehler 2016, Models for optimising
 * the theta method and their relationship to state space models, International Journal of Forecasting 32, equations 7–16).
 * With the line A + B·t through y and w = 1 − 1/θ:
 *
 *     ŷ(t) = ℓ(t−1) + w·[(1−α)^(t−1)·A + (1 − (1−α)^t)/α·B]        ℓ(t) = α·y(t) + (1−α)·ℓ(t−1)
 *
 * The bracket is the line less its own smoothing, A·g + B·(t − v) with g the decay of the start and v the smoothed t, which
 * also holds across gaps. Given α, the errors are linear in ℓ₀ and w, so these two come from least squares (w inside
 * [0, 1)) and only α in [0.1, 0.99], the bounds of the authors' package forecTheta, is searched for. O(n) a trial.
 */
export function fitOptimisedTheta(
  values: Float64Array,
  { isDynamic, isOptimised }: ThetaVariant,
): SeriesFit<OptimisedThetaState> {
  const n = values.length;
  const intercepts = new Float64Array(n + 1);
  const slopes = new Float64Array(n + 1);
  const sums: LineSums = { count: 0, t: 0, y: 0, tt: 0, ty: 0 };
  const all: LineSums[] = [{ ...sums }];
  for (let t = 1; t <= n; t += 1) {
    const y = values[t - 1] as number;
    if (!Number.isNaN(y)) addToLine(sums, t, y);
    all.push({ ...sums });
    const line = lineOf(sums);
    intercepts[t] = line.intercept;
    slopes[t] = line.slope;
  }
  if (!isDynamic) {
    intercepts.fill(intercepts[n] as number);
    slopes.fill(slopes[n] as number);
  }

  let first = 0;
  let weight = 0.5;
  const squares = (alpha: number): number => {
    let level = 0;
    let decay = 1;
    let centre = 0;
    let known = 0;
    let gg = 0;
    let gd = 0;
    let dd = 0;
    let gr = 0;
    let dr = 0;
    let rr = 0;
    for (let t = 1; t <= n; t += 1) {
      const y = values[t - 1] as number;
      if (Number.isNaN(y)) continue;
      known += 1;
      const r = y - level;
      if (known > SKIPPED) {
        const d = (intercepts[t - 1] as number) * decay + (slopes[t - 1] as number) * (t - centre);
        gg += decay * decay;
        gd += decay * d;
        dd += d * d;
        gr += decay * r;
        dr += d * r;
        rr += r * r;
      }
      level += alpha * r;
      centre += alpha * (t - centre);
      decay *= 1 - alpha;
    }
    const determinant = gg * dd - gd * gd;
    if (isOptimised) {
      const free = determinant > 1e-12 * gg * dd ? (gg * dr - gd * gr) / determinant : 0;
      weight = Math.min(HIGHEST_WEIGHT, Math.max(0, free));
    }
    first = gg > 0 ? (gr - weight * gd) / gg : 0;
    return (
      rr -
      2 * first * gr -
      2 * weight * dr +
      first * first * gg +
      2 * first * weight * gd +
      weight * weight * dd
    );
  };
  const { x: alpha } = minimiseOnInterval(squares, { low: LOW_ALPHA, high: HIGH_ALPHA, cells: 20 });
  squares(alpha);

  const levels = new Float64Array(n + 1);
  const centres = new Float64Array(n + 1);
  const decays = new Float64Array(n + 1);
  levels[0] = first;
  decays[0] = 1;
  for (let t = 1; t <= n; t += 1) {
    const y = values[t - 1] as number;
    const level = levels[t - 1] as number;
    const centre = centres[t - 1] as number;
    const isKnown = !Number.isNaN(y);
    levels[t] = isKnown ? level + alpha * (y - level) : level;
    centres[t] = isKnown ? centre + alpha * (t - centre) : centre;
    decays[t] = (decays[t - 1] as number) * (isKnown ? 1 - alpha : 1);
  }
  const stateAt = (t: number): OptimisedThetaState => ({
    alpha,
    weight,
    level: levels[t] as number,
    centre: centres[t] as number,
    decay: decays[t] as number,
    line: { intercept: intercepts[t] as number, slope: slopes[t] as number },
    sums: isDynamic ? (all[t] as LineSums) : null,
    t,
  });
  return {
    state: stateAt(n),
    replay: (options) =>
      replayOf(options, (origin, out, from) =>
        out.set(forecastOptimisedTheta(stateAt(origin + 1), options.horizon), from),
      ),
  };
}

/** Each step's forecast stands in for the value it foretells, as in the authors' equation 16. */
export function forecastOptimisedTheta(state: OptimisedThetaState, horizon: number): Float64Array {
  const out = new Float64Array(horizon);
  const { alpha, weight } = state;
  let { level, centre, decay, line } = state;
  const sums = state.sums && { ...state.sums };
  for (let h = 1; h <= horizon; h += 1) {
    const t = state.t + h;
    const y = level + weight * (line.intercept * decay + line.slope * (t - centre));
    out[h - 1] = y;
    level += alpha * (y - level);
    centre += alpha * (t - centre);
    decay *= 1 - alpha;
    if (sums) {
      addToLine(sums, t, y);
      line = lineOf(sums);
    }
  }
  return out;
}

function addToLine(sums: LineSums, t: number, y: number): void {
  sums.count += 1;
  sums.t += t;
  sums.y += y;
  sums.tt += t * t;
  sums.ty += t * y;
}

function lineOf({ count, t, y, tt, ty }: LineSums): { intercept: number; slope: number } {
  if (count === 0) return { intercept: 0, slope: 0 };
  const spread = tt - (t * t) / count;
  const slope = count > 1 && spread > 0 ? (ty - (t * y) / count) / spread : 0;
  return { intercept: y / count - (slope * t) / count, slope };
}

function thetaModel(
  names: { key: string; name: string },
  variant: ThetaVariant,
): LocalModel<AdjustedState<OptimisedThetaState>> {
  return {
    ...names,
    family: "statistical",
    paper:
      "Fiorucci, Pellegrini, Louzada, Petropoulos & Koehler (2016), International Journal of Forecasting 32, 1151–1161",
    gaps: "A missing value changes neither level nor line; time goes on.",
    settles: true,
    fewest: () => FEWEST,
    fitSeries: (history, { season }) =>
      fitAdjusted(history, season, (adjusted) => fitOptimisedTheta(adjusted, variant)),
    forecast: (state, horizon) => forecastAdjusted(state, horizon, forecastOptimisedTheta),
  };
}

/** DOTM: line and θ both move with the data. */
export const dynamicOptimisedTheta = thetaModel(
  { key: "dynamic_theta", name: "Dynamic optimised Theta" },
  { isDynamic: true, isOptimised: true },
);
/** OTM: one line, estimated θ. */
export const optimisedTheta = thetaModel(
  { key: "optimised_theta", name: "Optimised Theta" },
  { isDynamic: false, isOptimised: true },
);
/** DSTM: θ = 2, a line that is learnt anew at each period. */
export const dynamicTheta = thetaModel(
  { key: "dynamic_standard_theta", name: "Dynamic standard Theta" },
  { isDynamic: true, isOptimised: false },
);
