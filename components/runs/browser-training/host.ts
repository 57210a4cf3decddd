import { subscribeToProjectEvents } from "#components/events/project-stream.ts";
import type { FromBrowserTrainer, ToBrowserTrainer } from "#lib/features/runs/browser/index.ts";
import { forgetTraining, onRecordChange, readRecord, type TrainingRecord } from "./record.ts";
import { isAtWork, phaseOf, type TrainingState, trainingStore, type WorkerPhase } from "./state.ts";
import { workerCount } from "./worker-count.ts";

const LOCK = "forecanvas-training";
/** A worker that does not hand back its task within this time is ended; the server takes the task back by itself. */
const STOP_MS = 2_000;

interface Hand extends WorkerPhase {
  worker: Worker;
  held: { taskId: string; attempt: number } | null;
}

interface Session {
  record: TrainingRecord;
  /** Gives up waiting for the lock, or ends the training and hands back what is held. */
  end: () => void;
  /** The page is about to go: whatever is held is handed back without waiting for an answer. */
  abandon: () => void;
}

let session: Session | null = null;
/** Fulfilled once the session before has let go of its lock. */
let before: Promise<unknown> = Promise.resolve();

const isSame = (a: TrainingRecord, b: TrainingRecord) => a.base === b.base && a.run === b.run;

/** Brings this tab in line with the record. `base` is the project that is open, if one is. */
function follow(record: TrainingRecord | null, base: string | null): void {
  const wanted = record && !record.isPaused ? record : null;
  if (session && !(wanted && isSame(session.record, wanted))) {
    session.end();
    session = null;
  }
  const shown = trainingStore.read();
  if (!record) {
    // That a run has ended, or why it stopped, stays to be read.
    if (shown && (isAtWork(shown.phase) || shown.phase.name === "elsewhere" || shown.phase.name === "paused"))
      trainingStore.write(null);
    return;
  }
  if (record.isPaused) {
    trainingStore.write({ ...record, phase: { name: "paused" }, progress: null, workers: 0 });
  } else if (!session && record.base === base) {
    session = openSession(record);
  }
}

let openBase: string | null = null;
let isListening = false;

/** Called by every project page: resumes what this browser was training there, and hears of changes from then on. */
export function keepTraining(base: string | null): void {
  openBase = base;
  if (!isListening) {
    isListening = true;
    onRecordChange((record) => follow(record, openBase));
    addEventListener("pagehide", () => {
      session?.abandon();
      session = null;
    });
    // Back from the browser's cache of pages: nothing of it was running meanwhile.
    addEventListener("pageshow", (event) => event.persisted && follow(readRecord(), openBase));
  }
  follow(readRecord(), base);
}

/** One tab of a browser trains; the others wait until it is closed, and then go on. */
function openSession(record: TrainingRecord): Session {
  const over = new AbortController();
  let team: Team | null = null;
  const show = (change: Partial<TrainingState>) => {
    if (over.signal.aborted) return;
    const shown = trainingStore.read();
    const known = shown && shown.base === record.base && shown.run === record.run ? shown : null;
    const { base, run } = record;
    trainingStore.write({
      base,
      run,
      phase: { name: "starting" },
      progress: known?.progress ?? null,
      workers: 0,
      ...change,
    });
  };
  const train = async () => {
    if (over.signal.aborted) return;
    team = openTeam(record, show);
    await team.done;
  };
  const earlier = before;
  const begin = async () => {
    show({});
    await earlier;
    if (over.signal.aborted) return;
    if (!navigator.locks) return train();
    await navigator.locks.request(LOCK, { ifAvailable: true }, async (lock) => {
      if (lock) await train();
      else show({ phase: { name: "elsewhere" } });
    });
    if (team || over.signal.aborted) return;
    await navigator.locks.request(LOCK, { signal: over.signal }, train);
  };
  before = begin()
    .catch((error: unknown) => {
      if (!over.signal.aborted) {
        const words = `Training could not be started in this browser: ${String(error)}`;
        show({ phase: { name: "stopped", reason: "broken", words } });
      }
    })
    .finally(() => {
      if (session?.record === record) session = null;
    });
  return {
    record,
    end: () => {
      over.abort();
      team?.stop();
    },
    abandon: () => {
      over.abort();
      team?.abandon();
    },
  };
}

interface Team {
  /** Fulfilled when all workers have ended. */
  done: Promise<void>;
  stop: () => void;
  abandon: () => void;
}

/** The workers of this tab. What they say becomes one state; what ends one ends all. */
function openTeam(record: TrainingRecord, show: (change: Partial<TrainingState>) => void): Team {
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
      const held = [...hands].flatMap(([index, hand]) =>
        hand.held ? { workerId: `${name}-${index}`, ...hand.held } : [],
      );
      // First of all: a worker that waits for a task would otherwise be given what is handed back here.
      for (const index of [...hands.keys()]) remove(index);
      for (const task of held) {
        const body = new Blob([JSON.stringify(task)], { type: "application/json" });
        navigator.sendBeacon(`${path}/browser/release`, body);
      }
    },
  };
}
