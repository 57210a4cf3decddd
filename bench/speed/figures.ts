import * as tf from "@tensorflow/tfjs";
import { installFastMatMul } from "#lib/forecast/neural/kernels.ts";
import { forecastOnce } from "./forecast.ts";
import { measureProducts, type ProductTimes, SIZES } from "./products.ts";
import { measureDefault, measurePerceptron, type StepTimes } from "./steps.ts";
import { type Sampling, WALL_CLOCK } from "./timing.ts";

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
export async function measureFigures(
  options: Partial<Sampling> & {
    samples: number;
    sizes?: readonly number[];
  },
): Promise<Figures> {
  const { samples, clock = WALL_CLOCK, sizes = SIZES } = options;
  const sampling = { samples, clock };
  // The first use of each kernel makes what tfjs then keeps.
  measurePerceptron({ samples: 1, clock: WALL_CLOCK });
  const before = tf.memory().numTensors;
  const perceptron = measurePerceptron(sampling);
  const network = measureDefault(sampling);
  const products = sizes.map((n) => ({ n, times: measureProducts(n, sampling) }));
  installFastMatMul({ variant: "plain_simd" });
  const { quantiles } = await forecastOnce({ steps: 60, member: 0 });
  return { products, perceptron, network, quantiles, leaked: tf.memory().numTensors - before };
}
