import { correctedAic, type EtsFit, fitEts } from "./fit.ts";
import type { EtsShape } from "./recursion.ts";

const TRENDS = ["N", "A", "Ad"] as const;

/**
 * Shapes that the R package forecast tries by default (Hyndman & Khandakar 2008, table 1 less the unstable ones):
 * multiplicative seasons only with multiplicative errors.
 */
function candidateShapes(period: number): EtsShape[] {
  const shapes: EtsShape[] = [];
  for (const error of ["A", "M"] as const) {
    for (const trend of TRENDS) {
      shapes.push({ error, trend, season: "N", period: 1 });
      if (period > 1) {
        shapes.push({ error, trend, season: "A", period });
        if (error === "M") shapes.push({ error, trend, season: "M", period });
      }
    }
  }
  return shapes;
}

function fitAll(history: Float64Array, period: number): { fit: EtsFit; aicc: number }[] {
  return candidateShapes(period).flatMap((shape) => {
    const fit = fitEts(history, shape);
    return fit ? [{ fit, aicc: correctedAic(fit) }] : [];
  });
}

/** The fit with the smallest AICc; null when no shape fits. Ties go to the simpler shape, which is tried first. */
export function selectEts(history: Float64Array, period: number): EtsFit | null {
  const [first, ...rest] = fitAll(history, period);
  if (!first) return null;
  return rest.reduce((best, each) => (each.aicc < best.aicc ? each : best), first).fit;
}

export interface WeightedFit {
  fit: EtsFit;
  weight: number;
}

/**
 * A step of AICc weighs half of what Akaike's weights, exp(−Δ/2), give it: likelihoods of one-step errors are surer of
 * themselves than forecasts many steps ahead deserve.
 */
const TEMPER = 4;
/** The odds of a trend that never ends, before the data speak: it is the form that errs most far ahead (Gardner 2006). */
const UNDAMPED_ODDS = Math.exp(-1.5);
/** Shapes of less weight, against the best, are left out. */
const LEAST_WEIGHT = 0.02;

/**
 * Every shape with the weight that its AICc earns (Burnham & Anderson 2002; Kolassa 2011, Combining exponential smoothing
 * forecasts using Akaike weights, International Journal of Forecasting 27): better than the one best shape on each M3
 * group and on four other sets. Weights sum to one; empty when no shape fits.
 */
export function weighEts(history: Float64Array, period: number): WeightedFit[] {
  const fits = fitAll(history, period);
  const least = Math.min(...fits.map(({ aicc }) => aicc));
  const raw = fits.map(({ fit, aicc }) => {
    // Too few values for any AICc: the likelihoods alone cannot be compared, all shapes count alike.
    const gap = Number.isFinite(aicc) ? aicc - least : Number.isFinite(least) ? Number.POSITIVE_INFINITY : 0;
    return { fit, weight: Math.exp(-gap / TEMPER) * (fit.shape.trend === "A" ? UNDAMPED_ODDS : 1) };
  });
  const largest = Math.max(...raw.map(({ weight }) => weight));
  const kept = raw.filter(({ weight }) => weight >= LEAST_WEIGHT * largest);
  const total = kept.reduce((sum, { weight }) => sum + weight, 0);
  return kept.map(({ fit, weight }) => ({ fit, weight: weight / total }));
}
