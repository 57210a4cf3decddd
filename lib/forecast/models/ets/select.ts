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

/** The fit with the smallest AICc; null when no shape fits. Ties go to the simpler shape, which is tried first. */
export function selectEts(history: Float64Array, period: number): EtsFit | null {
  let best: EtsFit | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const shape of candidateShapes(period)) {
    const fit = fitEts(history, shape);
    if (!fit) continue;
    const value = correctedAic(fit);
    if (value < least || best === null) {
      best = fit;
      least = value;
    }
  }
  return best;
}
