import { ForecastError } from "../errors.ts";
import type { Rng } from "../rng.ts";
import { HEADS } from "./heads.ts";
import type { NetworkPlan } from "./plan.ts";
import type { Batch } from "./trainer.ts";
import { scaleValue, sizeOf, type WindowSource, writeWindow } from "./windows.ts";

/** Older windows are left out, they describe another time: 40 horizons, eight seasons or 500 steps, whichever is most. */
const recentSteps = (plan: NetworkPlan): number => Math.max(40 * plan.horizon, 8 * plan.season, 500);

export interface WeighedBatch extends Batch {
  /** Sum of all weights, which a batch without gaps and with weights of one brings to one. */
  weight: number;
}

export function openBatch(plan: NetworkPlan, rows: number): WeighedBatch {
  const x = new Float32Array(rows * plan.inputs);
  const y = new Float32Array(rows * plan.horizon);
  const w = new Float32Array(rows * plan.horizon);
  return { rows, x, y, w, weight: 0 };
}

export interface Sampler {
  fill(batch: WeighedBatch): void;
  validation: WeighedBatch | null;
}

/**
 * Series are drawn evenly, then a window of theirs. Each window's weight is half one and half its level over its series' MASE
 * scale (capped), so that the loss stands between the scaled and the plain error.
 *
 * Up to 32 series (one in eight, when there are eight or more) hold back their windows over the last horizon before the
 * cutoff as validation: watched, never trained on, never after the cutoff.
 * @throws ForecastError `too_short`.
 */
export function openSampler(options: {
  plan: NetworkPlan;
  source: WindowSource;
  rng: Rng;
  recentHorizons: number | null;
}): Sampler {
  const { plan, source, rng } = options;
  const { horizon } = plan;
  const recent = options.recentHorizons === null ? recentSteps(plan) : options.recentHorizons * horizon;
  const { inputs } = source;
  // A window needs a known value behind it and one ahead.
  const usable = inputs.flatMap((input, i) => (input.length >= 2 ? [i] : []));
  if (usable.length === 0) {
    throw new ForecastError(
      "too_short",
      "No series has two known values in a row before the cutoff; a network cannot learn from that.",
    );
  }
  const ratios = inputs.map((input) => (plan.scaling === "shift" ? input.step : input.level) / input.mase);
  const typical = [...ratios].sort((a, b) => a - b)[Math.floor(ratios.length / 2)] ?? 1;

  const held = new Set<number>();
  if (usable.length >= 8) {
    const wanted = Math.min(32, Math.floor(usable.length / 8));
    const candidates = usable.filter((i) => (inputs[i]?.length ?? 0) > 2 * horizon + 2);
    while (held.size < Math.min(wanted, candidates.length)) {
      held.add(candidates[Math.floor(rng() * candidates.length)] as number);
    }
  }

  const writeRow = (batch: WeighedBatch, row: number, i: number, origin: number): void => {
    const input = inputs[i] as WindowSource["inputs"][number];
    const window = writeWindow({
      plan,
      source,
      input,
      origin,
      out: batch.x,
      at: row * plan.inputs,
    });
    const weight = 0.5 + 0.5 * Math.min(4, sizeOf(plan, window) / input.mase / typical);
    const full = batch.rows * horizon * HEADS;
    const end = held.has(i) && batch !== validation ? input.length - horizon : input.length;
    for (let h = 1; h <= horizon; h += 1) {
      const t = origin + h;
      const value = t < end ? (input.values[t] as number) : Number.NaN;
      const there = !Number.isNaN(value);
      const target = there ? Math.max(-50, Math.min(50, scaleValue(plan, window, value))) : 0;
      const at = row * horizon + h - 1;
      batch.y[at] = target;
      batch.w[at] = there ? weight / full : 0;
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
        const oldest = Math.max(Math.min(plan.lookback, Math.floor(length / 2)) - 1, length - 1 - recent, 0);
        const newest = Math.max(oldest, length - 2);
        writeRow(batch, row, i, oldest + Math.floor(rng() * (newest - oldest + 1)));
      }
    },
  };
}
