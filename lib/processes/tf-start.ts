import * as tf from "@tensorflow/tfjs";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { installFastMatMul, type KernelVariant } from "#lib/forecast/neural/kernels.ts";

export interface StartedTensorflow {
  backend: string;
  kernelVariant: KernelVariant;
  tfjs: string;
}

/**
 * Starts TensorFlow.js alike in Node and in browsers, so that both give the same numbers: the wasm backend with its
 * binaries below `wasmPath`, one thread, and our faster matrix product. One thread because tfjs's own wasm threads do not
 * work in Node and need a page of their own kind in browsers; members train beside each other instead. Falls back to the
 * plain JavaScript backend, and says so in `backend`, when wasm cannot start.
 */
export async function startTensorflow(wasmPath: string): Promise<StartedTensorflow> {
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  setWasmPaths(wasmPath);
  const started = await tf.setBackend("wasm").catch(() => false);
  if (!started) await tf.setBackend("cpu");
  await tf.ready();
  return { backend: tf.getBackend(), kernelVariant: installFastMatMul(), tfjs: tf.version.tfjs };
}
