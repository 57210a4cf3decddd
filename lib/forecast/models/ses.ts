import { type AdjustedState, fitAdjusted, forecastAdjusted } from "./adjusted.ts";
import type { LocalModel } from "./contract.ts";
import { type EtsState, FEWEST_FOR_SMOOTHING, fitEtsSeries, fitShape, forecastEts } from "./ets/model.ts";
import type { EtsShape } from "./ets/recursion.ts";

/** A non-seasonal exponential smoothing with additive errors, on the series without its season. */
export function smoothing(options: {
  key: string;
  name: string;
  paper: string;
  trend: EtsShape["trend"];
}): LocalModel<AdjustedState<EtsState>> {
  const { trend, ...rest } = options;
  const shape: EtsShape = { error: "A", trend, season: "N", period: 1 };
  return {
    ...rest,
    family: "statistical",
    gaps: "A missing value has no error: the level goes on along its trend.",
    settles: true,
    fewest: () => FEWEST_FOR_SMOOTHING,
    fitSeries: (history, { season }) =>
      fitAdjusted(history, season, (adjusted) => fitEtsSeries(adjusted, (y) => fitShape(y, shape))),
    forecast: (state, horizon) => forecastAdjusted(state, horizon, forecastEts),
  };
}

/** Simple exponential smoothing: ŷ = ℓ, ℓ' = ℓ + α·e; α and ℓ₀ by maximum likelihood: ETS(A,N,N). */
export const ses: LocalModel<AdjustedState<EtsState>> = smoothing({
  key: "ses",
  name: "Simple exponential smoothing",
  paper: "Brown (1959), Statistical Forecasting for Inventory Control; FPP3, section 8.1",
  trend: "N",
});
