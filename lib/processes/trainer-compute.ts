import type { Runtime, TrainerJob } from "#lib/features/runs/trainer.ts";
import { computeTask } from "#lib/forecast/auto/compute.ts";
import { type Costs, calibrateRun, forecastLane, tryLane } from "#lib/forecast/auto/in-run.ts";
import type { LaneAnswer } from "#lib/forecast/auto/lanes.ts";
import type { AutoTask, Learnt } from "#lib/forecast/auto/task.ts";
import { forecastFold, seenIndexOf } from "#lib/forecast/index.ts";
import type { FittedNetwork } from "#lib/forecast/neural/index.ts";
import type { EngineContext, FoldForecast, Panel } from "#lib/forecast/types.ts";

export type ForecastJob = Extract<TrainerJob, { kind: "local" | "network" }>;
export type AutoJob = Extract<TrainerJob, { kind: "auto_calibrate" | "auto_try" | "auto_part" }>;

/** Keeps networks that several folds forecast with, so that each is trained once where it is kept. */
export type KeepNetwork = (key: string, make: () => Promise<FittedNetwork>) => Promise<FittedNetwork>;

export interface ComputeOptions {
  panel: Panel;
  context: EngineContext;
  /** Starts the backend where it runs and says what it is; only networks call it. */
  prepareTensorflow: () => Promise<Runtime>;
  /**
   * Left out where folds come with panels of their own, whose categories may be numbered otherwise: each then trains anew, to the
   * same weights.
   */
  keep?: KeepNetwork;
  /** Looks at a network of a run's own kind before it may be given up. */
  onFitted?: (fitted: FittedNetwork) => Promise<void>;
}

/** The newest few; what falls out is freed. */
export function openKeeper(limit: number): KeepNetwork {
  const kept = new Map<string, FittedNetwork>();
  return async (key, make) => {
    const network = kept.get(key) ?? (await make());
    kept.delete(key);
    kept.set(key, network);
    for (const [oldest, each] of kept) {
      if (kept.size <= limit) break;
      kept.delete(oldest);
      each.dispose();
    }
    return network;
  };
}

/**
 * The computing of a task that makes a forecast, the same in a thread of Node and in a worker of a browser: that is why
 * the two agree.
 * @throws ForecastError as `forecastFold` and `forecastNetworkFold` do.
 */
export async function computeForecast(
  job: ForecastJob,
  options: ComputeOptions,
): Promise<{ forecast: FoldForecast; runtime: Runtime | null }> {
  const { panel, context } = options;
  const { spec, fold, firstFold } = job;
  const once = spec.refit === "once" ? { fittedIndex: seenIndexOf(firstFold, spec) } : {};
  if (job.kind === "local") {
    const { model, from, to } = job;
    const seriesIndexes = Int32Array.from({ length: to - from }, (_, i) => from + i);
    return {
      forecast: await forecastFold({ ...{ panel, spec, model, fold, seriesIndexes, context }, ...once }),
      runtime: null,
    };
  }
  // TensorFlow.js takes a second to load: only threads that train pay for it, once.
  context.onProgress({ fraction: 0, message: "loading TensorFlow.js" });
  const [runtime, { forecastNetworkFold }] = await Promise.all([
    options.prepareTensorflow(),
    import("#lib/forecast/neural/index.ts"),
  ]);
  const { member } = job;
  const keep = keeperOf(options, spec.refit, ["network", spec, firstFold.cutoffIndex, member]);
  const seeing = options.onFitted ? { onFitted: options.onFitted } : {};
  const asked = { ...{ panel, spec, fold, member, context }, ...once, ...keep, ...seeing };
  const forecast = await forecastNetworkFold(asked);
  return { forecast, runtime };
}

function keeperOf(options: ComputeOptions, refit: string | undefined, key: readonly unknown[]) {
  const { keep } = options;
  return keep && refit === "once"
    ? { keep: (make: () => Promise<FittedNetwork>) => keep(JSON.stringify(key), make) }
    : {};
}

/** The computing of a step of `auto`, likewise. */
export async function computeAuto(
  job: AutoJob,
  options: ComputeOptions,
): Promise<{ costs: Costs | null; answer: LaneAnswer | null; runtime: Runtime | null }> {
  const { panel, context } = options;
  const { spec, firstFold } = job;
  let runtime: Runtime | null = null;
  const compute = async (each: { task: AutoTask; panel: Panel; context: EngineContext; learnt?: Learnt }) => {
    const { candidate, member } = each.task;
    if (candidate.kind !== "network") return computeTask(each);
    if (!runtime) each.context.onProgress({ fraction: 0, message: "loading TensorFlow.js" });
    const [found, { computeNetworkTask }] = await Promise.all([
      options.prepareTensorflow(),
      import("#lib/forecast/neural/task.ts"),
    ]);
    runtime = found;
    const isKept = each.learnt ? spec.refit : undefined;
    const key = [candidate, member, each.learnt?.fittedIndex, spec];
    return computeNetworkTask({ ...each, ...keeperOf(options, isKept, key) });
  };
  if (job.kind === "auto_calibrate") {
    // Loading is no part of what a network costs.
    await Promise.all([options.prepareTensorflow(), import("#lib/forecast/neural/task.ts")]);
    const costs = await calibrateRun({ panel, spec, firstFold, compute, context });
    return { costs, answer: null, runtime };
  }
  const answer =
    job.kind === "auto_try"
      ? await tryLane({ ...job, panel, compute, context })
      : await forecastLane({ ...job, panel, compute, context });
  return { costs: null, answer, runtime };
}
