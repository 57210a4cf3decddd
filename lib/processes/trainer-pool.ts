import { Worker } from "node:worker_threads";
import type { Trainer, TrainerJob, TrainerPanel, TrainerResults } from "#lib/features/runs/trainer.ts";
import { ForecastError, type ForecastErrorCode } from "#lib/forecast/index.ts";
import type { Progress } from "#lib/forecast/types.ts";
import { log } from "#lib/platform/log.ts";
import type { FromThread, ToThread } from "./trainer-messages.ts";

const PANELS_KEPT = 3;
/** A thread that does not stop within this time after an abort is ended and replaced. */
const STOP_MS = 2_000;

interface Order {
  job: TrainerJob;
  data: TrainerPanel | null;
  signal: AbortSignal;
  onProgress: (progress: Progress) => void;
  resolve: (result: TrainerResults[keyof TrainerResults]) => void;
  reject: (error: Error) => void;
}

const cancelled = () => new ForecastError("cancelled", "The work was cancelled.");

/** One thread and what it is at. It is replaced, never repaired. */
function openThread(free: () => void) {
  let worker: Worker | null = null;
  let panelKeys: string[] = [];
  let current: { id: number; order: Order; timer?: NodeJS.Timeout } | null = null;
  let nextId = 1;

  const send = (message: ToThread) => worker?.postMessage(message);

  const settle = (finish: (order: Order) => void) => {
    const done = current;
    current = null;
    if (!done) return;
    clearTimeout(done.timer);
    done.order.signal.removeEventListener("abort", abort);
    finish(done.order);
    free();
  };

  const onMessage = (message: FromThread) => {
    if (!current || message.id !== current.id) return;
    if (message.type === "progress") {
      current.order.onProgress(message.progress);
    } else if (message.type === "done") {
      settle((order) => order.resolve(message.result));
    } else {
      const { code, detail } = message;
      settle((order) =>
        order.reject(
          code === null ? new Error(detail) : new ForecastError(code as ForecastErrorCode, detail),
        ),
      );
    }
  };

  const start = () => {
    const fresh = new Worker(new URL("./trainer-thread.ts", import.meta.url), {
      execArgv: ["--conditions=react-server"],
    });
    worker = fresh;
    panelKeys = [];
    fresh.on("message", onMessage);
    const lose = (error: Error) => {
      if (worker !== fresh) return;
      worker = null;
      settle((order) => order.reject(error));
    };
    fresh.on("error", (error) => {
      log("error", "a trainer thread broke", { error: String(error) });
      lose(error instanceof Error ? error : new Error(String(error)));
    });
    fresh.on("exit", (code) => lose(new Error(`A trainer thread ended with code ${code}.`)));
  };

  const abort = () => {
    if (!current) return;
    send({ type: "abort", id: current.id });
    current.timer = setTimeout(() => {
      const stuck = worker;
      worker = null;
      void stuck?.terminate();
      settle((order) => order.reject(cancelled()));
    }, STOP_MS);
  };

  const bring = ({ key, panel }: TrainerPanel) => {
    if (panelKeys.includes(key)) return;
    const forget = panelKeys.length >= PANELS_KEPT ? (panelKeys.shift() ?? null) : null;
    panelKeys.push(key);
    send({ type: "panel", key, panel, forget });
  };

  return {
    isFree: () => current === null,
    take: (order: Order) => {
      if (!worker) start();
      const id = nextId;
      nextId += 1;
      current = { id, order };
      order.signal.addEventListener("abort", abort);
      if (order.data) bring(order.data);
      send({ type: "work", id, job: order.job, panelKey: order.data?.key ?? null });
      if (order.signal.aborted) abort();
    },
    close: async () => {
      const last = worker;
      worker = null;
      await last?.terminate();
      settle((order) => order.reject(cancelled()));
    },
  };
}

export interface TrainerPool extends Trainer {
  size: number;
  close: () => Promise<void>;
}

/** `size` threads that take orders as they come. */
export function createTrainerPool(size: number): TrainerPool {
  const waiting: Order[] = [];
  const hand = () => {
    for (const thread of threads) {
      if (!thread.isFree()) continue;
      const order = waiting.shift();
      if (!order) return;
      if (order.signal.aborted) order.reject(cancelled());
      else thread.take(order);
    }
  };
  const threads = Array.from({ length: size }, () => openThread(() => queueMicrotask(hand)));
  return {
    size,
    run: <K extends TrainerJob["kind"]>(
      job: Extract<TrainerJob, { kind: K }>,
      options: Pick<Order, "data" | "signal" | "onProgress">,
    ) =>
      new Promise<TrainerResults[K]>((resolve, reject) => {
        // The thread answers with the result of the kind that it was asked for.
        waiting.push({ ...options, job, resolve: (result) => resolve(result as TrainerResults[K]), reject });
        hand();
      }),
    close: async () => {
      for (const order of waiting.splice(0)) order.reject(cancelled());
      await Promise.all(threads.map((thread) => thread.close()));
    },
  };
}
