import { blendQuantiles, type Shares } from "./blend.ts";
import { chooseShares, type Tried } from "./choose.ts";
import type { Truth } from "./judge.ts";

/** Series in folds from which on a choice of a few shares is no longer fitted to what it was chosen on. */
const ENOUGH_OBSERVATIONS = 200;
/** A single fold is cut by its series. */
const SERIES_PARTS = 4;

/** The blend at one cutoff of the backtest. */
export function blendTried(tried: readonly Tried[], shares: Shares, fold: number): Float32Array {
  return blendQuantiles(
    tried
      .filter(({ key }) => (shares[key] ?? 0) > 0)
      .map(({ key, forecasts }) => ({
        share: shares[key] as number,
        quantiles: forecasts[fold] as Float32Array,
      })),
  );
}

/**
 * The blend's forecasts as they can be judged: errors on the very folds that shares were chosen on are too small where there are few
 * (Varma & Simon 2006, Bias in error estimation when using cross-validation for model selection). There each fold has the blend
 * that was chosen on the others; a single fold, each quarter of its series. Elsewhere `blended` is answered as it is.
 */
export function crossChosen(options: {
  tried: readonly Tried[];
  truths: readonly Truth[];
  blended: readonly Float32Array[];
  horizonSteps: number;
  isPositive: boolean;
}): readonly Float32Array[] {
  const { tried, truths, blended, horizonSteps, isPositive } = options;
  const series = truths[0]?.scale.length ?? 0;
  const isByFold = truths.length > 1;
  if (series * truths.length >= ENOUGH_OBSERVATIONS || !(isByFold || series >= 2 * SERIES_PARTS))
    return blended;
  const parts = isByFold ? truths.length : SERIES_PARTS;
  const partOf = (fold: number, s: number) => (isByFold ? fold : s % SERIES_PARTS);
  const out = blended.map((each) => each.slice());
  for (let part = 0; part < parts; part += 1) {
    const others = truths.map((truth, fold) => ({
      ...truth,
      actual: truth.actual.map((y, i) =>
        partOf(fold, Math.floor(i / horizonSteps)) === part ? Number.NaN : y,
      ),
    }));
    const { shares } = chooseShares({ tried, truths: others, horizonSteps, isPositive });
    for (let fold = 0; fold < truths.length; fold += 1) {
      if (isByFold && fold !== part) continue;
      const own = blendTried(tried, shares, fold);
      const size = own.length / series;
      for (let s = 0; s < series; s += 1)
        if (partOf(fold, s) === part) out[fold]?.set(own.subarray(s * size, (s + 1) * size), s * size);
    }
  }
  return out;
}
