import type { LocalModel } from "./contract.ts";
import { isPositive } from "./contract.ts";
import { type EtsState, FEWEST_FOR_SMOOTHING, fitEtsSeries, fitShape, forecastEts } from "./ets/model.ts";
import type { EtsShape } from "./ets/recursion.ts";

/** Longest season that is estimated index by index; a longer one has more parameters than most series can carry. */
export const LONGEST_ETS_SEASON = 24;

const base = {
  family: "statistical",
  paper:
    "Winters (1960), Forecasting sales by exponentially weighted moving averages, Management Science 6; FPP3, section 8.3",
  gaps: "A missing value has no error: the level goes on along its trend, the season stays.",
  settles: true,
  fewest: () => FEWEST_FOR_SMOOTHING,
  forecast: forecastEts,
} as const;

function fitWinters(history: Float64Array, shape: EtsShape) {
  const fits = shape.period > 1 && shape.period <= LONGEST_ETS_SEASON;
  return fitEtsSeries(history, (y) => fitShape(y, fits ? shape : { ...shape, season: "N", period: 1 }));
}

/** Holt-Winters with a damped trend and an additive season: ŷ(h) = ℓ + (φ + … + φʰ)·b + s: ETS(A,Ad,A). */
export const holtWintersAdditive: LocalModel<EtsState> = {
  ...base,
  key: "hw_additive",
  name: "Holt-Winters, additive",
  fitSeries: (history, { season }) =>
    fitWinters(history, { error: "A", trend: "Ad", season: "A", period: season }),
};

/**
 * Holt-Winters with a damped trend and a multiplicative season: ŷ(h) = (ℓ + (φ + … + φʰ)·b)·s: ETS(M,Ad,M). Not for series
 * with a value that is not positive.
 */
export const holtWintersMultiplicative: LocalModel<EtsState> = {
  ...base,
  key: "hw_multiplicative",
  name: "Holt-Winters, multiplicative",
  fitSeries: (history, { season }) =>
    isPositive(history)
      ? fitWinters(history, { error: "M", trend: "Ad", season: "M", period: season })
      : null,
};
