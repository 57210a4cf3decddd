import * as tf from "@tensorflow/tfjs";
import { ForecastError, throwIfCancelled } from "../errors.ts";
import { isNonNegative } from "../models/residuals.ts";
import { pause } from "../pacing.ts";
import { truncatePanel } from "../panel.ts";
import { isWhole, LEVEL_COUNT } from "../quantiles.ts";
import type { BacktestSpec, EngineContext, Panel } from "../types.ts";
import { HEADS, LEVEL_FROM_HEADS } from "./heads.ts";
import { buildLayered, LAYERED } from "./layered/build.ts";
import { buildNetwork, describeNetwork, type Network } from "./network.ts";
import { type NetworkPlan, planNetwork } from "./plan.ts";
import { DEFAULT_RECIPE, type NetworkRecipe } from "./recipe.ts";
import { type TrainingResult, trainNetwork } from "./train.ts";
import { openWindows, unscaleValue, type WindowScale, writeWindow } from "./windows.ts";

/** What is stored of a trained network: standard TensorFlow.js layers artifacts, and the plan beside them. */
export interface NetworkArtifacts {
  plan: NetworkPlan;
  modelTopology: object;
  weightSpecs: tf.io.WeightsManifestEntry[];
  weightData: ArrayBuffer;
}

export interface FittedNetwork {
  plan: NetworkPlan;
  loss: TrainingResult["loss"];
  notes: readonly string[];
  /** Forecasts every series of a panel from a cutoff; rows of series with nothing known are NaN. */
  predict(options: { panel: Panel; cutoffIndex: number; context: EngineContext }): Promise<{
    quantiles: Float32Array;
    notes: readonly string[];
  }>;
  save(): Promise<NetworkArtifacts>;
  /** Frees the weights; the network cannot be used afterwards. */
  dispose(): void;
}

/**
 * Fits one ensemble member on everything known up to `cutoffIndex`. The same panel, spec, member and kernel variant give
 * the same weights, bit for bit.
 * @throws ForecastError `cancelled`, `too_short`, `bad_input` when training diverges.
 */
export async function fitNetwork(options: {
  panel: Panel;
  spec: Pick<BacktestSpec, "horizonSteps" | "seasonLength" | "network" | "seed">;
  cutoffIndex: number;
  member: number;
  recipe?: NetworkRecipe;
  context: EngineContext;
}): Promise<FittedNetwork> {
  const { spec, cutoffIndex, member, recipe = DEFAULT_RECIPE, context } = options;
  const panel = truncatePanel(options.panel, cutoffIndex);
  const { plan, notes } = planNetwork({ panel, spec, cutoffIndex, recipe });
  const seed = [spec.seed, cutoffIndex, member];
  const network = openNetwork(plan, recipe, (spec.seed * 1009 + cutoffIndex * 101 + member * 13) | 0);
  const { model } = network;
  try {
    const source = openWindows({ panel, plan, cutoffIndex });
    const { loss } = await trainNetwork({
      network,
      plan,
      source,
      recipe,
      steps: spec.network.trainingSteps,
      seed,
      context,
    });
    return wrap({ model, plan, loss, notes });
  } catch (error) {
    model.dispose();
    throw error;
  }
}

function openNetwork(plan: NetworkPlan, recipe: NetworkRecipe, seed: number): Network {
  const { family, width, blocks } = recipe;
  if (family === "mlp" || family === "nbeats")
    return buildNetwork(describeNetwork({ ...plan, family, blocks }), seed);
  return buildLayered({ build: LAYERED[family], plan, width, blocks, seed });
}

/**
 * Opens what `save` gave.
 * @throws ForecastError `bad_artifact` when it is of another version or does not fit its plan.
 */
export async function loadNetwork(artifacts: NetworkArtifacts): Promise<FittedNetwork> {
  if (artifacts.plan?.version !== 1)
    throw new ForecastError("bad_artifact", "The stored network is of another version.");
  const { modelTopology, weightSpecs, weightData, plan } = artifacts;
  const model = await tf.loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs, weightData }));
  const shape = model.inputs[0]?.shape[1];
  if (shape !== plan.inputs) {
    model.dispose();
    throw new ForecastError(
      "bad_artifact",
      `The stored network takes ${shape} inputs, its plan ${plan.inputs}.`,
    );
  }
  return wrap({ model, plan, loss: [], notes: [] });
}

const CHUNK = 256;

function wrap(options: {
  model: tf.LayersModel;
  plan: NetworkPlan;
  loss: TrainingResult["loss"];
  notes: readonly string[];
}): FittedNetwork {
  const { model, plan, loss, notes } = options;
  const { horizon } = plan;
  return {
    plan,
    loss,
    notes,
    async predict({ panel, cutoffIndex, context }) {
      const seen = truncatePanel(panel, cutoffIndex);
      const source = openWindows({ panel: seen, plan, cutoffIndex });
      const quantiles = new Float32Array(panel.ids.length * horizon * LEVEL_COUNT).fill(Number.NaN);
      for (let from = 0; from < source.inputs.length; from += CHUNK) {
        throwIfCancelled(context.signal);
        const part = source.inputs.slice(from, from + CHUNK);
        const x = new Float32Array(part.length * plan.inputs);
        const scales = part.map((input, row) =>
          writeWindow({ plan, source, input, origin: input.length - 1, out: x, at: row * plan.inputs }),
        );
        const heads = tf.tidy(() =>
          (model.apply(tf.tensor2d(x, [part.length, plan.inputs])) as tf.Tensor).dataSync(),
        );
        part.forEach((input, row) => {
          const window = scales[row] as WindowScale;
          const whole = isWhole(input.values);
          const floor = isNonNegative(input.values) ? 0 : Number.NEGATIVE_INFINITY;
          for (let h = 0; h < horizon; h += 1) {
            const at = (row * horizon + h) * HEADS;
            // Crossing heads are put in order: the rearrangement of Chernozhukov et al. (2010), never worse.
            const ordered = heads.slice(at, at + HEADS).sort();
            const to = (input.series * horizon + h) * LEVEL_COUNT;
            for (let level = 0; level < LEVEL_COUNT; level += 1) {
              const { low, high, weight } = LEVEL_FROM_HEADS[level] as (typeof LEVEL_FROM_HEADS)[number];
              const value = (ordered[low] as number) * (1 - weight) + (ordered[high] as number) * weight;
              const said = Math.max(floor, unscaleValue(plan, window, value));
              // No count lies between zero and one half: a quantile there means zero.
              quantiles[to + level] = whole && Math.abs(said) < 0.5 ? 0 : said;
            }
          }
        });
        await pause();
      }
      return { quantiles, notes: source.notes };
    },
    async save() {
      let artifacts: NetworkArtifacts | null = null;
      await model.save(
        tf.io.withSaveHandler(async (saved) => {
          const { modelTopology, weightSpecs, weightData } = saved;
          if (!modelTopology || !weightSpecs || !weightData) {
            throw new ForecastError("bad_artifact", "TensorFlow.js gave an incomplete model.");
          }
          artifacts = {
            plan,
            modelTopology: modelTopology as object,
            weightSpecs,
            weightData: tf.io.CompositeArrayBuffer.join(weightData),
          };
          return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: "JSON" } };
        }),
      );
      if (!artifacts) throw new ForecastError("bad_artifact", "TensorFlow.js saved nothing.");
      return artifacts;
    },
    dispose: () => {
      model.dispose();
    },
  };
}
