import { type LocalModel, replayOf } from "./contract.ts";
import { lastKnown } from "./naive.ts";

interface SeasonalNaiveState {
  /** One value a phase, from the period after the history. */
  values: number[];
}

/**
 * Seasonal naive: ŷ(T+h) = y(T+h−m·⌈h/m⌉), the last known value of the same phase; where that phase was never known, the
 * last known value. Steps of one season share their errors y(t) − y(t−m·k), k = ⌈h/m⌉, pooled over phases.
 */
export const seasonalNaive: LocalModel<SeasonalNaiveState> = {
  key: "seasonal_naive",
  name: "Seasonal naive",
  family: "baseline",
  paper: "FPP3, section 5.2",
  gaps: "The last known value of the same phase stands.",
  settles: false,
  fewest: () => 1,
  stepsAlike: ({ season }) => season,
  fitSeries(history, { season }) {
    const m = season;
    const n = history.length;
    const lasts = lastKnown(history);
    const last = lasts[n - 1];
    if (last === undefined || Number.isNaN(last)) return null;
    const values: number[] = [];
    for (let h = 1; h <= m; h += 1) {
      let index = n - 1 + h - m;
      while (index >= 0 && Number.isNaN(history[index] as number)) index -= m;
      values.push(index >= 0 ? (history[index] as number) : last);
    }
    return {
      state: { values },
      replay: (options) =>
        replayOf(options, (origin, out, from) => {
          for (let h = 1; h <= options.horizon; h += 1) {
            const index = origin + h - m * Math.ceil(h / m);
            // An origin that has not seen the phase has no error of its own.
            out[from + h - 1] = index >= 0 ? (history[index] as number) : Number.NaN;
          }
        }),
    };
  },
  forecast: ({ values }, horizon) =>
    Float64Array.from({ length: horizon }, (_, h) => values[h % values.length] as number),
};
