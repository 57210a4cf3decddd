import { readdirSync } from "node:fs";
import { setPriority } from "node:os";

/**
 * Lets whoever serves pages go first on a machine that does both: the process and every thread that it has, of which new
 * ones inherit it, take processor time at this niceness. On Linux a process' own call reaches its main thread alone, and
 * the threads that read and compute were there before.
 */
export function yieldToPages(niceness: number): void {
  try {
    setPriority(niceness);
    for (const thread of threads()) setPriority(thread, niceness);
  } catch {
    // A system that knows no priorities, or a thread that has just ended.
  }
}

function threads(): number[] {
  try {
    return readdirSync("/proc/self/task").map(Number);
  } catch {
    return [];
  }
}
