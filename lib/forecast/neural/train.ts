import { ForecastError, throwIfCancelled } from "../errors.ts";
import type { Kernels } from "../kernels/open.ts";
import { pause } from "../pacing.ts";
import { createRng } from "../rng.ts";
import type { EngineContext } from "../types.ts";
import { openDenseTrainer } from "./dense-trainer.ts";
import { HEAD_LEVELS } from "./heads.ts";
import { installedKernels } from "./kernels.ts";
import { type Network, readWeights, writeWeights } from "./network.ts";
import type { NetworkPlan } from "./plan.ts";
import type { NetworkRecipe } from "./recipe.ts";
import { openBatch, openSampler } from "./sampler.ts";
import { openTapeTrainer } from "./tape-trainer.ts";
import type { Trainer } from "./trainer.ts";
import type { WindowSource } from "./windows.ts";

const BATCH = 128;
/** A small panel has few different windows; half a batch of them teaches as much. */
const FEW_SERIES = 32;
const WARM_UP = 0.05;

export interface TrainingResult {
  loss: readonly { step: number; training: number; validation: number | null }[];
}

/**
 * Trains in place with Adam (Kingma & Ba 2015), warm-up and a cosine to zero, on the pinball loss of every head,
 * missing targets masked: by gradients derived by hand for graphs of dense layers where our kernels are installed, by TensorFlow.js's own elsewhere.
 */
export async function trainNetwork(options: {
  network: Network;
  plan: NetworkPlan;
  source: WindowSource;
  recipe: NetworkRecipe;
  steps: number;
  seed: readonly number[];
  context: EngineContext;
}): Promise<TrainingResult> {
  const { network, plan, source, recipe, steps, context } = options;
  const { recentHorizons } = recipe;
  const sampler = openSampler({ plan, source, rng: createRng(...options.seed), recentHorizons });
  const batch = openBatch(plan, recipe.batch ?? (source.inputs.length < FEW_SERIES ? BATCH / 2 : BATCH));
  const loss: TrainingResult["loss"][number][] = [];
  const rows = Math.max(batch.rows, sampler.validation?.rows ?? 0);
  const trainer = openTrainer({ network, rows, kernels: installedKernels() });

  let pausedAt = context.clock();
  let smooth = Number.NaN;
  try {
    for (let step = 1; step <= steps; step += 1) {
      throwIfCancelled(context.signal);
      const warm = Math.max(1, Math.round(WARM_UP * steps));
      const rate =
        step <= warm
          ? (recipe.peakRate * step) / warm
          : (recipe.peakRate * (1 + Math.cos((Math.PI * (step - warm)) / Math.max(1, steps - warm)))) / 2;
      sampler.fill(batch);
      const value = trainer.step(batch, rate) / (batch.weight || 1);
      if (!Number.isFinite(value)) {
        throw new ForecastError(
          "bad_input",
          `The training error became ${value} at step ${step}; the data may hold extreme values.`,
        );
      }
      smooth = Number.isNaN(smooth) ? value : 0.9 * smooth + 0.1 * value;
      if (step % Math.max(1, Math.floor(steps / 40)) === 0 || step === steps) {
        const held = sampler.validation;
        const validation = held ? trainer.loss(held) / (held.weight || 1) : null;
        const point = { step, training: smooth, validation };
        loss.push(point);
        context.onProgress({ fraction: step / steps, message: `step ${step} of ${steps}`, loss: point });
      }
      if (context.clock() - pausedAt > 100) {
        await pause();
        pausedAt = context.clock();
      }
    }
    trainer.finish();
  } finally {
    trainer.dispose();
  }
  return { loss };
}

function openTrainer(options: { network: Network; rows: number; kernels: Kernels | null }): Trainer {
  const { network, rows, kernels } = options;
  const levels = Float32Array.from(HEAD_LEVELS);
  const { graph } = network;
  if (!kernels || !graph) return openTapeTrainer({ network, levels });
  const own = { ...network, graph };
  const trainer = openDenseTrainer({ kernels, graph, rows, levels, weights: readWeights(own) });
  return { ...trainer, finish: () => writeWeights(own, trainer.weights()) };
}
