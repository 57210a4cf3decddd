import { ForecastError } from "#lib/forecast/index.ts";
import type { Progress } from "#lib/forecast/types.ts";
import type { Sender } from "#lib/jobs/boss.ts";
import { AppError } from "#lib/platform/errors.ts";
import { log } from "#lib/platform/log.ts";
import { completeTask, failAttempt, handBack } from "./end.ts";
import { beat, claimTask, type HeldTask, LEASE_SECONDS, type LossPoint } from "./lease.ts";
import { isOutage, pastOutages } from "./outage.ts";
import { performTask } from "./perform.ts";
import { sweepLapsedLeases } from "./sweep.ts";
import type { Tools } from "./work.ts";

const BEAT_MS = 1_000;
const SWEEP_MS = 2_000;
const CURVE_POINTS = 160;

interface Hand {
  task: HeldTask;
  abort: AbortController;
  progress: number;
  message: string;
  curve: LossPoint[];
  changed: boolean;
  /** The result is being written: the row may already say so. */
  isWriting: boolean;
  /** When the lease was last known to be ours, by the local monotonic clock. */
  heldAt: number;
}

export interface TaskWorker {
  /** Works on the task of a message, if it is still to be had; returns when it is done, dropped or handed back. */
  handle: (taskId: string) => Promise<void>;
  /** Looks at once whether what it holds is still wanted: called when a cancellation was heard of. */
  checkNow: () => void;
  /** Hands everything back and takes nothing any more. */
  stop: () => Promise<void>;
}

/** Keeps a curve short without forgetting its ends: every second point goes when it grows too long. */
function thinCurve(points: readonly LossPoint[]): LossPoint[] {
  if (points.length <= CURVE_POINTS) return [...points];
  return points.filter((_, i) => i % 2 === 0 || i === points.length - 1);
}

/** One process's share of the work: leases, progress, cancellation, recovery. It decides nothing about results. */
export function createTaskWorker(options: { workerId: string; tools: Tools; jobs: Sender }): TaskWorker {
  const { tools, jobs, workerId } = options;
  const hands = new Map<string, Hand>();
  const working = new Set<Promise<void>>();
  let stopping = false;
  let beating = false;
  let again = false;

  const drop = (hand: Hand, why: string) => {
    if (hand.abort.signal.aborted || hand.isWriting) return;
    log("info", "task dropped", { task: hand.task.key, run: hand.task.runId, why });
    hand.abort.abort();
  };

  const pulse = async () => {
    again = true;
    if (beating) return;
    beating = true;
    try {
      while (again) {
        again = false;
        const held = [...hands.values()].filter((hand) => !hand.abort.signal.aborted);
        if (held.length === 0) return;
        const sentAt = tools.clock();
        const pulses = held.map(({ task, progress, message, curve, changed }) => ({
          task,
          progress,
          message,
          lossCurve: curve.length > 0 ? curve : null,
          changed,
        }));
        for (const hand of held) hand.changed = false;
        const still = await beat(pulses);
        for (const hand of held) {
          if (still.has(hand.task.id)) hand.heldAt = sentAt;
          else drop(hand, "cancelled or given to another worker");
        }
      }
    } catch (error) {
      log("warn", "could not extend leases", { error: String(error) });
      // Without the database nobody knows who holds the task; past the lease another may.
      for (const hand of hands.values()) {
        if (tools.clock() - hand.heldAt > LEASE_SECONDS * 1_000) drop(hand, "the lease lapsed");
      }
    } finally {
      beating = false;
    }
  };
  const beats = setInterval(() => void pulse(), BEAT_MS);
  const sweeps = setInterval(() => {
    sweepLapsedLeases(jobs)
      .then((count) => count > 0 && log("info", "took back lapsed tasks", { count }))
      .catch((error) => log("warn", "could not look for lapsed tasks", { error: String(error) }));
  }, SWEEP_MS);

  const onProgress = (hand: Hand) => (progress: Progress) => {
    hand.progress = Math.min(Math.max(progress.fraction, 0), 1);
    hand.message = progress.message;
    if (progress.loss) {
      const { step, training, validation } = progress.loss;
      // The next network of the same task begins a curve of its own.
      const before = step <= (hand.curve.at(-1)?.[0] ?? 0) ? [] : hand.curve;
      hand.curve = thinCurve([...before, [step, training, validation]]);
    }
    hand.changed = true;
  };

  const work = async (taskId: string) => {
    const task = await claimTask(taskId, workerId);
    if (!task) return;
    const hand: Hand = {
      task,
      abort: new AbortController(),
      progress: 0,
      message: "",
      curve: [],
      changed: false,
      isWriting: false,
      heldAt: tools.clock(),
    };
    hands.set(task.id, hand);
    try {
      if (stopping) throw new ForecastError("cancelled", "The worker is ending.");
      const outcome = await performTask(task, {
        tools,
        signal: hand.abort.signal,
        onProgress: onProgress(hand),
      });
      hand.isWriting = true;
      // The work is done and the fence holds, so a short outage need not cost it.
      const written = await pastOutages(() => completeTask(task, outcome, jobs));
      if (!written)
        log("info", "a result came too late", { task: task.key, run: task.runId, attempt: task.attempt });
    } catch (error) {
      if (hand.abort.signal.aborted || (stopping && isCancelled(error))) {
        if (stopping) await handBack(task, jobs);
        return;
      }
      if (isOutage(error)) {
        log("warn", "the database was away", { task: task.key, run: task.runId, error: String(error) });
        await pastOutages(() => handBack(task, jobs));
        return;
      }
      const problem = wordsOf(error);
      log("error", "task failed", {
        task: task.key,
        run: task.runId,
        attempt: task.attempt,
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      });
      await failAttempt(task, problem, jobs);
    } finally {
      hands.delete(task.id);
    }
  };

  return {
    handle: async (taskId) => {
      if (stopping) throw new Error("This worker is ending.");
      const done = work(taskId);
      working.add(done);
      try {
        await done;
      } finally {
        working.delete(done);
      }
    },
    checkNow: () => void pulse(),
    stop: async () => {
      stopping = true;
      clearInterval(sweeps);
      for (const hand of hands.values()) hand.abort.abort();
      await Promise.allSettled(working);
      clearInterval(beats);
    },
  };
}

function isCancelled(error: unknown): boolean {
  return error instanceof ForecastError && error.code === "cancelled";
}

const TEMPORARY = new Set(["cancelled", "backend"]);

/** A refusal of the engine is about the data or the request: trying again would only repeat it. */
function wordsOf(error: unknown): { words: string; permanent: boolean } {
  if (error instanceof ForecastError) return { words: error.detail, permanent: !TEMPORARY.has(error.code) };
  if (error instanceof AppError && error.code === "not_found") {
    return { words: "The data of this run is no longer there.", permanent: true };
  }
  return { words: "A worker met something unexpected; its log says what.", permanent: false };
}
