import { parentPort } from "node:worker_threads";
import { type BacktestSpec, type Fold, forecastFold, type ModelKey } from "#lib/forecast/index.ts";
import { forecastNetworkFold } from "#lib/forecast/neural/index.ts";
import { prepareTensorflow } from "#lib/processes/tf-backend.ts";
import { loadPasta } from "./load.ts";

export interface DemoTask {
  model: Exclude<ModelKey, "auto">;
  fold: Fold;
  member: number;
  spec: BacktestSpec;
}

const panel = loadPasta();

parentPort?.on("message", async (task: DemoTask) => {
  const context = {
    signal: new AbortController().signal,
    clock: () => performance.now(),
    onProgress: () => undefined,
  };
  const { model, fold, member, spec } = task;
  const start = performance.now();
  if (model === "network") await prepareTensorflow();
  const forecast =
    model === "network"
      ? await forecastNetworkFold({ panel, spec, fold, member, context })
      : await forecastFold({ panel, spec, model, fold, context });
  parentPort?.postMessage({ forecast, seconds: (performance.now() - start) / 1000 });
});
