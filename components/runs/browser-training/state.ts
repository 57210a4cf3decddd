import type { TrainerStopReason } from "#lib/features/runs/browser/index.ts";
import type { RunStatus } from "#lib/platform/prisma/enums.ts";

export type TrainingPhase =
  | { name: "starting" | "waiting" | "training" }
  /** `words` says what is tried, and what is safe. */
  | { name: "offline"; words: string }
  /** Another tab of this browser trains. */
  | { name: "elsewhere" }
  | { name: "paused" }
  | { name: "stopped"; reason: TrainerStopReason; words: string }
  | { name: "ended"; status: RunStatus };

/** What this browser does for a run; null when it trains none. */
export interface TrainingState {
  base: string;
  run: number;
  phase: TrainingPhase;
  /** The whole run, from 0 to 1; null before anything is known. */
  progress: number | null;
  workers: number;
}

let state: TrainingState | null = null;
const listeners = new Set<() => void>();

/** A store of the page's own, for `useSyncExternalStore`: training goes on while pages change. */
export const trainingStore = {
  read: (): TrainingState | null => state,
  write: (next: TrainingState | null): void => {
    state = next;
    for (const listener of listeners) listener();
  },
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

/** Closing the page now would interrupt work. */
export function isAtWork(phase: TrainingPhase): boolean {
  return ["starting", "waiting", "training", "offline"].includes(phase.name);
}

export type WorkerPhase = { phase: "waiting" | "training" | "offline"; words: string };

/** What several workers do, as one: what troubles one is told first. */
export function phaseOf(workers: readonly WorkerPhase[]): TrainingPhase {
  const offline = workers.find(({ phase }) => phase === "offline");
  if (offline) return { name: "offline", words: offline.words };
  return { name: workers.some(({ phase }) => phase === "training") ? "training" : "waiting" };
}
