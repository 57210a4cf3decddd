import { replayOf, type SeriesFit } from "./contract.ts";
import { findSeason, putSeasonOn, type SeasonShape, takeSeasonOff } from "./season.ts";

/** A non-seasonal method on a series without its season, as the M competitions ran them. */
export interface AdjustedState<State extends object> {
  season: SeasonShape;
  /** Phase of the first period to forecast. */
  phase: number;
  rest: State;
}

/**
 * Takes the season off where `findSeason` sees one, fits the rest, and puts the season back on forecasts and replays.
 * Null when the rest could not be fitted.
 */
export function fitAdjusted<State extends object>(
  history: Float64Array,
  period: number,
  fitRest: (adjusted: Float64Array) => SeriesFit<State> | null,
): SeriesFit<AdjustedState<State>> | null {
  const season = findSeason(history, period);
  const rest = fitRest(takeSeasonOff(history, season));
  if (!rest) return null;
  const m = Math.max(1, season.indexes.length);
  return {
    state: { season, phase: history.length % m, rest: rest.state },
    replay(options) {
      const points = rest.replay(options);
      if (season.kind === "none") return points;
      return replayOf(options, (origin, out, from) => {
        for (let h = 0; h < options.horizon; h += 1)
          out[from + h] = putSeasonOn(points[from + h] as number, season, origin + 1 + h);
      });
    },
  };
}

export function forecastAdjusted<State extends object>(
  state: AdjustedState<State>,
  horizon: number,
  forecast: (rest: State, horizon: number) => Float64Array,
): Float64Array {
  const points = forecast(state.rest, horizon);
  for (let h = 0; h < horizon; h += 1)
    points[h] = putSeasonOn(points[h] as number, state.season, state.phase + h);
  return points;
}
