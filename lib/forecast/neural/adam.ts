import * as tf from "@tensorflow/tfjs";
import type { Kernels } from "../kernels/open.ts";
import { installedKernels } from "./kernels.ts";

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-7;

/** Adam (Kingma & Ba 2015, algorithm 1), one update a call. */
export interface Adam {
  /** `gradients[i]` belongs to the i-th variable; the caller disposes them. */
  apply(gradients: readonly tf.Tensor[], rate: number): void;
  /** Frees the moments. */
  dispose(): void;
}

/**
 * tfjs's own Adam makes some fifteen kernel calls a variable and step, a third of a small network's training time. Here it
 * is one call a variable: in our kernels where they are installed, in plain arrays elsewhere. Nobody else may change the
 * variables meanwhile.
 */
export function createAdam(variables: readonly tf.Variable[]): Adam {
  const kernels = installedKernels();
  return kernels ? kernelAdam(kernels, variables) : arrayAdam(variables);
}

/** α·√(1−β₂ᵗ)/(1−β₁ᵗ): the rate with both moments' bias corrected, as at the end of the paper's section 2. */
function correctedRate(rate: number, step: number): number {
  return (rate * Math.sqrt(1 - BETA2 ** step)) / (1 - BETA1 ** step);
}

/** One step over `size` weights in the kernels' memory; `next` may be `weights`. */
export function adamStep(
  kernels: Kernels,
  options: {
    size: number;
    gradient: number;
    first: number;
    second: number;
    weights: number;
    next: number;
    rate: number;
    step: number;
  },
): void {
  const { size, gradient, first, second, weights, next, rate, step } = options;
  const scale = correctedRate(rate, step);
  kernels.adam(size, gradient, first, second, weights, next, scale, BETA1, BETA2, EPSILON);
}

interface WasmBackend {
  dataIdMap: { get(id: object): { memoryOffset: number } };
  makeOutput(shape: number[], dtype: "float32"): tf.TensorInfo;
}

function kernelAdam(kernels: Kernels, variables: readonly tf.Variable[]): Adam {
  const backend = tf.backend() as unknown as WasmBackend;
  const address = ({ dataId }: { dataId: object }) => backend.dataIdMap.get(dataId).memoryOffset;
  const moments = variables.map(({ size }) => {
    const at = kernels.allocate(2 * size);
    kernels.floats(at, 2 * size).fill(0);
    return at;
  });
  let step = 0;
  return {
    apply(gradients, rate) {
      step += 1;
      variables.forEach((variable, i) => {
        const { size, shape } = variable;
        const first = moments[i] as number;
        // A tensor of its own each time: tfjs's convolutions keep what they made of a tensor's values.
        const out = backend.makeOutput(shape, "float32");
        adamStep(kernels, {
          ...{ size, first, second: first + 4 * size, rate, step },
          gradient: address(gradients[i] as tf.Tensor),
          weights: address(variable),
          next: address(out),
        });
        const next = tf.engine().makeTensorFromTensorInfo(out);
        variable.assign(next);
        next.dispose();
      });
    },
    dispose: () => {
      for (const at of moments.splice(0)) kernels.heap.free(at);
    },
  };
}

function arrayAdam(variables: readonly tf.Variable[]): Adam {
  const state = variables.map((variable) => ({
    first: new Float32Array(variable.size),
    second: new Float32Array(variable.size),
    weights: new Float32Array(variable.dataSync()),
  }));
  let step = 0;
  return {
    apply(gradients, rate) {
      step += 1;
      const scale = correctedRate(rate, step);
      variables.forEach((variable, i) => {
        const gradient = gradients[i]?.dataSync() as Float32Array;
        const { first, second, weights } = state[i] as (typeof state)[number];
        for (let k = 0; k < weights.length; k += 1) {
          const g = gradient[k] as number;
          const m = BETA1 * (first[k] as number) + (1 - BETA1) * g;
          const v = BETA2 * (second[k] as number) + (1 - BETA2) * g * g;
          first[k] = m;
          second[k] = v;
          weights[k] = (weights[k] as number) - (scale * m) / (Math.sqrt(v) + EPSILON);
        }
        const next = tf.tensor(weights, variable.shape);
        variable.assign(next);
        next.dispose();
      });
    },
    dispose: () => undefined,
  };
}
