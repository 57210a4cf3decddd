import { isPositive, type LocalModel, replayOf, type SeriesFit } from "./contract.ts";
import { fitOptimisedTheta, forecastOptimisedTheta } from "./dynamic-theta.ts";
import { decomposeStl } from "./stl.ts";
import { fitTheta, forecastTheta } from "./theta.ts";

export interface MstlState<Rest extends object> {
  /** The history is positive and was decomposed in logarithms; forecasts stay within these bounds of the logarithm. */
  logBounds: { low: number; high: number } | null;
  /** The last cycle of each season, from the period after the history. */
  seasons: number[][];
  rest: Rest;
}

/** In logarithms a forecast goes no further than a factor of 100 beyond the known extremes, nor than their ratio. */
const MOST_BEYOND = Math.log(100);

/** Passes over all seasons. */
const ROUNDS = 2;

/** Window of the i-th season, as in the R package forecast. */
const windowOf = (i: number) => 7 + 4 * (i + 1);

/** The share that a value has in the season one cycle before it: its tricube weight in that window. */
function neighbourWeight(window: number): number {
  const half = (window - 1) / 2;
  const weight = (r: number) => (1 - (r / half) ** 3) ** 3;
  let total = 1;
  for (let r = 1; r < half; r += 1) total += 2 * weight(r);
  return weight(1) / total;
}

/**
 * MSTL: several seasons by STL in turn, each on the series less the others, shortest first, twice (Bandara, Hyndman &
 * Bergmeir 2021, MSTL: a seasonal-trend decomposition algorithm for time series with multiple seasonal patterns,
 * algorithm 1). Seasons sum with `rest` to the values.
 */
export function decomposeMstl(
  values: Float64Array,
  periods: readonly number[],
  options: { jump?: number } = {},
): Float64Array[] {
  const n = values.length;
  const seasons = periods.map(() => new Float64Array(n));
  const left = values.slice();
  const rounds = periods.length > 1 ? ROUNDS : 1;
  for (let round = 0; round < rounds; round += 1) {
    periods.forEach((period, i) => {
      const own = seasons[i] as Float64Array;
      for (let t = 0; t < n; t += 1) left[t] = (left[t] as number) + (own[t] as number);
      const { season } = decomposeStl(left, {
        period,
        seasonalWindow: windowOf(i),
        seasonalDegree: 0,
        ...options,
      });
      own.set(season);
      for (let t = 0; t < n; t += 1) left[t] = (left[t] as number) - (own[t] as number);
    });
  }
  return seasons;
}

/**
 * MSTL's seasons, each repeating its last cycle, and another method on what is left; in logarithms when every known value
 * is positive, so that seasons and errors grow with the level. Without a season that the history holds twice it is the
 * other method alone.
 *
 * In logarithms a trend may explode: see `MOST_BEYOND`.
 */
export function onMstl<Rest extends object>(options: {
  key: string;
  name: string;
  fitRest: (left: Float64Array) => SeriesFit<Rest> | null;
  forecastRest: (rest: Rest, horizon: number) => Float64Array;
}): LocalModel<MstlState<Rest>> {
  const { key, name, fitRest, forecastRest } = options;
  return {
    key,
    name,
    family: "statistical",
    paper: "Bandara, Hyndman & Bergmeir (2021), arXiv 2107.13462; Cleveland et al. (1990), STL",
    gaps: "A missing value has no weight in the decomposition and changes nothing in what is left.",
    settles: true,
    fewest: () => 5,
    fitSeries(history, { seasons: periods }) {
      const n = history.length;
      const inLogs = isPositive(history);
      const values = inLogs ? history.map(Math.log) : history;
      const seasons = decomposeMstl(values, periods);
      const left = values.slice();
      for (const season of seasons)
        for (let t = 0; t < n; t += 1) left[t] = (left[t] as number) - (season[t] as number);
      const rest = fitRest(left);
      if (!rest) return null;
      const logBounds = inLogs ? boundsOf(values) : null;
      return {
        state: {
          logBounds,
          seasons: seasons.map((season, i) => Array.from(season.subarray(n - (periods[i] as number)))),
          rest: rest.state,
        },
        replay(options) {
          const points = rest.replay(options);
          return replayOf(options, (origin, out, from) => {
            for (let h = 1; h <= options.horizon; h += 1) {
              let value = points[from + h - 1] as number;
              seasons.forEach((season, i) => {
                const period = periods[i] as number;
                // Only what stood before the origin; in the first cycle, the first one.
                const at = origin + h - period * Math.ceil(h / period);
                value += season[at >= 0 ? at : at + period * Math.ceil(-at / period)] as number;
              });
              out[from + h - 1] = backFromLogs(value, logBounds);
            }
          });
        },
      };
    },
    forecast({ logBounds, seasons, rest }, horizon) {
      const out = forecastRest(rest, horizon);
      for (let h = 0; h < horizon; h += 1) {
        let value = out[h] as number;
        for (const season of seasons) value += season[h % season.length] as number;
        out[h] = backFromLogs(value, logBounds);
      }
      return out;
    },
    leak: ({ seasons }) => 1 - seasons.reduce((kept, _, i) => kept * (1 - neighbourWeight(windowOf(i))), 1),
  };
}

/** MSTL with dynamic optimised Theta. */
export const mstl = onMstl({
  key: "mstl",
  name: "MSTL",
  fitRest: (left) => fitOptimisedTheta(left, { isDynamic: true, isOptimised: true }),
  forecastRest: forecastOptimisedTheta,
});

/** MSTL with the standard Theta method, whose line counts for half. */
export const mstlTheta = onMstl({
  key: "mstl_theta",
  name: "MSTL, Theta",
  fitRest: fitTheta,
  forecastRest: forecastTheta,
});

function boundsOf(values: Float64Array): { low: number; high: number } {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const beyond = Math.min(high - low, MOST_BEYOND);
  return { low: low - beyond, high: high + beyond };
}

function backFromLogs(value: number, bounds: MstlState<object>["logBounds"]): number {
  return bounds === null ? value : Math.exp(Math.min(bounds.high, Math.max(bounds.low, value)));
}
