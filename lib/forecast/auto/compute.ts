import { fitRidge } from "../global/ridge.ts";
import { fitLocal } from "../models/local.ts";
import { LEVEL_COUNT } from "../quantiles.ts";
import type { EngineContext, Panel } from "../types.ts";
import type { AutoTask } from "./task.ts";

/**
 * Carries out a task of a local model or of the regression. Networks are another module's, `neural/task.ts`: it needs
 * TensorFlow.js.
 */
export async function computeTask(options: {
  task: AutoTask;
  panel: Panel;
  context: EngineContext;
}): Promise<{ quantiles: Float32Array; notes: readonly string[] }> {
  const { task, panel, context } = options;
  const { candidate, cutoffIndex, horizonSteps, seasonLength, from, to } = task;
  if (candidate.kind === "local") {
    const seriesIndexes = Int32Array.from({ length: to - from }, (_, i) => from + i);
    const { key: model } = candidate;
    const fitted = await fitLocal({
      ...{ panel, model, cutoffIndex, horizonSteps, seasonLength, seriesIndexes, context },
    });
    return { quantiles: fitted.predict(), notes: fitted.notes };
  }
  if (candidate.kind === "network") throw new Error("Networks are carried out by neural/task.ts.");
  const { lookbackSteps, scaling } = candidate;
  const fitted = await fitRidge({
    ...{ panel, cutoffIndex, horizonSteps, seasonLength, lookbackSteps, scaling, context },
  });
  const quantiles = fitted.predict({ panel, cutoffIndex });
  const row = horizonSteps * LEVEL_COUNT;
  return { quantiles: quantiles.slice(from * row, to * row), notes: fitted.notes };
}
