/** What worker processes need of runs. */

export { handleComparisonJob } from "./compare.ts";
export { handleExplanationJob } from "./explain/handle.ts";
export { loadRunPanel, panelKey } from "./run-panel.ts";
export { CANCEL_CHANNEL } from "./tasks/channel.ts";
export type { Tools } from "./tasks/work.ts";
export { createTaskWorker, type TaskWorker } from "./tasks/worker.ts";
