import { readdirSync } from "node:fs";
import { setPriority } from "node:os";

/**
 * Lets whoever serves pages go first on a machine that does both: the process and every thread that it has, of which new
 * ones inherit it, take processor time at this niceness. On Linux a process' own call reaches its main thread alone, and
 * the threads that read and compute were there before.
 */
export function yieldToPages(niceness: number): void {
  for (const id of [process.pid, ...threads()]) {
    try {
      setPriority(id, niceness);
    } catch {
      // A thread that has just ended, or a system that allows none of it.
    }
  }
}

function threads(): number[] {
  try {
    return readdirSync("/proc/self/task").map(Number);
  } catch {
    return [];
  }
}
