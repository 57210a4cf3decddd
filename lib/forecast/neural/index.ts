/** The engine's networks. Only trainers load this; everything else stays free of TensorFlow.js. */
import { checkSpec, nameSome, withoutGap } from "../backtest.ts";
import { checkPanel } from "../panel.ts";
import { LEVEL_COUNT } from "../quantiles.ts";
import type { BacktestSpec, EngineContext, Fold, FoldForecast, Panel } from "../types.ts";
import { seenIndexOf, viewOf } from "../window.ts";
import { familyOf } from "./families.ts";
import { type FittedNetwork, fitNetwork } from "./fitted.ts";
import { DEFAULT_RECIPE, type NetworkRecipe } from "./recipe.ts";

export { type FittedNetwork, fitNetwork, loadNetwork, type NetworkArtifacts } from "./fitted.ts";

/** What a run trains of a family: the perceptron's recipe, with what is the family's own. */
function recipeOf(key: BacktestSpec["network"]["family"]): NetworkRecipe {
  const family = key && key !== "mlp" ? familyOf(key) : undefined;
  if (!family) return DEFAULT_RECIPE;
  const { width, blocks, peakRate } = family;
  return { ...DEFAULT_RECIPE, family: family.key, width, blocks, peakRate };
}

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
  /** Where it is trained, when not at this fold: the first fold's `seenIndexOf`. */
  fittedIndex?: number;
  /** Keeps a trained network for the next fold that asks for the same; it is then the keeper's to dispose. */
  keep?: (make: () => Promise<FittedNetwork>) => Promise<FittedNetwork>;
  /** Looks at the network before it may be given up. */
  onFitted?: (fitted: FittedNetwork) => Promise<void>;
  context: EngineContext;
}): Promise<FoldForecast> {
  const { panel, spec, fold, member, context, keep } = options;
  checkSpec(spec);
  checkPanel(panel);
  const cutoffIndex = seenIndexOf(fold, spec);
  const { fittedIndex = cutoffIndex } = options;
  const steps = { gapSteps: spec.gapSteps ?? 0, horizonSteps: spec.horizonSteps };
  const make = () =>
    fitNetwork({
      panel: viewOf(panel, spec, fittedIndex),
      spec: { ...spec, horizonSteps: steps.gapSteps + steps.horizonSteps },
      cutoffIndex: fittedIndex,
      member,
      recipe: recipeOf(spec.network.family),
      context,
    });
  const fitted = keep ? await keep(make) : await make();
  try {
    await options.onFitted?.(fitted);
    const seen = viewOf(panel, spec, cutoffIndex);
    const { quantiles: whole, notes } = await fitted.predict({ panel: seen, cutoffIndex, context });
    const quantiles = withoutGap(whole, steps);
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
    if (!keep) fitted.dispose();
  }
}
