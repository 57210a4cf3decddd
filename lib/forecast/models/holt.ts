import type { AdjustedState } from "./adjusted.ts";
import type { LocalModel } from "./contract.ts";
import type { EtsState } from "./ets/model.ts";
import { smoothing } from "./ses.ts";

/** Holt's linear trend: ŷ(h) = ℓ + h·b, ℓ' = ℓ + b + α·e, b' = b + β·e: ETS(A,A,N). */
export const holt: LocalModel<AdjustedState<EtsState>> = smoothing({
  key: "holt",
  name: "Holt",
  paper: "Holt (1957), reprinted in International Journal of Forecasting 20 (2004); FPP3, section 8.2",
  trend: "A",
});

/** Damped trend: ŷ(h) = ℓ + (φ + … + φʰ)·b: ETS(A,Ad,N). */
export const dampedTrend: LocalModel<AdjustedState<EtsState>> = smoothing({
  key: "damped",
  name: "Damped trend",
  paper:
    "Gardner & McKenzie (1985), Forecasting trends in time series, Management Science 31; FPP3, section 8.2",
  trend: "Ad",
});
