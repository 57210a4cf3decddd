import { type LocalModel, replayOf, type SeriesFit } from "./contract.ts";

export interface RateState {
  /** Expected demand a period. */
  rate: number;
}

/** Smoothing of sizes and intervals; Croston's own choice, and within the 0.05–0.2 of Syntetos & Boylan (2005). */
const ALPHA = 0.1;

/**
 * Croston's method: demand sizes z and intervals p between demands are smoothed apart, each only when demand occurs,
 * z' = z + α·(y − z), p' = p + α·(q − p) with q the periods since the last demand; ŷ = factor·z/p for every step. Both
 * start at their first value. The first interval counts from the first period.
 */
function fitCroston(history: Float64Array, factor: number): SeriesFit<RateState> {
  const rates = new Float64Array(history.length);
  let size = 0;
  let interval = 0;
  let since = 0;
  for (let t = 0; t < history.length; t += 1) {
    const y = history[t] as number;
    if (!Number.isNaN(y)) {
      since += 1;
      if (y !== 0) {
        size = interval === 0 ? y : size + ALPHA * (y - size);
        interval = interval === 0 ? since : interval + ALPHA * (since - interval);
        since = 0;
      }
    }
    rates[t] = interval === 0 ? 0 : (factor * size) / interval;
  }
  return rateFit(rates);
}

/** A fit whose every forecast is the rate known at its origin. */
export function rateFit(rates: Float64Array): SeriesFit<RateState> {
  return {
    state: { rate: rates[rates.length - 1] as number },
    replay: (options) =>
      replayOf(options, (origin, out, from) =>
        out.fill(rates[origin] as number, from, from + options.horizon),
      ),
  };
}

export const forecastRate = ({ rate }: RateState, horizon: number) => new Float64Array(horizon).fill(rate);

const base = {
  family: "statistical",
  gaps: "A missing period counts neither as demand nor as a period without.",
  settles: true,
  fewest: () => 1,
  forecast: forecastRate,
} as const;

/** Croston's method, for demand with many zeros. Its mean is too high by about α/2 of the rate; see SBA. */
export const croston: LocalModel<RateState> = {
  ...base,
  key: "croston",
  name: "Croston",
  paper:
    "Croston (1972), Forecasting and stock control for intermittent demands, Operational Research Quarterly 23",
  fitSeries: (history) => fitCroston(history, 1),
};

/** The Syntetos–Boylan approximation: Croston times 1 − α/2, which takes off most of its bias. */
export const crostonSba: LocalModel<RateState> = {
  ...base,
  key: "croston_sba",
  name: "Croston, SBA",
  paper:
    "Syntetos & Boylan (2005), The accuracy of intermittent demand estimates, International Journal of Forecasting 21, 303–314",
  fitSeries: (history) => fitCroston(history, 1 - ALPHA / 2),
};
