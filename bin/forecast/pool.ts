import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { computeTask } from "#lib/forecast/auto/compute.ts";
import type { AutoAnswer, AutoTask, Executor, OpenExecutor, PanelName } from "#lib/forecast/auto/task.ts";
import {
  type EngineContext,
  ForecastError,
  type ForecastErrorCode,
  type Panel,
} from "#lib/forecast/index.ts";
import { sharePanel } from "#lib/processes/shared-panel.ts";

export type FromThread =
  | { type: "done"; answer: AutoAnswer }
  | { type: "failed"; code: ForecastErrorCode | null; detail: string };

const MOST_THREADS = 8;
/** Below so many values a thread takes longer to start than the work does. */
const WORTH_THREADS = 20_000;

/** Tasks in this thread, where there is little to do, or in one thread a core. Networks always have threads: they load TensorFlow.js. */
export function openPool(options: { hasNetworks: boolean; context: EngineContext }): {
  open: OpenExecutor;
  close: () => Promise<void>;
} {
  const threads: Thread[] = [];
  return {
    open: (panels) => {
      if (!options.hasNetworks && panels.all.values.length < WORTH_THREADS)
        return openHere(panels, options.context);
      const shared = { all: sharePanel(panels.all), sample: sharePanel(panels.sample) };
      if (panels.sample === panels.all) shared.sample = shared.all;
      const count = Math.max(1, Math.min(MOST_THREADS, availableParallelism()));
      threads.push(...Array.from({ length: count }, () => openThread(shared)));
      return openThreads(threads);
    },
    close: async () => {
      await Promise.all(threads.map((thread) => thread.worker.terminate()));
    },
  };
}

function openHere(panels: Readonly<Record<PanelName, Panel>>, context: EngineContext): Executor {
  return {
    threads: 1,
    async run(tasks, onDone) {
      const answers: AutoAnswer[] = [];
      for (const task of tasks) {
        const from = context.clock();
        const found = await computeTask({
          task,
          panel: panels[task.panel],
          context: { ...context, onProgress: () => undefined },
        });
        answers.push({ ...found, milliseconds: context.clock() - from });
        onDone?.(answers.length);
      }
      return answers;
    },
  };
}

interface Thread {
  worker: Worker;
  run(task: AutoTask): Promise<AutoAnswer>;
}

function openThread(panels: Readonly<Record<PanelName, Panel>>): Thread {
  const worker = new Worker(new URL("./thread.ts", import.meta.url), { workerData: panels });
  let waiting: { resolve: (answer: AutoAnswer) => void; reject: (error: Error) => void } | null = null;
  const settle = (finish: (one: NonNullable<typeof waiting>) => void) => {
    const one = waiting;
    waiting = null;
    if (one) finish(one);
  };
  worker.on("message", (message: FromThread) =>
    settle(({ resolve, reject }) => {
      if (message.type === "done") resolve(message.answer);
      else
        reject(
          message.code === null ? new Error(message.detail) : new ForecastError(message.code, message.detail),
        );
    }),
  );
  worker.on("error", (error) =>
    settle(({ reject }) => reject(error instanceof Error ? error : new Error(String(error)))),
  );
  worker.on("exit", (code) => settle(({ reject }) => reject(new Error(`A thread ended with code ${code}.`))));
  return {
    worker,
    run: (task) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        worker.postMessage(task);
      }),
  };
}

/** Networks first: they are the longest. */
function openThreads(threads: readonly Thread[]): Executor {
  return {
    threads: threads.length,
    async run(tasks, onDone) {
      const answers: AutoAnswer[] = new Array(tasks.length);
      const order = tasks
        .map((_, i) => i)
        .sort(
          (a, b) =>
            Number(tasks[b]?.candidate.kind === "network") - Number(tasks[a]?.candidate.kind === "network"),
        );
      let next = 0;
      let done = 0;
      await Promise.all(
        threads.map(async (thread) => {
          while (next < order.length) {
            const index = order[next] as number;
            next += 1;
            answers[index] = await thread.run(tasks[index] as AutoTask);
            done += 1;
            onDone?.(done);
          }
        }),
      );
      return answers;
    },
  };
}
