/** A thread of a worker process. It computes and nothing else: no database, no files but the wasm binary. */
import { parentPort } from "node:worker_threads";
import {
  decodeForecast,
  type EncodedForecast,
  encodeForecast,
  encodeSeriesScores,
  mergeShards,
} from "#lib/features/runs/codec.ts";
import { isKept } from "#lib/features/runs/explain/work.ts";
import { breakDown } from "#lib/features/runs/scores/breakdown.ts";
import type { Runtime, TrainerJob, TrainerResults } from "#lib/features/runs/trainer.ts";
import { blendFold, chooseInRun, planRun } from "#lib/forecast/auto/in-run.ts";
import type { LaneAnswer } from "#lib/forecast/auto/lanes.ts";
import { combineMembers, ForecastError, scoreForecasts, selectMethods } from "#lib/forecast/index.ts";
import type { FittedNetwork } from "#lib/forecast/neural/index.ts";
import type { EngineContext, FoldForecast, Panel } from "#lib/forecast/types.ts";
import { computeAuto, computeForecast, type KeepNetwork, openKeeper } from "./trainer-compute.ts";
import type { FromThread, ToThread } from "./trainer-messages.ts";
import { encodeNetwork } from "./trainer-model-bytes.ts";

const port = parentPort;
if (!port) throw new Error("This file runs as a thread of the worker.");

const panels = new Map<string, Panel>();
/** Of runs that train once: their members, and a few of another run. */
const networks = openKeeper(12);
const running = new Map<number, AbortController>();
const post = (message: FromThread) => port.postMessage(message);

/** Shards of one model and fold become one forecast, so that scores see whole folds. */
async function decodeAll(encoded: readonly EncodedForecast[]): Promise<FoldForecast[]> {
  const groups = new Map<string, FoldForecast[]>();
  for (const each of encoded) {
    const key = `${each.meta.model}/${each.meta.fold}`;
    groups.set(key, [...(groups.get(key) ?? []), await decodeForecast(each)]);
  }
  return [...groups.values()].map(mergeShards);
}

async function prepareTensorflow(): Promise<Runtime> {
  const { prepareTensorflow } = await import("./tf-backend.ts");
  const { backend, kernelVariant, versions } = await prepareTensorflow();
  return { backend, kernel: kernelVariant, tfjs: versions.tfjs, node: versions.node };
}

async function compute(
  job: TrainerJob,
  panel: Panel | null,
  options: { panelKey: string | null; context: EngineContext },
): Promise<TrainerResults[keyof TrainerResults]> {
  const { panelKey, context } = options;
  const keep: KeepNetwork = (key, make) => networks(`${panelKey} ${key}`, make);
  if (job.kind === "combine") {
    const members = await Promise.all(job.members.map(decodeForecast));
    return { forecast: await encodeForecast(combineMembers(members)) };
  }
  if (!panel) throw new Error("The data has not reached this thread.");
  switch (job.kind) {
    case "local": {
      const { forecast } = await computeForecast(job, { panel, context, prepareTensorflow });
      return { forecast: await encodeForecast(forecast) };
    }
    case "network": {
      let model: Uint8Array | null = null;
      const onFitted = async (fitted: FittedNetwork) => {
        if (isKept(job)) model = encodeNetwork(await fitted.save());
      };
      const options = { panel, context, prepareTensorflow, keep, onFitted };
      const { forecast, runtime } = await computeForecast(job, options);
      return { forecast: await encodeForecast(forecast), runtime: runtime ?? {}, model };
    }
    case "auto_calibrate": {
      const { costs, runtime } = await computeAuto(job, { panel, context, prepareTensorflow });
      return { costs: costs ?? [], runtime };
    }
    case "auto_try":
    case "auto_part": {
      const { answer, runtime } = await computeAuto(job, { panel, context, prepareTensorflow, keep });
      return { ...(answer as LaneAnswer), runtime };
    }
    case "auto_plan":
      return planRun({ ...job, panel });
    case "auto_choose":
      return chooseInRun({ ...job, panel });
    case "auto_blend": {
      const { spec, fold } = job;
      const forecast: FoldForecast = {
        ...{ model: "auto", fold: fold.fold, cutoffIndex: fold.cutoffIndex, horizonSteps: spec.horizonSteps },
        seriesIndexes: Int32Array.from(panel.ids, (_, s) => s),
        ...blendFold({ ...job, panel }),
      };
      return { forecast: await encodeForecast(forecast) };
    }
    case "select": {
      const { spec, folds, families } = job;
      const forecasts = await decodeAll(job.forecasts);
      return { selection: selectMethods(scoreForecasts({ panel, spec, folds, forecasts }), { families }) };
    }
    case "score": {
      const { spec, folds } = job;
      const forecasts = await decodeAll(job.forecasts);
      const table = scoreForecasts({ panel, spec, folds, forecasts });
      const perSeries = await encodeSeriesScores(table.perSeries);
      const breakdown = breakDown({ panel, spec, folds, forecasts, seed: spec.seed });
      return { rows: table.rows, droppedSteps: table.droppedSteps, perSeries, breakdown };
    }
    case "explain": {
      const { explain } = await import("./trainer-explain.ts");
      return explain(job, { panel, context, prepareTensorflow });
    }
  }
}

async function work(id: number, job: TrainerJob, panelKey: string | null): Promise<void> {
  const abort = new AbortController();
  running.set(id, abort);
  try {
    const context: EngineContext = {
      signal: abort.signal,
      clock: () => performance.now(),
      onProgress: (progress) => post({ type: "progress", id, progress }),
    };
    const panel = panelKey === null ? null : (panels.get(panelKey) ?? null);
    const result = await compute(job, panel, { panelKey, context });
    post({ type: "done", id, result });
  } catch (error) {
    const code = error instanceof ForecastError ? error.code : null;
    const detail =
      error instanceof ForecastError
        ? error.detail
        : error instanceof Error
          ? (error.stack ?? error.message)
          : String(error);
    post({ type: "failed", id, code, detail });
  } finally {
    running.delete(id);
  }
}

port.on("message", (message: ToThread) => {
  if (message.type === "panel") {
    if (message.forget !== null) panels.delete(message.forget);
    panels.set(message.key, message.panel);
  } else if (message.type === "abort") {
    running.get(message.id)?.abort();
  } else {
    void work(message.id, message.job, message.panelKey);
  }
});
