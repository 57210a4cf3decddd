import * as tf from "@tensorflow/tfjs";
import { pause } from "../backtest.ts";
import { ForecastError, throwIfCancelled } from "../errors.ts";
import { createRng, type Rng } from "../rng.ts";
import type { EngineContext } from "../types.ts";
import { createAdam } from "./adam.ts";
import { HEAD_LEVELS, HEADS } from "./network.ts";
import type { NetworkPlan } from "./plan.ts";
import { type WindowSource, writeWindow } from "./windows.ts";

const BATCH = 128;
/** A small panel has few different windows; half a batch of them teaches as much. */
const FEW_SERIES = 32;
const PEAK_RATE = 3e-3;
const WARM_UP = 0.05;
/** Older windows are left out, they describe another time: 40 horizons, eight seasons or 500 steps, whichever is most. */
const recentSteps = (plan: NetworkPlan): number => Math.max(40 * plan.horizon, 8 * plan.season, 500);

export interface TrainingResult {
  loss: readonly { step: number; training: number; validation: number | null }[];
}

/**
 * Trains in place with Adam (Kingma & Ba 2015), warm-up and a cosine to zero, on the pinball loss of every head,
 * missing targets masked. Each window's weight is half one and half its level over its series' MASE scale (capped), so
 * that the loss stands between the scaled and the plain error. Series are drawn evenly, then a window of theirs.
 *
 * Up to 32 series (one in eight, when there are eight or more) hold back their windows over the last horizon before the
 * cutoff as validation: watched, never trained on, never after the cutoff.
 */
export async function trainNetwork(options: {
  model: tf.LayersModel;
  plan: NetworkPlan;
  source: WindowSource;
  steps: number;
  seed: readonly number[];
  context: EngineContext;
}): Promise<TrainingResult> {
  const { model, plan, source, steps, context } = options;
  const rng = createRng(...options.seed);
  const sampler = openSampler(plan, source, rng);
  const batch = openBatch(plan, source.inputs.length < FEW_SERIES ? BATCH / 2 : BATCH);
  const loss: TrainingResult["loss"][number][] = [];
  const levels = tf.tensor(tiledLevels(plan.horizon));
  const variables = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
  const adam = createAdam(variables);

  let pausedAt = context.clock();
  let smooth = Number.NaN;
  try {
    for (let step = 1; step <= steps; step += 1) {
      throwIfCancelled(context.signal);
      const warm = Math.max(1, Math.round(WARM_UP * steps));
      const rate =
        step <= warm
          ? (PEAK_RATE * step) / warm
          : (PEAK_RATE * (1 + Math.cos((Math.PI * (step - warm)) / Math.max(1, steps - warm)))) / 2;
      sampler.fill(batch);
      const value = tf.tidy(() => {
        const { x, y, w } = batch.tensors();
        const cost = () => pinball(model.apply(x, { training: true }) as tf.Tensor2D, y, w, levels);
        const { value: loss, grads } = tf.variableGrads(cost, variables);
        adam.apply(
          variables.map((variable) => grads[variable.name] as tf.Tensor),
          rate,
        );
        return (loss.dataSync()[0] as number) / (batch.weight || 1);
      });
      if (!Number.isFinite(value)) {
        throw new ForecastError(
          "bad_input",
          `The training error became ${value} at step ${step}; the data may hold extreme values.`,
        );
      }
      smooth = Number.isNaN(smooth) ? value : 0.9 * smooth + 0.1 * value;
      if (step % Math.max(1, Math.floor(steps / 40)) === 0 || step === steps) {
        const validation = sampler.validation ? evaluate({ model, sampler, plan, levels }) : null;
        const point = { step, training: smooth, validation };
        loss.push(point);
        context.onProgress({ fraction: step / steps, message: `step ${step} of ${steps}`, loss: point });
      }
      if (context.clock() - pausedAt > 100) {
        await pause();
        pausedAt = context.clock();
      }
    }
  } finally {
    levels.dispose();
    adam.dispose();
  }
  return { loss };
}

function tiledLevels(horizon: number): Float32Array {
  return Float32Array.from({ length: horizon * HEADS }, (_, i) => HEAD_LEVELS[i % HEADS] as number);
}

/**
 * Σ w·(p − 1[y<q])·(y − q). Written with its own gradient, w·(1[y<q] − p), which spares the tape a dozen large temporaries a
 * step. Weights are already divided by the number of outputs.
 */
function pinball(prediction: tf.Tensor2D, y: tf.Tensor2D, w: tf.Tensor2D, levels: tf.Tensor): tf.Scalar {
  const loss = tf.customGrad((q, save) => {
    const error = tf.sub(y, q as tf.Tensor);
    const slope = tf.mul(tf.sub(levels, tf.cast(tf.less(error, 0), "float32")), w);
    (save as tf.GradSaveFunc)([slope]);
    return {
      value: tf.sum(tf.mul(slope, error)),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => tf.mul(tf.neg(saved[0] as tf.Tensor), dy),
    };
  });
  return loss(prediction) as tf.Scalar;
}

