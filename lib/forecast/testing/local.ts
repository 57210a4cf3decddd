/** One series through one local model, for tests. */
import type { LocalModel } from "../models/contract.ts";

/** Points of a model that is told one season; null when it does not take the history. */
export function pointsOf<State extends object>(
  model: LocalModel<State>,
  history: ArrayLike<number>,
  options: { horizon: number; season?: number; seasons?: readonly number[] },
): number[] | null {
  const { horizon, season = 1, seasons = season > 1 ? [season] : [] } = options;
  const fit = model.fitSeries(Float64Array.from(history), { season, seasons });
  return fit && Array.from(model.forecast(fit.state, horizon));
}
