import type { LocalModel } from "./contract.ts";
import { forecastRate, type RateState, rateFit } from "./croston.ts";

const ALPHA_SIZE = 0.1;
const ALPHA_PROBABILITY = 0.1;

/**
 * TSB: the probability of demand is smoothed in every period, d' = d + α_d·(1{y ≠ 0} − d), the size only when demand
 * occurs; ŷ = d·z. Unlike Croston it forgets an item that is no longer asked for. The probability starts at the reciprocal of
 * the first interval, the size at the first demand.
 */
export const tsb: LocalModel<RateState> = {
  key: "tsb",
  name: "TSB",
  family: "statistical",
  paper:
    "Teunter, Syntetos & Babai (2011), Intermittent demand: Linking forecasting to inventory obsolescence, European Journal of Operational Research 214, 606–615",
  gaps: "A missing period changes neither probability nor size.",
  settles: true,
  fewest: () => 1,
  fitSeries(history) {
    const rates = new Float64Array(history.length);
    let probability = 0;
    let size = 0;
    let waited = 0;
    let started = false;
    for (let t = 0; t < history.length; t += 1) {
      const y = history[t] as number;
      if (!Number.isNaN(y)) {
        if (started) {
          probability += ALPHA_PROBABILITY * ((y === 0 ? 0 : 1) - probability);
          if (y !== 0) size += ALPHA_SIZE * (y - size);
        } else {
          waited += 1;
          if (y !== 0) {
            started = true;
            probability = 1 / waited;
            size = y;
          }
        }
      }
      rates[t] = probability * size;
    }
    return rateFit(rates);
  },
  forecast: forecastRate,
};
