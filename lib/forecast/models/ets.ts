import type { LocalModel } from "./contract.ts";
import { type EtsState, FEWEST_FOR_SMOOTHING, fitEtsSeries, forecastEts } from "./ets/model.ts";
import { selectEts } from "./ets/select.ts";
import { LONGEST_ETS_SEASON } from "./holt-winters.ts";

/**
 * AutoETS: every sensible shape of error, trend and season is fitted by maximum likelihood, and the smallest AICc decides.
 * A season of more than 24 steps is left to MSTL: the series is then fitted without one.
 */
export const ets: LocalModel<EtsState> = {
  key: "ets",
  name: "ETS",
  family: "statistical",
  paper:
    "Hyndman, Koehler, Ord & Snyder (2008), Forecasting with Exponential Smoothing; Hyndman & Khandakar (2008), Journal of Statistical Software 27",
  gaps: "A missing value has no error: the level goes on along its trend, the season stays.",
  settles: true,
  fewest: () => FEWEST_FOR_SMOOTHING,
  fitSeries: (history, { season }) =>
    fitEtsSeries(history, (y) => selectEts(y, season <= LONGEST_ETS_SEASON ? season : 1)),
  forecast: forecastEts,
};
