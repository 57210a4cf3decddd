import { Worker } from "node:worker_threads";

/**
 * Runs tasks on a few threads, in order of arrival; answers in task order. The worker module answers each message, a
 * task, with one message, its result.
 */
export async function runPool<Task, Result>(options: {
  module: URL;
  tasks: readonly Task[];
  threads: number;
  onDone?: (done: number) => void;
}): Promise<Result[]> {
  const { module, tasks, threads, onDone } = options;
  const results: Result[] = [];
  let next = 0;
  let done = 0;
  await Promise.all(
    Array.from({ length: Math.min(threads, tasks.length) }, async () => {
      const worker = new Worker(module);
      try {
        while (next < tasks.length) {
          const index = next;
          next += 1;
          const answer = new Promise<Result>((resolve, reject) => {
            worker.once("message", resolve);
            worker.once("error", reject);
          });
          worker.postMessage(tasks[index]);
          results[index] = await answer;
          worker.removeAllListeners("error");
          done += 1;
          onDone?.(done);
        }
      } finally {
        await worker.terminate();
      }
    }),
  );
  return results;
}
