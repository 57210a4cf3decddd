import { ForecastError } from "../errors.ts";
import { fitRidge } from "../global/ridge.ts";
import { fitTrees } from "../global/trees/trees.ts";
import { fitLocal } from "../models/local.ts";
import { LEVEL_COUNT } from "../quantiles.ts";
import type { EngineContext, Panel } from "../types.ts";
import type { AutoTask, Learnt } from "./task.ts";

/**
 * Carries out a task of a local model, the regression or trees. Networks are another module's, `neural/task.ts`: it needs
 * TensorFlow.js.
 */
export async function computeTask(options: {
  task: AutoTask;
  panel: Panel;
  /** Where a global model learns, when not from `panel` at the task's cutoff. */
  learnt?: Learnt;
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
  const { key, lookbackSteps, scaling } = candidate;
  const { learnt = { panel, fittedIndex: cutoffIndex } } = options;
  const common = { panel: learnt.panel, cutoffIndex: learnt.fittedIndex, horizonSteps, seasonLength };
  return orNoAnswer(task, key, async () => {
    const fitted =
      candidate.kind === "ridge"
        ? await fitRidge({ ...common, lookbackSteps, scaling, context })
        : await fitTrees({
            ...{ ...common, lookbackSteps, scaling, context },
            ...{
              trees: candidate.trees,
              rows: candidate.rows,
              seed: [task.seed, learnt.fittedIndex, task.member],
            },
          });
    const quantiles = fitted.predict({ panel, cutoffIndex });
    const row = horizonSteps * LEVEL_COUNT;
    return { quantiles: quantiles.slice(from * row, to * row), notes: fitted.notes };
  });
}

/** A method that cannot learn from this data has no answer (NaN), with a note, and takes no part; the others do. */
export async function orNoAnswer(
  task: Pick<AutoTask, "from" | "to" | "horizonSteps">,
  name: string,
  work: () => Promise<{ quantiles: Float32Array; notes: readonly string[] }>,
): Promise<{ quantiles: Float32Array; notes: readonly string[] }> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ForecastError) || (error.code !== "too_short" && error.code !== "bad_input"))
      throw error;
    const size = (task.to - task.from) * task.horizonSteps * LEVEL_COUNT;
    const quantiles = new Float32Array(size).fill(Number.NaN);
    return { quantiles, notes: [`${name} had no answer: ${error.detail}`] };
  }
}
