import { version_wasm } from "@tensorflow/tfjs-backend-wasm";
import type { Runtime } from "#lib/features/runs/trainer.ts";
import { startTensorflow } from "./tf-start.ts";

let ready: Promise<Runtime> | null = null;

/**
 * Makes TensorFlow.js ready in a worker of a browser, its wasm binary from our own site (`bin/boot/assets.ts`), and says
 * what it runs on. Safe to call again.
 */
export function prepareTensorflow(): Promise<Runtime> {
  ready ??= start();
  return ready;
}

async function start(): Promise<Runtime> {
  const { backend, kernelVariant, tfjs } = await startTensorflow(`/tfjs/${version_wasm}/`);
  return { backend, kernel: kernelVariant, tfjs, browser: browserName(navigator.userAgent) };
}

const ENGINES = [
  ["Firefox", /Firefox\/(\d+)/],
  ["Edge", /Edg\/(\d+)/],
  ["Chromium", /Chrom(?:e|ium)\/(\d+)/],
  ["Safari", /Version\/(\d+).*Safari/],
] as const;

/** "Chromium 148": enough to say what computed a result, and nothing more of the person's device. */
export function browserName(userAgent: string): string {
  for (const [name, pattern] of ENGINES) {
    const version = pattern.exec(userAgent)?.[1];
    if (version) return `${name} ${version}`;
  }
  return "another browser";
}
