/** A thread of Node, as the product's workers have them: answers each number of steps with the time it took to train. */
import { parentPort } from "node:worker_threads";
import { prepareTensorflow } from "#lib/processes/tf-backend.ts";
import { forecastOnce } from "./forecast.ts";

parentPort?.on("message", async ({ steps, member }: { steps: number; member: number }) => {
  await prepareTensorflow();
  const { ms } = await forecastOnce({ steps, member });
  parentPort?.postMessage(ms);
});
