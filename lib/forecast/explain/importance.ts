import { throwIfCancelled } from "../errors.ts";
import { rowAt, truncatePanel } from "../panel.ts";
import { LEVEL_COUNT } from "../quantiles.ts";
import { createRng } from "../rng.ts";
import { type Availability, type EngineContext, MEDIAN_INDEX, type Panel } from "../types.ts";
import { permuteCovariate } from "./exchange.ts";
import type { Predictor } from "./predictor.ts";

/** How much worse a model forecasts without what one covariate says. */
export interface Importance {
  name: string;
  availability: Availability;
  /** Mean absolute error with the covariate in random order over the error without, less one; the mean over repeats. */
  increase: number;
  /** The smallest and the largest of the repeats. */
  low: number;
  high: number;
  /** Standard deviation over repeats; 0 for a single one. */
  deviation: number;
}

export interface ImportanceResult {
  /** Mean absolute error of the median as it is, in the target's unit. */
  error: number;
  /** Forecast steps with a known outcome that it rests on. */
  steps: number;
  /** Most important first. Increases are NaN where the model makes no error at all, or nothing is known. */
  covariates: Importance[];
}

/**
 * Permutation importance (Breiman 2001, Random forests, section 10; Fisher, Rudin & Dominici 2019, All models are wrong, but many
 * are useful, model reliance as a ratio): the model stays as it was fitted, one covariate's values are put in random order over series
 * and time (`permuteCovariate`), and its forecasts of the folds are scored again,
 *
 *     increase = Σ|y − f*| / Σ|y − f| − 1,
 *
 * over every step of the folds whose outcome is known. Each fold comes with a model that has seen nothing after its cutoff, so
 * that this is about forecasting, not about what was learnt by heart. A covariate that goes along with another shares its
 * importance with it, and both may look small. Below zero means no more than chance. Seeded.
 * @throws ForecastError `cancelled`.
 */
export async function permutationImportance(options: {
  panel: Panel;
  folds: readonly { cutoffIndex: number; predictor: Predictor }[];
  repeats: number;
  seed: number;
  context: EngineContext;
}): Promise<ImportanceResult> {
  const { panel, folds, repeats, seed, context } = options;
  const { covariates } = panel;
  const total = folds.length * (1 + covariates.length * repeats);
  let done = 0;
  const errorOf = async (fold: (typeof folds)[number], seen: Panel) => {
    throwIfCancelled(context.signal);
    const quantiles = await fold.predictor.predict({ panel: seen, cutoffIndex: fold.cutoffIndex });
    done += 1;
    context.onProgress({ fraction: done / total, message: `${done} of ${total} forecasts` });
    return absoluteErrors(panel, { ...fold, quantiles });
  };

  let base = { sum: 0, count: 0 };
  const sums = covariates.map(() => new Float64Array(repeats));
  for (const [f, fold] of folds.entries()) {
    const seen = truncatePanel(panel, fold.cutoffIndex);
    const own = await errorOf(fold, seen);
    base = { sum: base.sum + own.sum, count: base.count + own.count };
    for (const [c, covariate] of covariates.entries()) {
      const reach = covariate.availability === "past_only" ? 0 : fold.predictor.horizonSteps;
      for (let repeat = 0; repeat < repeats; repeat += 1) {
        const permuted = permuteCovariate(seen, {
          name: covariate.name,
          lastPosition: fold.cutoffIndex + reach,
          rng: createRng(seed, f, c, repeat),
        });
        const worse = await errorOf(fold, permuted);
        const own = sums[c] as Float64Array;
        own[repeat] = (own[repeat] as number) + worse.sum;
      }
    }
  }
  const found = covariates.map(({ name, availability }, c): Importance => {
    const each = (sums[c] as Float64Array).map((sum) => (base.sum > 0 ? sum / base.sum - 1 : Number.NaN));
    const increase = each.reduce((sum, value) => sum + value, 0) / repeats;
    const squares = each.reduce((sum, value) => sum + (value - increase) ** 2, 0);
    return {
      ...{ name, availability, increase },
      low: Math.min(...each),
      high: Math.max(...each),
      deviation: Math.sqrt(squares / Math.max(1, repeats - 1)),
    };
  });
  return {
    error: base.count > 0 ? base.sum / base.count : Number.NaN,
    steps: base.count,
    covariates: found.sort((a, b) => b.increase - a.increase),
  };
}

function absoluteErrors(
  panel: Panel,
  {
    cutoffIndex,
    predictor,
    quantiles,
  }: { cutoffIndex: number; predictor: Predictor; quantiles: Float32Array },
): { sum: number; count: number } {
  const { horizonSteps } = predictor;
  let sum = 0;
  let count = 0;
  for (let s = 0; s < panel.ids.length; s += 1) {
    for (let h = 1; h <= horizonSteps; h += 1) {
      const row = rowAt(panel, s, cutoffIndex + h);
      const actual = row < 0 ? Number.NaN : (panel.values[row] as number);
      const said = quantiles[(s * horizonSteps + h - 1) * LEVEL_COUNT + MEDIAN_INDEX] as number;
      const error = Math.abs(actual - said);
      if (Number.isNaN(error)) continue;
      sum += error;
      count += 1;
    }
  }
  return { sum, count };
}
