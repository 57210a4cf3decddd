import { orNoAnswer } from "../auto/compute.ts";
import type { AutoTask, Learnt } from "../auto/task.ts";
import { ForecastError } from "../errors.ts";
import { LEVEL_COUNT } from "../quantiles.ts";
import type { EngineContext, Panel } from "../types.ts";
import { type FittedNetwork, fitNetwork } from "./fitted.ts";

/** Carries out a network's task. TensorFlow.js must be ready. */
export async function computeNetworkTask(options: {
  task: AutoTask;
  panel: Panel;
  /** Where it is trained, when not on `panel` at the task's cutoff. */
  learnt?: Learnt;
  /** Keeps a trained network for the next task that asks for the same; it is then the keeper's to dispose. */
  keep?: (make: () => Promise<FittedNetwork>) => Promise<FittedNetwork>;
  context: EngineContext;
}): Promise<{ quantiles: Float32Array; notes: readonly string[] }> {
  const { task, panel, context, keep } = options;
  const { candidate, cutoffIndex, horizonSteps, seasonLength, seed, member, from, to } = task;
  if (candidate.kind !== "network") throw new ForecastError("bad_spec", "This is no network's task.");
  const { key, recipe, lookbackSteps, trainingSteps } = candidate;
  const { learnt = { panel, fittedIndex: cutoffIndex } } = options;
  const make = () =>
    fitNetwork({
      panel: learnt.panel,
      spec: { horizonSteps, seasonLength, seed, network: { trainingSteps, members: 1, lookbackSteps } },
      cutoffIndex: learnt.fittedIndex,
      member,
      recipe,
      context,
    });
  return orNoAnswer(task, key, async () => {
    const fitted = keep ? await keep(make) : await make();
    try {
      const { quantiles, notes } = await fitted.predict({ panel, cutoffIndex, context });
      const row = horizonSteps * LEVEL_COUNT;
      return { quantiles: quantiles.slice(from * row, to * row), notes: [...fitted.notes, ...notes] };
    } finally {
      if (!keep) fitted.dispose();
    }
  });
}
