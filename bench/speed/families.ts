import { NETWORK_FAMILIES, type NetworkFamilyEntry } from "#lib/forecast/neural/families.ts";
import { HEAD_LEVELS } from "#lib/forecast/neural/heads.ts";
import { installedKernels } from "#lib/forecast/neural/kernels.ts";
import { buildLayered, LAYERED } from "#lib/forecast/neural/layered/build.ts";
import {
  buildNetwork,
  type DenseNetwork,
  describeNetwork,
  type Network,
} from "#lib/forecast/neural/network.ts";
import { CALENDAR_WIDTH, type NetworkPlan } from "#lib/forecast/neural/plan.ts";
import { openTapeTrainer } from "#lib/forecast/neural/tape-trainer.ts";
import type { Trainer } from "#lib/forecast/neural/trainer.ts";
import { handTrainer, RATE, randomBatch, type StepTimes, use } from "./steps.ts";
import { medianMs, type Sampling, type Work } from "./timing.ts";

const [LOOKBACK, HORIZON, ROWS, SEASON] = [48, 18, 256, 12] as const;

/** Monthly data with one covariate that is known ahead. */
function planOf({ isStepwise }: NetworkFamilyEntry): NetworkPlan {
  const calendarSteps = isStepwise ? HORIZON : 1;
  const channel = { name: "promo", knownAhead: true, category: null, mean: 0, deviation: 1, flag: true };
  return {
    ...{ version: 1, lookback: LOOKBACK, horizon: HORIZON, season: SEASON, scaling: "ratio", yearLag: 0 },
    ...{ channels: [channel], statics: [], calendar: ["month"], calendarSteps, width: 0 },
    inputs: 3 * LOOKBACK + HORIZON + CALENDAR_WIDTH("month", SEASON) * calendarSteps + 4,
  };
}

function openFamily(family: NetworkFamilyEntry): { network: Network; dense: DenseNetwork | null } {
  const { key, width, blocks } = family;
  const plan = planOf(family);
  if (key === "mlp" || key === "nbeats") {
    const { inputs } = plan;
    const graph = describeNetwork({ family: key, inputs, horizon: HORIZON, width, blocks });
    const dense = buildNetwork(graph, 1);
    return { network: dense, dense };
  }
  return { network: buildLayered({ build: LAYERED[key], plan, width, blocks, seed: 1 }), dense: null };
}

/**
 * Milliseconds a step of every network family with all its quantiles, batch 256, lookback 48, horizon 18: through the tape on stock
 * kernels and on ours, and by hand where there is a way.
 */
export function measureFamilies(sampling: Sampling): Record<string, StepTimes> {
  return Object.fromEntries(
    NETWORK_FAMILIES.map((family) => {
      const { network, dense } = openFamily(family);
      const batch = randomBatch({ rows: ROWS, inputs: planOf(family).inputs, steps: HORIZON });
      const levels = Float32Array.from(HEAD_LEVELS);
      const works: Record<string, Work> = {};
      const trainers: Pick<Trainer, "dispose">[] = [];
      const add = (name: string, prepare: () => void, trainer: Pick<Trainer, "step" | "dispose">) => {
        works[name] = { prepare, run: () => trainer.step(batch, RATE) };
        trainers.push(trainer);
      };
      for (const variant of ["stock", "plain_simd", "relaxed_simd"] as const) {
        use(variant)();
        add(variant, use(variant), openTapeTrainer({ network, levels }));
        if (dense && installedKernels())
          add(`hand_${variant}`, use(variant), handTrainer(dense, { rows: ROWS, levels: HEAD_LEVELS }));
      }
      const times = medianMs(works, sampling);
      for (const trainer of trainers) trainer.dispose();
      network.model.dispose();
      return [family.key, times];
    }),
  );
}