interface Batch {
  rows: number;
  x: Float32Array;
  y: Float32Array;
  w: Float32Array;
  /** Sum of `w`, which a batch without gaps and with weights of one brings to one. */
  weight: number;
  tensors(): { x: tf.Tensor2D; y: tf.Tensor2D; w: tf.Tensor2D };
}

function openBatch(plan: NetworkPlan, rows: number): Batch {
  const outputs = plan.horizon * HEADS;
  const x = new Float32Array(rows * plan.inputs);
  const y = new Float32Array(rows * outputs);
  const w = new Float32Array(rows * outputs);
  return {
    rows,
    x,
    y,
    w,
    weight: 0,
    // A wasm tensor copies what it is given, so the arrays can be filled again at once.
    tensors: () => ({
      x: tf.tensor2d(x, [rows, plan.inputs]),
      y: tf.tensor2d(y, [rows, outputs]),
      w: tf.tensor2d(w, [rows, outputs]),
    }),
  };
}

interface Sampler {
  fill(batch: Batch): void;
  validation: Batch | null;
}

function openSampler(plan: NetworkPlan, source: WindowSource, rng: Rng): Sampler {
  const { horizon } = plan;
  const { inputs } = source;
  // A window needs a known value behind it and one ahead.
  const usable = inputs.flatMap((input, i) => (input.length >= 2 ? [i] : []));
  if (usable.length === 0) {
    throw new ForecastError(
      "too_short",
      "No series has two known values in a row before the cutoff; a network cannot learn from that.",
    );
  }
  const ratios = inputs.map((input) => (plan.scaling === "ratio" ? input.level : input.step) / input.mase);
  const typical = [...ratios].sort((a, b) => a - b)[Math.floor(ratios.length / 2)] ?? 1;

  const held = new Set<number>();
  if (usable.length >= 8) {
    const wanted = Math.min(32, Math.floor(usable.length / 8));
    const candidates = usable.filter((i) => (inputs[i]?.length ?? 0) > 2 * horizon + 2);
    while (held.size < Math.min(wanted, candidates.length)) {
      held.add(candidates[Math.floor(rng() * candidates.length)] as number);
    }
  }

  const writeRow = (batch: Batch, row: number, i: number, origin: number): void => {
    const input = inputs[i] as WindowSource["inputs"][number];
    const { center, scale } = writeWindow({
      plan,
      source,
      input,
      origin,
      out: batch.x,
      at: row * plan.inputs,
    });
    const weight = 0.5 + 0.5 * Math.min(4, scale / input.mase / typical);
    const full = batch.rows * horizon * HEADS;
    const end = held.has(i) && batch !== validation ? input.length - horizon : input.length;
    for (let h = 1; h <= horizon; h += 1) {
      const t = origin + h;
      const value = t < end ? (input.values[t] as number) : Number.NaN;
      const there = !Number.isNaN(value);
      const target = there ? Math.max(-50, Math.min(50, (value - center) / scale)) : 0;
      const at = (row * horizon + h - 1) * HEADS;
      batch.y.fill(target, at, at + HEADS);
      batch.w.fill(there ? weight / full : 0, at, at + HEADS);
      if (there) batch.weight += (weight / full) * HEADS;
    }
  };
  const validation = held.size > 0 ? openBatch(plan, held.size) : null;
  if (validation) {
    [...held].forEach((i, row) => {
      writeRow(validation, row, i, (inputs[i]?.length ?? 0) - horizon - 1);
    });
  }
  return {
    validation,
    fill(batch) {
      batch.weight = 0;
      for (let row = 0; row < batch.rows; row += 1) {
        const i = usable[Math.floor(rng() * usable.length)] as number;
        const length = (inputs[i]?.length ?? 0) - (held.has(i) ? horizon : 0);
        const oldest = Math.max(
          Math.min(plan.lookback, Math.floor(length / 2)) - 1,
          length - 1 - recentSteps(plan),
          0,
        );
        const newest = Math.max(oldest, length - 2);
        writeRow(batch, row, i, oldest + Math.floor(rng() * (newest - oldest + 1)));
      }
    },
  };
}

function evaluate(options: {
  model: tf.LayersModel;
  sampler: Sampler;
  plan: NetworkPlan;
  levels: tf.Tensor;
}): number {
  const { model, sampler, levels } = options;
  return tf.tidy(() => {
    const batch = sampler.validation as Batch;
    const { x, y, w } = batch.tensors();
    const cost = pinball(model.apply(x) as tf.Tensor2D, y, w, levels).dataSync()[0] as number;
    return cost / (batch.weight || 1);
  });
}
