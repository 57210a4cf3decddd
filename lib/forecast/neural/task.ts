import { orNoAnswer } from "../auto/compute.ts";
import type { AutoTask } from "../auto/task.ts";
import { ForecastError } from "../errors.ts";
import { LEVEL_COUNT } from "../quantiles.ts";
import type { EngineContext, Panel } from "../types.ts";
import { fitNetwork } from "./fitted.ts";

/** Carries out a network's task. TensorFlow.js must be ready. */
export async function computeNetworkTask(options: {
  task: AutoTask;
  panel: Panel;
  context: EngineContext;
}): Promise<{ quantiles: Float32Array; notes: readonly string[] }> {
  const { task, panel, context } = options;
  const { candidate, cutoffIndex, horizonSteps, seasonLength, seed, member, from, to } = task;
  if (candidate.kind !== "network") throw new ForecastError("bad_spec", "This is no network's task.");
  const { key, recipe, lookbackSteps, trainingSteps } = candidate;
  return orNoAnswer(task, key, async () => {
    const fitted = await fitNetwork({
      panel,
      spec: { horizonSteps, seasonLength, seed, network: { trainingSteps, members: 1, lookbackSteps } },
      cutoffIndex,
      member,
      recipe,
      context,
    });
    try {
      const { quantiles, notes } = await fitted.predict({ panel, cutoffIndex, context });
      const row = horizonSteps * LEVEL_COUNT;
      return { quantiles: quantiles.slice(from * row, to * row), notes: [...fitted.notes, ...notes] };
    } finally {
      fitted.dispose();
    }
  });
}
