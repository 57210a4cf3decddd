import { type LocalModel, replayOf } from "./contract.ts";

interface NaiveState {
  value: number;
}

/** Naive: ŷ(T+h) = the last known value. Errors at step h are y(t+h) − y(t). */
export const naive: LocalModel<NaiveState> = {
  key: "naive",
  name: "Naive",
  family: "baseline",
  paper: "Hyndman & Athanasopoulos, Forecasting: Principles and Practice, 3rd ed. (FPP3), section 5.2",
  gaps: "The last known value stands.",
  settles: false,
  fewest: () => 1,
  fitSeries(history) {
    const lasts = lastKnown(history);
    const value = lasts[lasts.length - 1];
    if (value === undefined || Number.isNaN(value)) return null;
    return {
      state: { value },
      replay: (options) =>
        replayOf(options, (origin, out, from) =>
          out.fill(lasts[origin] as number, from, from + options.horizon),
        ),
    };
  },
  forecast: ({ value }, horizon) => new Float64Array(horizon).fill(value),
};

/** The last known value at each period; NaN before the first. */
export function lastKnown(history: Float64Array): Float64Array {
  const out = new Float64Array(history.length);
  let last = Number.NaN;
  for (let t = 0; t < out.length; t += 1) {
    const value = history[t] as number;
    if (!Number.isNaN(value)) last = value;
    out[t] = last;
  }
  return out;
}
