import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import * as tf from "@tensorflow/tfjs";
import { computeTask } from "#lib/forecast/auto/compute.ts";
import { forecastPanel } from "#lib/forecast/auto/forecast.ts";
import type { OpenExecutor } from "#lib/forecast/auto/task.ts";
import { buildPanel, createRng, type EngineContext, type Panel } from "#lib/forecast/index.ts";
import { computeNetworkTask } from "#lib/forecast/neural/task.ts";
import { prepareTensorflow } from "#lib/processes/tf-backend.ts";

const FORECASTS = 10;
/** The first two fill caches and compile code. */
const SETTLED = 2;
/** Of heap and arrays: what compiled code and rounding may differ by. */
const MOST_GROWTH_MIB = 4;

const context: EngineContext = {
  signal: new AbortController().signal,
  clock: () => performance.now(),
  onProgress: () => undefined,
};

/** In this thread, networks too, as a thread of the command line does it. */
const open: OpenExecutor = (panels) => ({
  threads: 1,
  async run(tasks) {
    const answers = [];
    for (const task of tasks) {
      const from = performance.now();
      const options = { task, panel: panels[task.panel], context };
      const found =
        task.candidate.kind === "network" ? await computeNetworkTask(options) : await computeTask(options);
      answers.push({ ...found, milliseconds: performance.now() - from });
    }
    return answers;
  },
});

function salesPanel(): Panel {
  const rng = createRng(11);
  const [series, periods] = [30, 200];
  const rows = series * periods;
  return buildPanel({
    ids: Array.from({ length: series }, (_, s) => `S${s}`),
    seriesOfRow: Int32Array.from({ length: rows }, (_, i) => Math.floor(i / periods)),
    times: Float64Array.from({ length: rows }, (_, i) => (i % periods) * 86_400_000),
    values: Float64Array.from({ length: rows }, (_, i) => 20 + ((i % periods) % 7) + 5 * rng()),
    frequency: { unit: "D", multiple: 1 },
  });
}

/** Memory after each of ten forecasts with one plan, and what grew. */
export async function repeatForecasts(): Promise<{ rows: string[][]; failures: string[] }> {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  await prepareTensorflow();
  const panel = salesPanel();
  const ask = {
    ...{ panel, cutoffIndex: 199, horizonSteps: 7, seasonLength: 7, models: "auto" as const },
    ...{ folds: 1, seed: 1, budgetMs: 60_000, open, context },
  };
  const { report } = await forecastPanel({ ...ask, plan: null });
  const candidates = report.plan.candidates.map((each) =>
    each.kind === "network" ? { ...each, trainingSteps: Math.min(each.trainingSteps, 60) } : each,
  );
  const plan = { ...report.plan, candidates };
  const figures: number[][] = [];
  let first: Float32Array | null = null;
  const failures: string[] = [];
  for (let i = 0; i < FORECASTS; i += 1) {
    const { quantiles } = await forecastPanel({ ...ask, plan });
    if (first && !quantiles.every((each, at) => Object.is(each, first?.[at])))
      failures.push(`repeat: forecast ${i + 1} has other numbers than the first`);
    first ??= quantiles;
    // Arrays outside the heap go one collection later than what holds them.
    for (let k = 0; k < 3; k += 1) {
      collect();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const { heapUsed, arrayBuffers, rss } = process.memoryUsage();
    figures.push([heapUsed, arrayBuffers, wasmBytes(), rss, tf.memory().numTensors]);
  }
  const settled = figures[SETTLED - 1] as number[];
  const last = figures.at(-1) as number[];
  const growth = (at: number) => ((last[at] as number) - (settled[at] as number)) / 2 ** 20;
  if (growth(0) > MOST_GROWTH_MIB) failures.push(`repeat: the heap grew by ${growth(0).toFixed(1)} MiB`);
  if (growth(1) > MOST_GROWTH_MIB) failures.push(`repeat: arrays grew by ${growth(1).toFixed(1)} MiB`);
  if (growth(2) > 0) failures.push(`repeat: wasm memory grew by ${growth(2).toFixed(1)} MiB`);
  if (last[4] !== settled[4])
    failures.push(`repeat: ${(last[4] as number) - (settled[4] as number)} tensors were left`);
  if (!candidates.some(({ kind }) => kind === "network")) failures.push("repeat: no network took part");
  const rows = figures.map((each, i) => [
    String(i + 1),
    ...each.slice(0, 4).map((bytes) => (bytes / 2 ** 20).toFixed(1)),
    String(each[4]),
  ]);
  return { rows, failures };
}

function wasmBytes(): number {
  const { wasm } = tf.backend() as unknown as { wasm: { HEAPU8: Uint8Array } };
  return wasm.HEAPU8.buffer.byteLength;
}
