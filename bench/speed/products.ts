import * as tf from "@tensorflow/tfjs";
import { installFastMatMul, type KernelVariant } from "#lib/forecast/neural/kernels.ts";
import { medianMs, type Sampling, type Work } from "./timing.ts";

export const SIZES = [256, 512, 1024] as const;
export const WAYS = ["AB", "AᵀB", "ABᵀ", "AᵀBᵀ"] as const;
export const VARIANTS = ["stock", "explicit_transpose", "plain_simd", "relaxed_simd"] as const;
export type ProductTimes = Record<KernelVariant, Record<(typeof WAYS)[number], number>>;

/** Milliseconds of `tf.matMul` on square matrices, in every variant and with every transpose. */
export function measureProducts(n: number, sampling: Sampling): ProductTimes {
  const [a, b] = [tf.randomNormal([n, n]), tf.randomNormal([n, n])];
  const works: Record<string, Work> = {};
  for (const variant of VARIANTS) {
    WAYS.forEach((way, i) => {
      works[`${variant} ${way}`] = {
        prepare: () => installFastMatMul({ variant }),
        run: () => tf.matMul(a, b, i % 2 === 1, i >= 2).dispose(),
      };
    });
  }
  const times = medianMs(works, sampling);
  tf.dispose([a, b]);
  const out: Partial<ProductTimes> = {};
  for (const [name, ms] of Object.entries(times)) {
    const [variant, way] = name.split(" ") as [KernelVariant, (typeof WAYS)[number]];
    out[variant] = { ...out[variant], [way]: ms } as ProductTimes[KernelVariant];
  }
  return out as ProductTimes;
}
