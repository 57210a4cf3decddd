/**
 * A worker process: `node --conditions=react-server lib/processes/worker.ts`. It needs DATABASE_URL and APP_SECRET and
 * keeps no state of its own; ten of them share the queue. SIGTERM hands back what it holds.
 */
import { randomBytes } from "node:crypto";
import { availableParallelism, hostname } from "node:os";
import { applyRetention, sweepExpiredUploads, sweepReleasedBlobs } from "#lib/features/datasets/server.ts";
import {
  CANCEL_CHANNEL,
  createTaskWorker,
  handleComparisonJob,
  handleExplanationJob,
  loadRunPanel,
  panelKey,
  type Tools,
} from "#lib/features/runs/jobs.ts";
import { handleVerdictJob } from "#lib/features/verdict/jobs.ts";
import { openBoss, senderOf } from "#lib/jobs/boss.ts";
import type { ExplanationJob, RunSucceeded, RunTaskJob } from "#lib/jobs/queues.ts";
import { sweepDeadPuts } from "#lib/platform/blobs/index.ts";
import { database } from "#lib/platform/db.ts";
import { env } from "#lib/platform/env.ts";
import { openListener } from "#lib/platform/events/listener.ts";
import { log } from "#lib/platform/log.ts";
import { keepLast, sharePanel } from "./shared-panel.ts";
import { createTrainerPool } from "./trainer-pool.ts";
import { yieldToPages } from "./yield-to-pages.ts";

function threadCount(): number {
  const asked = Number(process.env.WORKER_THREADS ?? "");
  return Number.isInteger(asked) && asked > 0 ? asked : availableParallelism();
}

/** The database may be restarting while a worker starts: it waits rather than give up. */
async function untilReady<T>(open: () => Promise<T>): Promise<T> {
  for (let wait = 500; ; wait = Math.min(wait * 2, 10_000)) {
    try {
      return await open();
    } catch (error) {
      log("warn", "the queue is not ready yet", { error: String(error) });
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}

/** Uploads whose process died, or that nobody ended, leave pieces that no reader sees; any worker clears them away. */
function sweepHourly(): void {
  const sweep = async () => {
    try {
      const chunks = await sweepDeadPuts({ now: Date.now() });
      const uploads = await sweepExpiredUploads({ now: new Date() });
      if (chunks + uploads > 0) log("info", "pieces of dead uploads removed", { chunks, uploads });
      const versions = await applyRetention({ now: Date.now() });
      const blobs = await sweepReleasedBlobs({ now: Date.now() });
      if (versions + blobs > 0) log("info", "data that are no longer kept removed", { versions, blobs });
    } catch (error) {
      log("warn", "dead uploads could not be swept", { error: String(error) });
    }
  };
  void sweep();
  setInterval(sweep, 3_600_000).unref();
}

async function main(): Promise<void> {
  const url = env().DATABASE_URL;
  yieldToPages(10);
  const workerId = `${hostname()}:${process.pid}:${randomBytes(3).toString("hex")}`;
  const size = threadCount();
  const boss = await untilReady(() => openBoss({ url, works: true }));
  const jobs = senderOf(boss);
  const pool = createTrainerPool(size);
  // A thread of its own: whoever asks why does not wait behind what trains.
  const explainer = createTrainerPool(1);
  const panels = keepLast<ReturnType<typeof sharePanel>>(2);
  const tools: Tools = {
    trainer: pool,
    clock: () => performance.now(),
    loadData: async ({ workspaceId, versionId, spec, part }) => {
      const key = `${workspaceId}/${panelKey(versionId, spec, part)}`;
      const make = async () => sharePanel(await loadRunPanel({ workspaceId, versionId, spec, part }));
      return { key, panel: await panels(key, make) };
    },
  };
  const tasks = createTaskWorker({ workerId, jobs, tools });
  const cancels = openListener({
    url,
    channels: [CANCEL_CHANNEL],
    onMessage: () => tasks.checkNow(),
    onConnected: () => tasks.checkNow(),
  });

  const polling = { pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 5 };
  // One pg-boss worker a thread, woken again after each job: it would otherwise wait for its next poll.
  for (let i = 0; i < size; i += 1) {
    const id: string = await boss.work<RunTaskJob>("run-task", polling, async ([job]) => {
      try {
        if (job) await tasks.handle(job.data.taskId);
      } finally {
        boss.notifyWorker(id);
      }
    });
  }
  await boss.work<RunSucceeded>("verdict", polling, async ([job]) => {
    if (job) await handleVerdictJob(job.data);
  });
  await boss.work<RunSucceeded>("run-comparison", polling, async ([job]) => {
    if (job) await handleComparisonJob(job.data);
  });
  const answering: string = await boss.work<RunSucceeded | ExplanationJob>(
    "run-explanation",
    polling,
    async ([job]) => {
      try {
        if (job) await handleExplanationJob(job.data, { ...tools, trainer: explainer });
      } finally {
        boss.notifyWorker(answering);
      }
    },
  );
  sweepHourly();
  log("info", "worker ready", { workerId, threads: size });

  let ending = false;
  const end = async () => {
    if (ending) return;
    ending = true;
    // Whatever hangs, a process that was told to end does.
    setTimeout(() => process.exit(1), 10_000).unref();
    await tasks.stop();
    await boss.stop({ graceful: true, timeout: 3_000 }).catch(() => {});
    await Promise.all([cancels.close(), pool.close(), explainer.close()]);
    await database().close();
    log("info", "worker ended", { workerId });
    process.exit(0);
  };
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => void end());
  // `npm run worker` was killed without a chance to end its child.
  process.on("disconnect", () => void end());
}

await main();
