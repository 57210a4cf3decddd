import { type AdjustedState, fitAdjusted, forecastAdjusted } from "./adjusted.ts";
import type { LocalModel } from "./contract.ts";
import { naive } from "./naive.ts";

/**
 * Naive2: the last value of the series without its season, the season put back on; the benchmark of M3 and M4, and the
 * denominator of OWA. The season test and its classical indexes are those of the Theta method.
 */
export const naive2: LocalModel<AdjustedState<{ value: number }>> = {
  key: "naive2",
  name: "Naive2",
  family: "baseline",
  paper: "Makridakis & Hibon (2000), The M3-Competition, International Journal of Forecasting 16, 451–476",
  gaps: "The last known value without its season stands.",
  settles: false,
  fewest: () => 1,
  fitSeries: (history, options) =>
    fitAdjusted(history, options.season, (adjusted) => naive.fitSeries(adjusted, options)),
  forecast: (state, horizon) => forecastAdjusted(state, horizon, naive.forecast),
};
