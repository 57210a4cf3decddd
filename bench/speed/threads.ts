import { Worker } from "node:worker_threads";
import { median } from "./timing.ts";

export interface Speedups {
  /** By the clock. */
  byClock: number;
  /**
   * What the clock would say on a machine that does nothing else: twice what a member takes alone over what it takes
   * beside another, on the processor.
   */
  byProcessor: number;
}

/**
 * How many times faster two threads finish the same members than one: the median of rounds that take turns. Threads and
 * TensorFlow.js are started before.
 */
export async function measureThreads(options: {
  rounds: number;
  members: number;
  steps: number;
}): Promise<Speedups> {
  const { rounds, members, steps } = options;
  const threads = [0, 1].map(() => new Worker(new URL("./thread.ts", import.meta.url)));
  const train = (thread: Worker, member: number, count: number) =>
    new Promise<number>((resolve, reject) => {
      thread.once("error", reject);
      thread.once("message", (processorMs: number) => {
        thread.off("error", reject);
        resolve(processorMs);
      });
      thread.postMessage({ steps: count, member });
    });
  const timeWith = async (team: readonly Worker[]) => {
    const from = performance.now();
    let next = 0;
    let processorMs = 0;
    await Promise.all(
      team.map(async (thread) => {
        while (next < members) {
          const took = await train(thread, next++, steps);
          processorMs += took;
        }
      }),
    );
    return { ms: performance.now() - from, processorMs };
  };
  try {
    await Promise.all(threads.map((thread) => train(thread, 0, 50)));
    const byClock: number[] = [];
    const byProcessor: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const one = await timeWith(threads.slice(0, 1));
      const two = await timeWith(threads);
      byClock.push(one.ms / two.ms);
      byProcessor.push((2 * one.processorMs) / two.processorMs);
    }
    return { byClock: median(byClock), byProcessor: median(byProcessor) };
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
}
