import { sender } from "#lib/jobs/boss.ts";
import { db } from "#lib/platform/db.ts";
import { loadRunPanel } from "../../run-panel.ts";
import { completeTask } from "../../tasks/end.ts";
import { claimTask } from "../../tasks/lease.ts";
import { performTask } from "../../tasks/perform.ts";

/** Does a run's first task as a worker on the server does it, without a process of its own. */
export async function prepareRun(runId: string): Promise<void> {
  const { id } = await db().runTask.findFirstOrThrow({ where: { runId, key: "prepare" } });
  const task = await claimTask(id, "server");
  if (!task) throw new Error("The run is not to be prepared.");
  const outcome = await performTask(task, {
    tools: {
      trainer: { run: () => Promise.reject(new Error("Preparing trains nothing.")) },
      loadData: async (options) => ({ key: options.versionId, panel: await loadRunPanel(options) }),
      clock: () => performance.now(),
    },
    signal: new AbortController().signal,
    onProgress: () => {},
  });
  if (!(await completeTask(task, outcome, await sender()))) throw new Error("The run went on without us.");
}
