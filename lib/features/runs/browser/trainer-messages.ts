import type { RunStatus } from "#lib/platform/prisma/enums.ts";

/** What a page tells its workers while this browser trains. */
export type ToBrowserTrainer =
  | {
      type: "start";
      /** The run's path, `/w/…/p/…/runs/5`. */
      path: string;
      workerId: string;
      /** How many train beside each other; recorded with the results. */
      workers: number;
      /** One of them also tells how far the whole run is. */
      reports: boolean;
    }
  /** Something happened to the run: look at once whether the work is still wanted. */
  | { type: "check" }
  /** Hand back what is held, and end. */
  | { type: "stop" };

export type TrainerStopReason = "asked" | "signed_out" | "role" | "gone" | "broken";

/** What a worker tells its page. */
export type FromBrowserTrainer =
  /** `words` says why it is offline; empty otherwise. */
  | { type: "phase"; phase: "waiting" | "training" | "offline"; words: string }
  /** What it holds: the page hands it back when it is closed, as a worker no longer can. */
  | { type: "held"; task: { taskId: string; attempt: number } | null }
  /** The whole run, from 0 to 1. */
  | { type: "run"; progress: number }
  | { type: "ended"; status: RunStatus }
  | { type: "stopped"; reason: TrainerStopReason; words: string };
