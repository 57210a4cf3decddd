import { Worker } from "node:worker_threads";
import { median } from "./timing.ts";

/**
 * How many times faster two threads finish the same members than one: the median of rounds that take turns. Threads and
 * TensorFlow.js are started before.
 */
export async function measureThreads(options: {
  rounds: number;
  members: number;
  steps: number;
}): Promise<number> {
  const { rounds, members, steps } = options;
  const threads = [0, 1].map(() => new Worker(new URL("./thread.ts", import.meta.url)));
  const train = (thread: Worker, member: number, count: number) =>
    new Promise<void>((resolve, reject) => {
      thread.once("error", reject);
      thread.once("message", () => {
        thread.off("error", reject);
        resolve();
      });
      thread.postMessage({ steps: count, member });
    });
  const timeWith = async (team: readonly Worker[]) => {
    const from = performance.now();
    let next = 0;
    await Promise.all(
      team.map(async (thread) => {
        while (next < members) await train(thread, next++, steps);
      }),
    );
    return performance.now() - from;
  };
  try {
    await Promise.all(threads.map((thread) => train(thread, 0, 50)));
    const ratios: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const one = await timeWith(threads.slice(0, 1));
      ratios.push(one / (await timeWith(threads)));
    }
    return median(ratios);
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
}
