import { combineMembers } from "../combine.ts";
import { throwIfCancelled } from "../errors.ts";
import type { FittedRidge } from "../global/ridge.ts";
import type { FittedTrees } from "../global/trees/trees.ts";
import type { FittedNetwork } from "../neural/fitted.ts";
import type { EngineContext, Panel } from "../types.ts";

/** Anything fitted that forecasts: all that an explanation needs to know of it. */
export interface Predictor {
  horizonSteps: number;
  /**
   * Row-major [series] × [step] × [QUANTILE_LEVELS]; NaN for a series that nothing is known of before the cutoff. Reads no target
   * and no past-only covariate after `cutoffIndex`, and forecasts each series by its own rows alone.
   */
  predict(options: { panel: Panel; cutoffIndex: number }): Promise<Float32Array>;
}

/** Ridge regression, or trees, as a predictor. */
export function predictorOfGlobal(fitted: FittedRidge | FittedTrees): Predictor {
  return {
    horizonSteps: fitted.save().plan.horizon,
    predict: async (options) => fitted.predict(options),
  };
}

/** The members of a network as one predictor: the same mean of their quantiles that a run forecasts with (`combineMembers`). */
export function predictorOfNetworks(members: readonly FittedNetwork[], context: EngineContext): Predictor {
  const horizonSteps = members[0]?.plan.horizon ?? 0;
  return {
    horizonSteps,
    async predict({ panel, cutoffIndex }) {
      const seriesIndexes = Int32Array.from(panel.ids, (_, s) => s);
      const said = [];
      for (const member of members) {
        throwIfCancelled(context.signal);
        const { quantiles } = await member.predict({ panel, cutoffIndex, context });
        said.push({
          model: "network" as const,
          fold: 0,
          cutoffIndex,
          horizonSteps,
          seriesIndexes,
          quantiles,
          notes: [],
        });
      }
      return combineMembers(said).quantiles;
    },
  };
}
