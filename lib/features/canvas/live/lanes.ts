import { AppError } from "#lib/platform/errors.ts";
import type { Scope } from "../repository.ts";
import { type NewChange, type Outcome, storeChanges } from "./store.ts";

/** Between two transactions of one canvas; what comes meanwhile goes together. Nobody notices so short a time. */
const GATHER_MS = 50;
/** More than fifty editors send in that time; a bound for memory, not a limit for people. */
const MOST_AT_ONCE = 200;
const MOST_WAITING = 2_000;

interface Waiting {
  change: NewChange;
  resolve: (outcome: Outcome) => void;
  reject: (error: unknown) => void;
}

interface Lane {
  waiting: Waiting[];
  isRunning: boolean;
  startedAt: number;
}

const lanes = new Map<string, Lane>();

/**
 * Stores a change together with those that others send at the same moment, in one transaction a canvas: fifty people
 * who type are then twenty transactions a second instead of two hundred. The first one after a pause waits for nothing.
 */
export async function storeTogether(scope: Scope, change: NewChange): Promise<{ seq: bigint }> {
  const key = `${scope.workspaceId}/${scope.projectId}`;
  const lane = lanes.get(key) ?? { waiting: [], isRunning: false, startedAt: Number.NEGATIVE_INFINITY };
  lanes.set(key, lane);
  if (lane.waiting.length >= MOST_WAITING) throw new AppError("unavailable");
  const outcome = await new Promise<Outcome>((resolve, reject) => {
    lane.waiting.push({ change, resolve, reject });
    if (!lane.isRunning) void drain(key, lane);
  });
  if ("error" in outcome) throw outcome.error;
  return outcome;

  async function drain(name: string, open: Lane): Promise<void> {
    open.isRunning = true;
    while (open.waiting.length > 0) {
      const wait = open.startedAt + GATHER_MS - performance.now();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      open.startedAt = performance.now();
      const batch = open.waiting.splice(0, MOST_AT_ONCE);
      try {
        const outcomes = await storeChanges(
          scope,
          batch.map(({ change }) => change),
        );
        for (const [i, { resolve }] of batch.entries()) resolve(outcomes[i] as Outcome);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    open.isRunning = false;
    // It stays a moment, so that the next letter finds when the last transaction began.
    setTimeout(() => {
      if (!open.isRunning && lanes.get(name) === open) lanes.delete(name);
    }, 1_000).unref();
  }
}
