/** A thread of `npm run forecast`: answers one task at a time. */
import { parentPort, workerData } from "node:worker_threads";
import { computeTask } from "#lib/forecast/auto/compute.ts";
import type { AutoTask, PanelName } from "#lib/forecast/auto/task.ts";
import { type EngineContext, ForecastError, type Panel } from "#lib/forecast/index.ts";
import type { FromThread } from "./pool.ts";

const panels = workerData as Readonly<Record<PanelName, Panel>>;
const context: EngineContext = {
  signal: new AbortController().signal,
  clock: () => performance.now(),
  onProgress: () => undefined,
};

async function computeNetwork(task: AutoTask) {
  // TensorFlow.js takes a second to load: only threads that train pay for it, once.
  const [{ prepareTensorflow }, { computeNetworkTask }] = await Promise.all([
    import("#lib/processes/tf-backend.ts"),
    import("#lib/forecast/neural/task.ts"),
  ]);
  await prepareTensorflow();
  const from = performance.now();
  const found = await computeNetworkTask({ task, panel: panels[task.panel], context });
  return { found, from };
}

async function answer(task: AutoTask): Promise<FromThread> {
  const started = performance.now();
  try {
    const { found, from } =
      task.candidate.kind === "network"
        ? await computeNetwork(task)
        : { found: await computeTask({ task, panel: panels[task.panel], context }), from: started };
    return { type: "done", answer: { ...found, milliseconds: performance.now() - from } };
  } catch (error) {
    if (error instanceof ForecastError) return { type: "failed", code: error.code, detail: error.detail };
    return {
      type: "failed",
      code: null,
      detail: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  }
}

parentPort?.on("message", async (task: AutoTask) => {
  const message = await answer(task);
  parentPort?.postMessage(
    message,
    message.type === "done" ? [message.answer.quantiles.buffer as ArrayBuffer] : [],
  );
});
