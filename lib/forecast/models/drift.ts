import { type LocalModel, replayOf } from "./contract.ts";
import { lastKnown } from "./naive.ts";

interface DriftState {
  value: number;
  slope: number;
}

/**
 * Drift: ŷ(T+h) = y(T) + h·(y(T) − y(1))/(T − 1), the line through the first and the last known value, from the last.
 */
export const drift: LocalModel<DriftState> = {
  key: "drift",
  name: "Drift",
  family: "baseline",
  paper: "FPP3, section 5.2",
  gaps: "The line goes through the first and the last known value.",
  settles: true,
  fewest: () => 2,
  fitSeries(history) {
    const lasts = lastKnown(history);
    const slopes = new Float64Array(history.length);
    let first = -1;
    let slope = 0;
    for (let t = 0; t < history.length; t += 1) {
      const value = history[t] as number;
      if (!Number.isNaN(value)) {
        if (first < 0) first = t;
        else slope = (value - (history[first] as number)) / (t - first);
      }
      slopes[t] = slope;
    }
    if (first < 0) return null;
    // A trailing gap has passed by: the line has gone on since the last known value.
    let last = history.length - 1;
    while (Number.isNaN(history[last] as number)) last -= 1;
    const value = (history[last] as number) + slope * (history.length - 1 - last);
    return {
      state: { value, slope },
      replay: (options) =>
        replayOf(options, (origin, out, from) => {
          for (let h = 1; h <= options.horizon; h += 1)
            out[from + h - 1] = (lasts[origin] as number) + h * (slopes[origin] as number);
        }),
    };
  },
  forecast: ({ value, slope }, horizon) =>
    Float64Array.from({ length: horizon }, (_, h) => value + (h + 1) * slope),
};
