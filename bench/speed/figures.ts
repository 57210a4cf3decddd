import * as tf from "@tensorflow/tfjs";
import { installFastMatMul } from "#lib/forecast/neural/kernels.ts";
import { forecastOnce } from "./forecast.ts";
import { measureProducts, type ProductTimes, SIZES } from "./products.ts";
import { measureDefault, measurePerceptron, type StepTimes } from "./steps.ts";

export interface Figures {
  products: { n: number; times: ProductTimes }[];
  perceptron: StepTimes;
  network: StepTimes;
  /** Of a member trained on plain SIMD. */
  quantiles: Float32Array;
  /** Tensors left behind by all of the above. */
  leaked: number;
}

/** All that is measured alike in Node and in a browser. TensorFlow.js must be ready. */
export async function measureFigures(options: {
  samples: number;
  sizes?: readonly number[];
}): Promise<Figures> {
  const { samples, sizes = SIZES } = options;
  // The first use of each kernel makes what tfjs then keeps.
  measurePerceptron({ samples: 1 });
  const before = tf.memory().numTensors;
  const perceptron = measurePerceptron({ samples });
  const network = measureDefault({ samples });
  const products = sizes.map((n) => ({ n, times: measureProducts(n, { samples }) }));
  installFastMatMul({ variant: "plain_simd" });
  const { quantiles } = await forecastOnce({ steps: 60, member: 0 });
  return { products, perceptron, network, quantiles, leaked: tf.memory().numTensors - before };
}
