import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import type { KernelVariant } from "#lib/forecast/neural/kernels.ts";
import { startTensorflow } from "./tf-start.ts";

export interface TensorflowRuntime {
  backend: string;
  kernelVariant: KernelVariant;
  versions: { tfjs: string; node: string };
}

let ready: Promise<TensorflowRuntime> | null = null;

/**
 * Makes TensorFlow.js ready in a Node process or thread: the wasm binary is read from `node_modules` on disk. Safe to
 * call again.
 */
export function prepareTensorflow(): Promise<TensorflowRuntime> {
  ready ??= start();
  return ready;
}

async function start(): Promise<TensorflowRuntime> {
  const require = createRequire(import.meta.url);
  const folder = dirname(require.resolve("@tensorflow/tfjs-backend-wasm"));
  const { backend, kernelVariant, tfjs } = await startTensorflow(join(folder, sep));
  return { backend, kernelVariant, versions: { tfjs, node: process.versions.node } };
}
