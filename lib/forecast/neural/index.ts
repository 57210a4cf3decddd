/** The engine's networks. Only trainers load this; everything else stays free of TensorFlow.js. */
import { checkSpec, nameSome } from "../backtest.ts";
import { checkPanel } from "../panel.ts";
import { LEVEL_COUNT } from "../quantiles.ts";
import type { BacktestSpec, EngineContext, Fold, FoldForecast, Panel } from "../types.ts";
import { fitNetwork } from "./fitted.ts";

export { type FittedNetwork, fitNetwork, loadNetwork, type NetworkArtifacts } from "./fitted.ts";

/**
 * One ensemble member of the global network at one cutoff: trained on every series up to the cutoff, then forecasting
 * every series. A run averages its members with `combineMembers`. TensorFlow.js must be ready.
 * @throws ForecastError `cancelled`, `bad_spec`, `bad_panel`, `too_short`, `bad_input`.
 */
export async function forecastNetworkFold(options: {
  panel: Panel;
  spec: BacktestSpec;
  fold: Fold;
  member: number;
  context: EngineContext;
}): Promise<FoldForecast> {
  const { panel, spec, fold, member, context } = options;
  checkSpec(spec);
  checkPanel(panel);
  const fitted = await fitNetwork({ panel, spec, cutoffIndex: fold.cutoffIndex, member, context });
  try {
    const { quantiles, notes } = await fitted.predict({ panel, cutoffIndex: fold.cutoffIndex, context });
    const perSeries = spec.horizonSteps * LEVEL_COUNT;
    const unknown = panel.ids.filter((_, s) => Number.isNaN(quantiles[s * perSeries] as number));
    const all = [...fitted.notes, ...notes];
    if (unknown.length > 0)
      all.push(`No forecast for ${nameSome(unknown)}: nothing is known before the cutoff.`);
    return {
      model: "network",
      fold: fold.fold,
      cutoffIndex: fold.cutoffIndex,
      horizonSteps: spec.horizonSteps,
      seriesIndexes: Int32Array.from(panel.ids, (_, s) => s),
      quantiles,
      notes: all,
    };
  } finally {
    fitted.dispose();
  }
}
