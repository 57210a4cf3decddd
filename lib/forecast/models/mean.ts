import { type LocalModel, replayOf } from "./contract.ts";

interface MeanState {
  value: number;
}

/** Mean: ŷ(T+h) = the mean of all known values. */
export const mean: LocalModel<MeanState> = meanOf({
  key: "mean",
  name: "Mean",
  paper: "FPP3, section 5.2",
  windowOf: () => Number.POSITIVE_INFINITY,
});

/** Window mean: ŷ(T+h) = the mean of the known values among the last m (the last 8 without a season): a moving average. */
export const windowMean: LocalModel<MeanState> = meanOf({
  key: "window_mean",
  name: "Window mean",
  paper: "FPP3, section 3.3",
  windowOf: (season) => (season > 1 ? season : 8),
});

function meanOf(options: {
  key: string;
  name: string;
  paper: string;
  windowOf: (season: number) => number;
}): LocalModel<MeanState> {
  const { windowOf, ...rest } = options;
  return {
    ...rest,
    family: "baseline",
    gaps: "Missing values are left out of the mean; a window without any known value keeps the mean before it.",
    settles: true,
    fewest: () => 1,
    fitSeries(history, { season }) {
      const means = runningMeans(history, windowOf(season));
      const value = means[means.length - 1];
      if (value === undefined || Number.isNaN(value)) return null;
      return {
        state: { value },
        replay: (options) =>
          replayOf(options, (origin, out, from) =>
            out.fill(means[origin] as number, from, from + options.horizon),
          ),
      };
    },
    forecast: ({ value }, horizon) => new Float64Array(horizon).fill(value),
  };
}

/** Each window is summed anew: what a huge outlier took off a running sum would not come back. */
function runningMeans(history: Float64Array, window: number): Float64Array {
  const out = new Float64Array(history.length);
  let sum = 0;
  let known = 0;
  let value = Number.NaN;
  for (let t = 0; t < history.length; t += 1) {
    let from = t;
    if (Number.isFinite(window)) {
      sum = 0;
      known = 0;
      from = Math.max(0, t - window + 1);
    }
    for (let k = from; k <= t; k += 1) {
      const y = history[k] as number;
      if (Number.isNaN(y)) continue;
      sum += y;
      known += 1;
    }
    if (known > 0) value = sum / known;
    out[t] = value;
  }
  return out;
}
