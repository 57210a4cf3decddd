import { ForecastError } from "./errors.ts";
import { empiricalQuantile } from "./quantiles.ts";
import { createRng } from "./rng.ts";

export interface BootstrapOptions {
  /** One difference an independent unit: a series, or a block of time when there is one series. */
  differences: ArrayLike<number>;
  resamples?: number;
  seed: number;
  /** Two-sided: 0.9 leaves 5 % below `lower` and 5 % above `upper`. */
  confidence?: number;
}

export interface BootstrapResult {
  /** Units that took part; NaN differences are left out. */
  units: number;
  mean: number;
  sum: number;
  /** Bounds of the mean. Multiply by `units` for bounds of the sum. */
  lower: number;
  upper: number;
}

/**
 * Percentile bootstrap of the mean of paired differences (Efron 1979): units are drawn with replacement, `resamples`
 * times, and the bounds are the (1 ∓ confidence)/2 quantiles of the resampled means. NaN differences are left out;
 * with no unit left everything is NaN. Same seed, same bounds.
 * @throws ForecastError `bad_input` when confidence is not inside (0, 1) or resamples is below 100.
 */
export function pairedBootstrap(options: BootstrapOptions): BootstrapResult {
  const { resamples = 2000, confidence = 0.9, seed } = options;
  if (!(confidence > 0 && confidence < 1) || !(resamples >= 100)) {
    throw new ForecastError(
      "bad_input",
      "A bootstrap needs a confidence between 0 and 1 and at least 100 resamples.",
    );
  }
  const values = Float64Array.from(options.differences).filter((value) => !Number.isNaN(value));
  const units = values.length;
  let sum = 0;
  for (const value of values) sum += value;
  if (units === 0) return { units, mean: Number.NaN, sum: 0, lower: Number.NaN, upper: Number.NaN };

  const rng = createRng(seed, 0x0b00757a);
  const means = new Float64Array(resamples);
  for (let r = 0; r < resamples; r += 1) {
    let total = 0;
    for (let i = 0; i < units; i += 1) total += values[Math.floor(rng() * units)] as number;
    means[r] = total / units;
  }
  means.sort();
  return {
    units,
    mean: sum / units,
    sum,
    lower: empiricalQuantile(means, (1 - confidence) / 2),
    upper: empiricalQuantile(means, (1 + confidence) / 2),
  };
}
