import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import * as tf from "@tensorflow/tfjs";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { installFastMatMul, type KernelVariant } from "#lib/forecast/neural/kernels.ts";

export interface TensorflowRuntime {
  backend: string;
  kernelVariant: KernelVariant;
  versions: { tfjs: string; node: string };
}

let ready: Promise<TensorflowRuntime> | null = null;

/**
 * Makes TensorFlow.js ready in a Node process or thread: the wasm backend, its binary read from `node_modules` on disk,
 * one thread (tfjs's own wasm threads do not work in Node), with our faster matrix product. Falls back to the plain
 * JavaScript backend, and says so in `backend`, when wasm cannot start. Safe to call again.
 */
export function prepareTensorflow(): Promise<TensorflowRuntime> {
  ready ??= start();
  return ready;
}

async function start(): Promise<TensorflowRuntime> {
  const require = createRequire(import.meta.url);
  const folder = dirname(require.resolve("@tensorflow/tfjs-backend-wasm"));
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  setWasmPaths(join(folder, sep));
  const started = await tf.setBackend("wasm").catch(() => false);
  if (!started) await tf.setBackend("cpu");
  await tf.ready();
  return {
    backend: tf.getBackend(),
    kernelVariant: installFastMatMul(),
    versions: { tfjs: tf.version.tfjs, node: process.versions.node },
  };
}
