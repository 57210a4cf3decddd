import type { Runtime, TrainerJob } from "#lib/features/runs/trainer.ts";
import { forecastFold } from "#lib/forecast/index.ts";
import type { EngineContext, FoldForecast, Panel } from "#lib/forecast/types.ts";

export type ForecastJob = Extract<TrainerJob, { kind: "local" | "network" }>;

/**
 * The computing of a task that makes a forecast, the same in a thread of Node and in a worker of a browser: that is why
 * the two agree. `prepareTensorflow` starts the backend where it runs and says what it is; only networks call it.
 * @throws ForecastError as `forecastFold` and `forecastNetworkFold` do.
 */
export async function computeForecast(
  job: ForecastJob,
  options: { panel: Panel; context: EngineContext; prepareTensorflow: () => Promise<Runtime> },
): Promise<{ forecast: FoldForecast; runtime: Runtime | null }> {
  const { panel, context } = options;
  if (job.kind === "local") {
    const { spec, model, fold, from, to } = job;
    const seriesIndexes = Int32Array.from({ length: to - from }, (_, i) => from + i);
    return {
      forecast: await forecastFold({ panel, spec, model, fold, seriesIndexes, context }),
      runtime: null,
    };
  }
  // TensorFlow.js takes a second to load: only threads that train pay for it, once.
  context.onProgress({ fraction: 0, message: "loading TensorFlow.js" });
  const [runtime, { forecastNetworkFold }] = await Promise.all([
    options.prepareTensorflow(),
    import("#lib/forecast/neural/index.ts"),
  ]);
  const { spec, fold, member } = job;
  return { forecast: await forecastNetworkFold({ panel, spec, fold, member, context }), runtime };
}
