import type { LocalModel, SeriesFit } from "./contract.ts";
import type { EtsFit } from "./ets/fit.ts";
import {
  constantOf,
  type EtsState,
  FEWEST_FOR_SMOOTHING,
  fitEtsSeries,
  forecastEts,
  replayEts,
} from "./ets/model.ts";
import { selectEts, weighEts } from "./ets/select.ts";
import { LONGEST_ETS_SEASON } from "./holt-winters.ts";
import { type MstlState, onMstl } from "./mstl.ts";

const base = {
  family: "statistical",
  gaps: "A missing value has no error: the level goes on along its trend, the season stays.",
  settles: true,
  fewest: () => FEWEST_FOR_SMOOTHING,
} as const;

/** A season of more than 24 steps is left to MSTL: the series is then fitted without one. */
const periodOf = (season: number) => (season <= LONGEST_ETS_SEASON ? season : 1);

/**
 * AutoETS: every sensible shape of error, trend and season is fitted by maximum likelihood, and the smallest AICc decides,
 * as the R package forecast and statsforecast do.
 */
export const autoEts: LocalModel<EtsState> = {
  ...base,
  key: "auto_ets",
  name: "AutoETS",
  paper:
    "Hyndman, Koehler, Ord & Snyder (2008), Forecasting with Exponential Smoothing; Hyndman & Khandakar (2008), Journal of Statistical Software 27",
  fitSeries: (history, { season }) => fitEtsSeries(history, (y) => selectEts(y, periodOf(season))),
  forecast: forecastEts,
};

interface WeightedState {
  shapes: { fit: EtsState; weight: number }[];
}

/** Longest season whose indexes are worth estimating one by one; likelihoods of one step lead longer ones astray. */
const LONGEST_OWN_SEASON = 12;

/** Season longer than that: MSTL takes it off first, as the R package forecast does beyond 24 (its `stlf`). */
const onDecomposition = onMstl<WeightedState>({
  key: "ets",
  name: "ETS",
  fitRest: (left) => fitWeighted(left, 1),
  forecastRest: forecastWeighted,
});

/**
 * ETS by weights: the same shapes, each counting as much as its AICc earns (see `weighEts`). With a season of more than 12
 * steps, on what MSTL leaves.
 */
export const ets: LocalModel<WeightedState | MstlState<WeightedState>> = {
  ...base,
  key: "ets",
  name: "ETS",
  paper:
    "Kolassa (2011), Combining exponential smoothing forecasts using Akaike weights, International Journal of Forecasting 27, 238–251",
  fitSeries: (history, options) =>
    options.season > LONGEST_OWN_SEASON
      ? onDecomposition.fitSeries(history, options)
      : fitWeighted(history, options.season),
  forecast: (state, horizon) =>
    "rest" in state ? onDecomposition.forecast(state, horizon) : forecastWeighted(state, horizon),
  leak: (state) => ("rest" in state ? (onDecomposition.leak?.(state) ?? 0) : 0),
};

function fitWeighted(history: Float64Array, season: number): SeriesFit<WeightedState> | null {
  const constant = constantOf(history);
  if (constant !== null) {
    return {
      state: { shapes: [{ fit: { constant }, weight: 1 }] },
      replay: ({ from, to, horizon }) =>
        new Float64Array(Math.max(0, to - from + 1) * horizon).fill(constant),
    };
  }
  const shapes = weighEts(history, season);
  if (shapes.length === 0) return null;
  return {
    state: { shapes },
    replay: (options) => weightedSum(shapes, (fit: EtsFit) => replayEts(history, fit, options)),
  };
}

function forecastWeighted({ shapes }: WeightedState, horizon: number): Float64Array {
  return weightedSum(shapes, (fit: EtsState) => forecastEts(fit, horizon));
}

function weightedSum<Fit>(
  shapes: readonly { fit: Fit; weight: number }[],
  pointsOf: (fit: Fit) => Float64Array,
): Float64Array {
  let out: Float64Array | null = null;
  for (const { fit: shape, weight } of shapes) {
    const points = pointsOf(shape);
    out ??= new Float64Array(points.length);
    for (let i = 0; i < out.length; i += 1) out[i] = (out[i] as number) + weight * (points[i] as number);
  }
  return out ?? new Float64Array(0);
}
