import { subscribeToProjectEvents } from "#components/events/project-stream.ts";
import type { FromBrowserTrainer, ToBrowserTrainer } from "#lib/features/runs/browser/index.ts";
import { forgetTraining, type TrainingRecord } from "./record.ts";
import { phaseOf, type TrainingState, trainingStore, type WorkerPhase } from "./state.ts";
import { workerCount } from "./worker-count.ts";

/** A worker that does not hand back its task within this time is ended; the server takes the task back by itself. */
const STOP_MS = 2_000;

interface Hand extends WorkerPhase {
  worker: Worker;
  held: { taskId: string; attempt: number } | null;
}

export interface Team {
  /** Fulfilled when all workers have ended. */
  done: Promise<void>;
  stop: () => void;
  abandon: () => void;
}

/** The workers of this tab. What they say becomes one state; what ends one ends all. */
export function openTeam(record: TrainingRecord, show: (change: Partial<TrainingState>) => void): Team {
  const path = `${record.base}/runs/${record.run}`;
  const count = workerCount(navigator);
  const { promise: done, resolve } = Promise.withResolvers<void>();
  const hands = new Map<number, Hand>();
  let progress = trainingStore.read()?.progress ?? null;
  let isEnding = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const say = (message: ToBrowserTrainer) => {
    for (const { worker } of hands.values()) worker.postMessage(message);
  };
  const remove = (index: number) => {
    hands.get(index)?.worker.terminate();
    hands.delete(index);
    if (hands.size > 0) return;
    clearTimeout(timer);
    unsubscribe();
    removeEventListener("beforeunload", warn);
    resolve();
  };
  const stop = () => {
    if (isEnding) return;
    isEnding = true;
    removeEventListener("beforeunload", warn);
    say({ type: "stop" });
    timer = setTimeout(() => {
      for (const index of [...hands.keys()]) remove(index);
    }, STOP_MS);
  };
  const end = (phase: TrainingState["phase"]) => {
    if (isEnding) return;
    show({ phase, progress, workers: 0 });
    stop();
    // Signed out, it goes on once somebody has signed in again and opened the project.
    if (phase.name === "ended" || (phase.name === "stopped" && phase.reason !== "signed_out")) {
      forgetTraining(record.base, record.run);
    }
  };
  const redraw = () => {
    if (!isEnding) show({ phase: phaseOf([...hands.values()]), progress, workers: hands.size });
  };
  const hear = (index: number, message: FromBrowserTrainer) => {
    const hand = hands.get(index);
    if (!hand) return;
    if (message.type === "held") hand.held = message.task;
    else if (message.type === "phase") Object.assign(hand, { phase: message.phase, words: message.words });
    else if (message.type === "run") progress = message.progress;
    else {
      if (message.type === "ended") end({ name: "ended", status: message.status });
      else if (message.reason !== "asked") {
        end({ name: "stopped", reason: message.reason, words: message.words });
      }
      remove(index);
      return;
    }
    redraw();
  };
  const warn = (event: BeforeUnloadEvent) => event.preventDefault();

  const unsubscribe = subscribeToProjectEvents(record.base, (event) => {
    if (event.kind === "run.status_changed") say({ type: "check" });
  });
  addEventListener("beforeunload", warn);
  // Without locks two tabs may train at once, and must not take each other's tasks.
  const name = navigator.locks ? record.browserId : crypto.getRandomValues(new Uint32Array(2)).join("-");
  for (let index = 0; index < count; index += 1) {
    const worker = new Worker(new URL("../../../lib/processes/trainer-browser.ts", import.meta.url), {
      type: "module",
      name: `trainer ${index + 1}`,
    });
    hands.set(index, { worker, held: null, phase: "waiting", words: "" });
    worker.onmessage = ({ data }: MessageEvent<FromBrowserTrainer>) => hear(index, data);
    worker.onerror = (event) => {
      event.preventDefault();
      const words = event.message || "its program could not be loaded";
      hear(index, {
        type: "stopped",
        reason: "broken",
        words: `A worker of this browser broke: ${words}. Reload the page to try again.`,
      });
    };
    const reports = index === 0;
    const start: ToBrowserTrainer = {
      type: "start",
      path,
      workerId: `${name}-${index}`,
      workers: count,
      reports,
    };
    worker.postMessage(start);
  }
  redraw();

  return {
    done,
    stop,
    abandon: () => {
      isEnding = true;
      // One that waits may have been given a task at this moment, and says so by its name alone.
      const held = [...hands].map(([index, hand]) => ({ workerId: `${name}-${index}`, ...hand.held }));
      // First of all: a worker that waits for a task would otherwise be given what is handed back here.
      for (const index of [...hands.keys()]) remove(index);
      for (const task of held) {
        const body = new Blob([JSON.stringify(task)], { type: "application/json" });
        navigator.sendBeacon(`${path}/browser/release`, body);
      }
    },
  };
}
