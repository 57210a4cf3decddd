import { parentPort } from "node:worker_threads";
import { prepareTensorflow } from "#lib/processes/tf-backend.ts";
import { judgePanel, type PanelKind } from "./honesty.ts";

parentPort?.on("message", async (task: { kind: PanelKind; seed: number; trainingSteps: number }) => {
  await prepareTensorflow();
  parentPort?.postMessage(await judgePanel(task));
});
