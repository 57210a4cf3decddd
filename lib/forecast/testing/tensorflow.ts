/** TensorFlow.js for the engine's own tests, without the processes that wire it in production. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { installFastMatMul, type KernelVariant } from "../neural/kernels.ts";

export async function startTensorflow(variant?: KernelVariant): Promise<KernelVariant> {
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  await tf.setBackend("wasm");
  await tf.ready();
  return installFastMatMul(variant ? { variant } : {});
}
