/** A thread of Node, as the product's workers have them: answers an order with the
 * milliseconds on the processor that it took to train. */
import { parentPort } from "node:worker_threads";
import { prepareTensorflow } from "#lib/processes/tf-backend.ts";
import { forecastOnce } from "./forecast.ts";

parentPort?.on("message", async ({ steps, member }: { steps: number; member: number }) => {
  await prepareTensorflow();
  const before = process.threadCpuUsage();
  await forecastOnce({ steps, member });
  const { user, system } = process.threadCpuUsage(before);
  parentPort?.postMessage((user + system) / 1000);
});
