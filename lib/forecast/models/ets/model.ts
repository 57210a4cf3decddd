import { replayOf, type SeriesFit } from "../contract.ts";
import { type EtsFit, fitEts } from "./fit.ts";
import { EtsPath, type EtsShape } from "./recursion.ts";

/** A fit, or the value of a series that never changed, which no likelihood can judge. */
export type EtsState = EtsFit | { constant: number };

/** The one value of a series that never changes; null when it does. */
export function constantOf(history: Float64Array): number | null {
  let value = Number.NaN;
  for (let t = 0; t < history.length; t += 1) {
    const y = history[t] as number;
    if (Number.isNaN(y)) continue;
    if (Number.isNaN(value)) value = y;
    else if (value !== y) return null;
  }
  return Number.isNaN(value) ? null : value;
}

/** Fits by `choose` unless the series is constant, and can say what it would have said before. */
export function fitEtsSeries(
  history: Float64Array,
  choose: (history: Float64Array) => EtsFit | null,
): SeriesFit<EtsState> | null {
  const constant = constantOf(history);
  if (constant !== null) {
    return {
      state: { constant },
      replay: ({ from, to, horizon }) =>
        new Float64Array(Math.max(0, to - from + 1) * horizon).fill(constant),
    };
  }
  const fit = choose(history);
  return fit && { state: fit, replay: (options) => replayEts(history, fit, options) };
}

/** Point forecasts: the recursion with no more errors (Hyndman et al. 2008, section 6.1), not the mean of a simulation. */
export function forecastEts(state: EtsState, horizon: number): Float64Array {
  const out = new Float64Array(horizon);
  if ("constant" in state) return out.fill(state.constant);
  const { level, slope, season } = state.last;
  const { phi } = state.parameters;
  write({ out, from: 0, horizon, level, slope, phi, kind: state.shape.season, season, phase: 0 });
  return out;
}

function write(options: {
  out: Float64Array;
  from: number;
  horizon: number;
  level: number;
  slope: number;
  phi: number;
  kind: EtsShape["season"];
  season: ArrayLike<number>;
  /** Where the season of step 1 stands. */
  phase: number;
  period?: number;
}): void {
  const { out, from, horizon, level, slope, phi, kind, season, phase } = options;
  const period = options.period ?? season.length;
  let damping = 1;
  let steps = 0;
  for (let h = 0; h < horizon; h += 1) {
    damping *= phi;
    steps += damping;
    const trend = level + steps * slope;
    const s = kind === "N" ? 0 : (season[phase + (h % period)] as number);
    out[from + h] = kind === "N" ? trend : kind === "A" ? trend + s : trend * s;
  }
}

/** What one fit would have said at earlier origins. */
export function replayEts(
  history: Float64Array,
  fit: EtsFit,
  options: { from: number; to: number; horizon: number },
): Float64Array {
  const path = new EtsPath(history, fit.shape);
  const { level, slope, season } = fit.first;
  path.level[0] = level;
  path.slope[0] = slope;
  path.season.set(season);
  path.forward(fit.parameters);
  return replayOf(options, (origin, out, from) =>
    write({
      out,
      from,
      horizon: options.horizon,
      level: path.level[origin + 1] as number,
      slope: path.slope[origin + 1] as number,
      phi: fit.parameters.phi,
      kind: fit.shape.season,
      season: path.season,
      phase: origin + 1,
      period: fit.shape.period,
    }),
  );
}

/** One shape, or a simpler one where the history cannot take it: without the trend, then without the season. */
export function fitShape(history: Float64Array, shape: EtsShape): EtsFit | null {
  const bare: EtsShape = { ...shape, trend: "N" };
  return (
    fitEts(history, shape) ??
    fitEts(history, bare) ??
    fitEts(history, { ...bare, error: "A", season: "N", period: 1 })
  );
}

/** Fewest known values for any exponential smoothing worth the name. */
export const FEWEST_FOR_SMOOTHING = 4;
